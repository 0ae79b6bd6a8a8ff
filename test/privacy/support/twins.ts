import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { ok, type ApiPerson, type World } from '../../support/world.js';
import type { PlayedCase } from '../played-case.js';
import { askAll, everyAddress, logInAgain, type Principal } from '../walk.js';

const DAY = 86_400_000;
/** What is minted anew for each answer: forms' keys, the answer's own id, the moment it was sent. */
const still = (text: string, known: ReadonlySet<string>): string =>
  text
    .replace(/^(date|x-ratelimit-[a-z]+|content-length|set-cookie): .*$/gm, '')
    .replace(/"instance":"[^"]*"/g, '')
    // Where a page of a list ended: sealed anew each time. How long it is could still tell of something.
    .replace(/((?:"next":"|cursor=))([\w-]{40,})/g, (_, at: string, sealed: string) => `${at}sealed, ${sealed.length} characters`)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, (id) => (known.has(id) ? id : 'minted'));

/** The head of the agency that keeps it reviews what its staff do, and is who is told when time runs out: both tell that there was an act, as they must. */
const OF_ITS_HEAD = /^police-supervisor \/(workspace\/(review|clocks)|api\/v1\/(audit|clocks))/;

/** Everything that these readers can ask for about a case, and the lists beside it: where → the answer. */
export const whatTheySee = async (
  world: World,
  readers: readonly Principal[],
  { ids, parameters }: PlayedCase,
): Promise<Map<string, string>> => {
  const known = new Set(Object.values(ids));
  const seen = new Map<string, string>();
  const addresses = everyAddress(world, { ...parameters, staffId: [demoStaff.bodenCaseworker.id] });
  // Each reading adds a line to who has read: the log of the own case is compared by its other lines' absence elsewhere.
  const asked = addresses.filter((address) => !/\/(log|events|stream)$/.test(address) && !address.startsWith('/health'));
  for (const reader of readers) {
    // A page that asks for a fresh login looks otherwise five minutes after it: on a slow machine between the two readings.
    await logInAgain(world, [reader]);
    for (const { address, status, text } of await askAll(world, reader, asked))
      if (!OF_ITS_HEAD.test(`${reader.name} ${address}`)) seen.set(`${reader.name} ${address}`, `${status} ${still(text, known)}`);
  }
  return seen;
};

/** Where the answers differ. */
export const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...before].filter(([where, text]) => after.get(where) !== text).map(([where]) => where.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#'));

/** Undisclosed facts of the police: a measure, a consent, another person, a correction of the report. */
export const addHidden = async (world: World, officer: ApiPerson, { ids }: PlayedCase): Promise<void> => {
  const { caseId, policeRecord: recordId, personId, reportId } = ids;
  const moment = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const measure = { interventionId: randomUUID(), recordId, caseId, personId, kind: 'protective-measures', functionId: 'polis-lulea-lpo' };
  await ok(officer.post('/api/v1/interventions', { ...measure, dueOn: moment(5).slice(0, 10) }));
  await ok(
    officer.post('/api/v1/consents', {
      ...{ consentId: randomUUID(), recordId, caseId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', until: moment(30) },
      ...{ recipients: ['lulea-mottagning-vald'], classes: ['crime'], purposes: ['support'], circumstances: 'in-car' },
    }),
  );
  await ok(officer.post('/api/v1/people', { recordId, caseId, personId: randomUUID(), role: 'relative', name: 'Dold Person' }));
  const { version } = await ok<{ version: string }>(officer.get(`/api/v1/police/reports/${reportId}`));
  await ok(
    officer.post(`/api/v1/police/reports/${reportId}/corrections`, { reason: 'new-information', immediateRisk: false }, { version }),
  );
  await world.settle();
};
