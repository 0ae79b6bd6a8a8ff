import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { shippedRules } from '#config/legal-grounds';
import type { World } from '../../support/world.js';
import { fetchDocument, operationsOf } from '../fuzz/document.js';
import { isOutsider } from '../fuzz/grounds.js';
import { requestsTo, type FuzzRequest } from '../fuzz/requests.js';
import { sendTo } from '../fuzz/send.js';
import type { Outcome, Part, PartOptions } from '../part.js';
import { playCase, type PlayedCase } from '../played-case.js';
import { Elsewhere } from '../support/elsewhere.js';
import { inWorld } from '../support/in-world.js';
import { Random } from '../support/random.js';
import { ask, everyAddress, everyPrincipal, logInAgain, type Principal } from '../walk.js';

const REQUESTS = { short: 400, long: 20_000 };
/** Of the addresses of pages and lists. */
const SHARE = { short: 0.02, long: 1 };
const AT_ONCE = 4;
const BATCH = 500;
const EXAMPLES = 12;
/**
 * Left out: whoever may open records chooses their ids, and the case's. Under an id that is taken nothing can be opened, and where it can, she is in the case
 * from then on. Ids are random, so that one has been told of what one can try.
 */
const OPENS_A_RECORD = 'RecordApi_open';

interface Said {
  readonly status: number;
  readonly text: string;
}
/** What is asked about the case, and the same about nothing. */
interface Twin {
  readonly where: string;
  readonly principal: Principal;
  readonly elsewhere: Elsewhere;
  here(as?: Principal): Promise<Said>;
  there(): Promise<Said>;
}

/** Where the two are told apart, in words; undefined where they are not. Nothing is asked about first: what a command does here can't change what is said there. */
const toldApart = async (twin: Twin, spoil: (said: Said) => Said = (said) => said, as?: Principal): Promise<string | undefined> => {
  const there = await twin.there();
  const here = spoil(await twin.here(as));
  // Whoever has a part in the case is answered some of it, and refused the rest as if it were nothing.
  if (here.status !== 404 && !isOutsider(twin.principal)) return undefined;
  if (twin.elsewhere.still(here) === twin.elsewhere.still(there)) return undefined;
  return `${twin.where} as ${twin.principal.name}: ${here.status} where nothing is ${there.status} · ${here.text.slice(-300)} · ${there.text.slice(-300)}`;
};

