import fc from 'fast-check';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { shippedRules } from '#config/legal-grounds';
import type { World } from '../../support/world.js';
import { AnswerChecker, type Fault, type FuzzAnswer } from '../fuzz/checker.js';
import { fetchDocument, operationsOf } from '../fuzz/document.js';
import { askersOf, foreignTo, isOutsider } from '../fuzz/grounds.js';
import { requestsTo, type FuzzRequest } from '../fuzz/requests.js';
import { sendTo, type Send } from '../fuzz/send.js';
import type { Outcome, Part, PartOptions } from '../part.js';
import { playCase, type PlayedCase } from '../played-case.js';
import { inWorld } from '../support/in-world.js';
import { everyPrincipal, logInAgain, type Principal } from '../walk.js';

const REQUESTS = { short: 3_000, long: 100_000 };
const AT_ONCE = 8;
const BATCH = 500;
const EXAMPLES = 12;

interface Told extends Fault {
  readonly request: FuzzRequest;
  readonly status: number;
}

/** Sends them, a few at a time, and tells what was wrong. */
const sendAll = async (
  requests: readonly FuzzRequest[],
  send: Send,
  checker: AnswerChecker,
  statuses: Map<number, number>,
): Promise<Told[]> => {
  const told: Told[] = [];
  const waiting = [...requests];
  const worker = async (): Promise<void> => {
    for (let request = waiting.pop(); request; request = waiting.pop()) {
      const answer = await send(request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      for (const fault of checker.check(request, answer)) told.push({ ...fault, request, status: answer.status });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return told;
};

const inWords = ({ kind, what, status, request: { operation, principal, address, body, headers } }: Told): string => {
  const asked = `${operation.method.toUpperCase()} ${address.slice(0, 200)} as ${principal.name}`;
  return `${kind}: ${what} · ${status} · ${asked} · ${JSON.stringify(headers)} · ${(body ?? '').slice(0, 600)}`;
};

const play = async (world: World, { short, seed, say, requests }: PartOptions): Promise<Outcome> => {
  const kept = await playCase(world, 'K');
  const used = await playCase(world, 'U');
  await world.settle();
  const everyone = await everyPrincipal(world);
  const document = await fetchDocument(world.url);
  const checker = new AnswerChecker(document, foreignTo(kept, everyone));
  const { rows: functions } = await world.database.app.query<{ id: string }>('SELECT function_id AS id FROM organisation.functions');
  const people = Object.values(demoStaff);
  const askers = askersOf(
    { kept, used, everyone, staff: people.map(({ id }) => id) },
    {
      functions: [...functions.map(({ id }) => id), 'no-such-function'],
      agencies: [...new Set(people.map(({ agencyId }) => agencyId)), 'no-such-agency'],
      units: [...new Set(people.map(({ unitId }) => unitId)), 'no-such-unit'],
      grounds: [...shippedRules.grounds.map(({ id }) => id), 'no-such-ground'],
      personNumbers: Object.values(demoPersons).map(({ personnummer }) => personnummer),
      now: world.clock.now(),
    },
  );
  const arbitrary = requestsTo(document, operationsOf(document), askers);
  const send = sendTo(world.url);
  const statuses = new Map<number, number>();
  const figures = { fuzzed: 0, errors_5xx: 0, off_schema: 0, foreign: 0 };
  const failures = new Map<string, string>();
  const total = requests ?? (short ? REQUESTS.short : REQUESTS.long);
  for (let batch = 0; figures.fuzzed < total; batch++) {
    const batched = fc.sample(arbitrary, { seed: seed + batch, numRuns: Math.min(BATCH, total - figures.fuzzed) });
    for (const fault of await sendAll(batched, send, checker, statuses)) {
      figures[fault.kind] += 1;
      const sort = `${fault.kind} ${fault.request.operation.operationId} ${fault.status}`;
      if (failures.size < EXAMPLES && !failures.has(sort)) failures.set(sort, inWords(fault));
    }
    figures.fuzzed += batched.length;
    if (figures.fuzzed % 10_000 !== 0) continue;
    say(`${figures.fuzzed} requests, statuses ${shares(statuses)}`);
    await logInAgain(world, everyone);
  }
  say(`${figures.fuzzed} requests, statuses ${shares(statuses)}`);
  const succeeded = [...statuses].reduce((sum, [status, count]) => sum + (status < 300 ? count : 0), 0);
  const controls = [
    ...(await plant({ kept, everyone, checker, send, sample: fc.sample(arbitrary, { seed, numRuns: 400 }) })),
    { name: 'a fair share of the requests is let in', caught: succeeded > total / 50 },
  ];
  return { figures, failures: [...failures.values()], controls };
};

const shares = (statuses: ReadonlyMap<number, number>): string =>
  [...statuses]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');

interface Planting {
  readonly kept: PlayedCase;
  readonly everyone: readonly Principal[];
  readonly checker: AnswerChecker;
  readonly send: Send;
  readonly sample: readonly FuzzRequest[];
}

/** Handlers with a fault in them: each sort must be told of. */
const plant = async ({ kept, everyone, checker, send, sample }: Planting): Promise<{ name: string; caught: boolean }[]> => {
  const spoilt = async (spoil: (answer: FuzzAnswer, request: FuzzRequest) => FuzzAnswer): Promise<Set<string>> => {
    const told = await sendAll(sample.slice(0, 120), async (request) => spoil(await send(request), request), checker, new Map());
    return new Set(told.map(({ kind }) => kind));
  };
  const withBody = (answer: FuzzAnswer, body: string): FuzzAnswer => ({
    ...answer,
    body,
    text: answer.text.replace(answer.body, () => body),
  });
  const broken = await spoilt((answer) => ({ ...answer, status: answer.status === 404 ? 500 : answer.status }));
  const talkative = await spoilt((answer) => withBody(answer, answer.body.replace(/^\{/, '{"ownerAgency":"polisen-norrbotten",')));
  const undocumented = await spoilt((answer) => ({ ...answer, status: answer.status === 404 ? 418 : answer.status }));
  // As if a handler asked for the row without the policy: the outsider is answered what the one with a ground is.
  const insider = everyone.find(({ name }) => name === 'boden-caseworker')!;
  const outsiders = everyone.filter(isOutsider);
  const chain = operationsOf(checker.document).find(({ operationId }) => operationId === 'CaseChainApi_chain')!;
  const asks = outsiders.map((principal): FuzzRequest => ({
    ...{ operation: chain, principal, address: chain.path.replace('{caseId}', kept.ids.caseId), headers: {}, body: undefined },
  }));
  const leaks = await sendAll(asks, (request) => send({ ...request, principal: insider }), checker, new Map());
  const clean = await sendAll(asks, send, checker, new Map());
  const name = (request: FuzzRequest): string => request.principal.name;
  return [
    { name: 'an answer of 500', caught: broken.has('errors_5xx') },
    { name: 'a field that the document does not know', caught: talkative.has('off_schema') },
    { name: 'a status that the document does not know', caught: undocumented.has('off_schema') },
    {
      name: 'a case shown to those outside it, and nothing told of when it is not',
      caught:
        clean.length === 0 &&
        new Set(leaks.filter(({ kind }) => kind === 'foreign').map(({ request }) => name(request))).size === outsiders.length,
    },
  ];
};

export const fuzz: Part = {
  name: 'fuzz',
  about:
    'requests made from the API’s own document, right and wrong, as everybody: no 5xx, nothing outside the document, nothing of another’s case',
  run: inWorld(play),
};