const askAll = async (twins: readonly Twin[]): Promise<string[]> => {
  const waiting = [...twins];
  const told: string[] = [];
  const worker = async (): Promise<void> => {
    for (let twin = waiting.pop(); twin; twin = waiting.pop()) {
      const apart = await toldApart(twin);
      if (apart) told.push(apart);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return told;
};

/** A key of its own: a repeated one would be answered what was answered before. */
const withOwnKey = (request: FuzzRequest): FuzzRequest =>
  'idempotency-key' in request.headers ? { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } } : request;

const twinOfRequest = (url: string, known: ReadonlySet<string>, request: FuzzRequest): Twin => {
  const send = sendTo(url);
  const elsewhere = new Elsewhere(known);
  const moved = { ...request, address: elsewhere.of(request.address), body: request.body && elsewhere.of(request.body) };
  return {
    where: `${request.operation.method.toUpperCase()} ${request.address} ${request.body ?? ''}`.slice(0, 400),
    principal: request.principal,
    elsewhere,
    here: (as) => send(withOwnKey({ ...request, ...(as ? { principal: as } : {}) })),
    there: () => send(withOwnKey(moved)),
  };
};

const twinOfAddress = (world: World, known: ReadonlySet<string>, principal: Principal, address: string): Twin => {
  const elsewhere = new Elsewhere(known);
  const moved = elsewhere.of(address);
  return {
    where: `GET ${address}`,
    principal,
    elsewhere,
    here: (as) => ask(world, as ?? principal, address),
    there: () => ask(world, principal, moved),
  };
};

const requestsOf = async (
  world: World,
  { parameters }: PlayedCase,
  outsiders: readonly Principal[],
): Promise<fc.Arbitrary<FuzzRequest>> => {
  const document = await fetchDocument(world.url);
  const { rows: functions } = await world.database.app.query<{ id: string }>('SELECT function_id AS id FROM organisation.functions');
  const people = Object.values(demoStaff);
  const dictionary = {
    ids: { ...parameters, staffId: people.map(({ id }) => id) },
    agencies: [...new Set(people.map(({ agencyId }) => agencyId))],
    units: [...new Set(people.map(({ unitId }) => unitId))],
    grounds: shippedRules.grounds.map(({ id }) => id),
    personNumbers: Object.values(demoPersons).map(({ personnummer }) => personnummer),
    now: world.clock.now(),
  };
  const askers = outsiders.map((principal) => {
    const own = people.find(({ id }) => id === principal.staffId)?.functions ?? [];
    // As often one of the asker's own as any: that is where a command gets furthest in.
    const half = own.flatMap((id) => Array<string>(Math.ceil(functions.length / own.length)).fill(id));
    const asks = { ...dictionary, functions: [...functions.map(({ id }) => id), ...half] };
    return { principal, reads: asks, commands: asks };
  });
  return requestsTo(
    document,
    operationsOf(document).filter(({ operationId }) => operationId !== OPENS_A_RECORD),
    askers,
  );
};

const play = async (world: World, { short, seed, say, requests }: PartOptions): Promise<Outcome> => {
  const kept = await playCase(world, 'E');
  await world.settle();
  const everyone = (await everyPrincipal(world)).filter(({ name }) => name !== 'nobody');
  const outsiders = everyone.filter(isOutsider);
  const known = new Set([...Object.values(kept.ids), ...Object.values(kept.parameters).flat()]);
  const told: string[] = [];

  const random = new Random(seed);
  const addresses = everyAddress(world, { ...kept.parameters, staffId: [demoStaff.bodenCaseworker.id] });
  const walked = everyone
    .flatMap((principal) => addresses.map((address) => twinOfAddress(world, known, principal, address)))
    .filter(({ elsewhere }) => elsewhere.isAnother);
  const chosen = random.some(walked, short ? SHARE.short : SHARE.long);
  for (let from = 0; from < chosen.length; from += BATCH) {
    told.push(...(await askAll(chosen.slice(from, from + BATCH))));
    await logInAgain(world, everyone);
  }
  say(`${chosen.length} addresses of pages and lists, ${told.length} told apart`);

  const generated = await requestsOf(world, kept, outsiders);
  const total = requests ?? (short ? REQUESTS.short : REQUESTS.long);
  let asked = 0;
  for (let batch = 0; asked < total; batch++) {
    const sample = fc.sample(generated, { seed: seed + batch, numRuns: BATCH }).map((one) => twinOfRequest(world.url, known, one));
    const twins = sample.filter(({ elsewhere }) => elsewhere.isAnother).slice(0, total - asked);
    told.push(...(await askAll(twins)));
    asked += twins.length;
    if (batch % 10 === 0) await logInAgain(world, everyone);
  }
  say(`${asked} requests of the API, ${told.length} told apart`);

  const insider = everyone.find(({ name }) => name === 'boden-caseworker')!;
  const chain = outsiders.map((one) => twinOfAddress(world, known, one, `/api/v1/cases/${kept.ids.caseId}/chain`));
  const all = async (spoil?: (said: Said) => Said, as?: Principal): Promise<boolean> =>
    (await Promise.all(chain.map((twin) => toldApart(twin, spoil, as)))).every((apart) => apart !== undefined);
  // A request that is not theirs, to somebody who works with the case.
  const officer = everyone.find(({ name }) => name === 'police-officer')!;
  const within = twinOfAddress(world, known, officer, `/api/v1/referrals/${kept.ids.careReferral}`);
  const controls = [
    { name: 'an outsider is answered what somebody with a ground is', caught: await all(undefined, insider) },
    { name: 'a refusal that says that the case is there', caught: await all((said) => ({ ...said, status: 403 })) },
    { name: 'one character more in what is refused', caught: await all((said) => ({ ...said, text: `${said.text} ` })) },
    {
      name: 'one character more in what somebody within is refused',
      caught: (await toldApart(within, (said) => ({ ...said, text: `${said.text} ` }))) !== undefined,
    },
    { name: 'nothing of it where nothing is wrong', caught: (await askAll([...chain, within])).length === 0 },
  ];
  return { figures: { differences: told.length }, failures: told.slice(0, EXAMPLES), controls };
};

export const existence: Part = {
  name: 'existence',
  about:
    'those outside a case, a party’s kin among them, ask about it and about nothing: no answer tells the two apart; nor does any refusal to those within',
  run: inWorld(play),
};
