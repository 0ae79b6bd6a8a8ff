import { randomUUID } from 'node:crypto';
import { createWorld, ok, type World } from '../../support/world.js';
import type { Part, PartOptions } from '../part.js';
import { playCase } from '../played-case.js';
import { Exercise, noteLog } from '../support/exercise.js';
import { generateWorld } from '../support/generate-world.js';
import { Random } from '../support/random.js';
import type { Happened } from '../support/rightful.js';
import { startServer } from '../../support/run-server.js';
import { Sightings, tagOf, type Played } from '../support/sightings.js';
import { addHidden, changed, whatTheySee } from '../support/twins.js';
import { Owner } from '../support/write-county.js';
import { ask, everyPrincipal, type Principal } from '../walk.js';

/** Cases side by side in one database. */
const BATCH = 50;
/** Of them, played at the same time: each waits for views now and then. */
const PLAYED_AT_ONCE = 5;
/** Of the addresses that have shown a word to somebody, how many each principal asks for in each world but a database's first, of which everything is asked. */
const SHARE = 0.1;
/** They have no ground in what the police keeps to itself. */
const OBSERVERS = ['region-caseworker', 'boden-caseworker', 'boden-kin', 'shelter-worker', 'lulea-caseworker', 'police-supervisor'];

/** Plays a world to the plan, and what happened to it afterwards. */
const play = async (world: World, serial: number, happened: Happened): Promise<Played> => {
  const played = await playCase(world, tagOf(serial), happened);
  const { ids } = played;
  const breaks = { police: ['police-both', ids.policeRecord, 'police-officer'], boden: ['boden-on-call', ids.bodenRecord] } as const;
  if (happened.emergency === 'police' || happened.emergency === 'boden') {
    const [subject, recordId, duty] = breaks[happened.emergency];
    const colleague = await world.api(`demo-${subject}`, duty);
    await ok(
      colleague.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId, reason: 'Hon ringer och ingen annan är på plats' }),
    );
  }
  const takenBack = { police: ['police-officer', ids.policeConsent], boden: ['boden-caseworker', ids.bodenConsent] } as const;
  if (happened.withdrawn === 'police' || happened.withdrawn === 'boden') {
    const [subject, consentId] = takenBack[happened.withdrawn];
    const worker = await world.api(`demo-${subject}`);
    await ok(worker.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
  }
  return { serial, happened, played };
};

/** The warning to a mere neighbour: nobody in these worlds is one (the `http` part makes them). */
const ASKED_BY_NEIGHBOURS = 'get /api/v1/cases/{caseId}/neighbour';

interface Total {
  worlds: number;
  leaks: number;
  missed: number;
  /** Answers that changed with what is hidden. */
  twins: number;
  readonly failures: string[];
  readonly controls: { name: string; caught: boolean }[];
}

/** One database: worlds are played in it, everybody asks for everything; then what is hidden changes. The first of a run plants its faults last. */
const batch = async (
  exercise: Exercise,
  total: Total,
  serials: readonly number[],
  { seed, short }: PartOptions,
  plant: boolean,
): Promise<void> => {
  const world = await createWorld();
  try {
    const worlds: Played[] = [];
    for (let first = 0; first < serials.length; first += PLAYED_AT_ONCE) {
      const together = serials.slice(first, first + PLAYED_AT_ONCE);
      worlds.push(...(await Promise.all(together.map((serial) => play(world, serial, generateWorld(new Random(seed + serial), serial))))));
    }
    await world.settle();
    const everyone = await everyPrincipal(world);
    await twins(world, everyone, worlds[0]!, total, short);
    const sightings = new Sightings(worlds);
    await exercise.batch(world, everyone, worlds, new Random(seed - serials[0]!), SHARE, sightings);
    total.worlds += worlds.length;
    total.leaks += sightings.leaks;
    total.missed += sightings.missed;
    total.failures.push(...sightings.told);
    if (plant) total.controls.push(...(await planted(world, everyone, worlds)));
  } finally {
    await world.close();
  }
};

/** The same case before and after what the police keeps to itself: byte for byte the same to everybody else. */
const twins = async (world: World, everyone: readonly Principal[], { played }: Played, total: Total, short: boolean): Promise<void> => {
  const observers = everyone.filter(({ name }) => (short ? OBSERVERS.slice(0, 2) : OBSERVERS).includes(name));
  const officer = everyone.filter(({ name }) => name === 'police-officer');
  const [before, open] = [await whatTheySee(world, observers, played), await whatTheySee(world, officer, played)];
  await addHidden(world, await world.api('demo-police-officer'), played);
  const differ = changed(before, await whatTheySee(world, observers, played));
  total.twins += differ.length;
  total.failures.push(...differ.slice(0, 5).map((where) => `what is hidden changed an answer: ${where}`));
  if (total.worlds > 0) return;
  const seen = changed(open, await whatTheySee(world, officer, played));
  total.controls.push({ name: 'what is added is seen by whom it is open to', caught: seen.length > 0 });
};

/** Faults in the rights themselves, past every decision; what everybody sees is judged as before. */
const planted = async (world: World, everyone: readonly Principal[], worlds: readonly Played[]): Promise<Total['controls']> => {
  const owner = await Owner.of(world.migrateUrl);
  const as = (name: string): Principal => everyone.find((one) => one.name === name)!;
  const seenBy = async (name: string, address: (ids: Played['played']['ids']) => string): Promise<Sightings> => {
    const sightings = new Sightings(worlds);
    for (const { played } of worlds) sightings.note(await ask(world, as(name), address(played.ids)));
    return sightings;
  };
  const chain = ({ caseId }: Played['played']['ids']): string => `/api/v1/cases/${caseId}/chain`;
  const controls: Total['controls'] = [];
  try {
    // Whoever has opened a record in an emergency is let in already: a colleague to whom that did not happen in every world.
    const [intruder, agency] = worlds.every(({ happened }) => happened.emergency === 'boden')
      ? ['police-both:police-officer', 'polisen-norrbotten']
      : ['boden-on-call', 'socialtjanst-boden'];
    await owner.rows(
      `INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id)
      SELECT record_id, case_id, agency_id, function_id, $1 FROM access.assignments WHERE agency_id = $2 ON CONFLICT DO NOTHING`,
      [as(intruder).staffId, agency],
    );
    controls.push({ name: 'an assignment that nobody made is seen to leak', caught: (await seenBy(intruder, chain)).leaks > 0 });
    const unspoilt = (await seenBy('region-caseworker', chain)).leaks === 0;
    await owner.rows(
      `UPDATE views.chain_entries SET class = 'plan', fields = fields || jsonb_build_object('canary', jsonb_build_object('class', 'plan', 'value', $1::text))`,
      [worlds[0]!.played.canaries.OverrideReason],
    );
    await owner.rows(
      `UPDATE access.grants SET closed_at = NULL, valid_until = NULL, person_ids = NULL, classes = '{reference,plan,support}' WHERE kind = 'standing'`,
    );
    controls.push({
      name: 'a field given a class that is disclosed is seen to leak',
      caught: unspoilt && (await seenBy('region-caseworker', chain)).leaks > 0,
    });
    // Long before the app's clock, which is not ours: an end may lie ahead.
    await owner.rows("UPDATE access.assignments SET ended_at = '2020-01-01'");
    await owner.rows("UPDATE access.openings SET ended_at = '2020-01-01'");
    const refused = await seenBy('police-officer', chain);
    refused.complete();
    controls.push({ name: 'a rightful reader who is refused is missed', caught: refused.missed > 0 && refused.leaks === 0 });
    const [clean, logged] = [new Sightings(worlds), new Sightings(worlds)];
    noteLog(world, clean);
    world.logged.push(`{"msg":"${worlds[0]!.played.canaries.Name}"}`);
    noteLog(world, logged);
    controls.push({ name: 'a name in the log is seen', caught: clean.leaks === 0 && logged.leaks === 1 });
    return controls;
  } finally {
    await owner.close();
  }
};

export const worlds: Part = {
  name: 'worlds',
  about: 'a word in each personal field of generated worlds: every operation, everybody, every channel',
  async run(options) {
    const { short, say } = options;
    await startServer();
    const exercise = new Exercise();
    const total: Total = { worlds: 0, leaks: 0, missed: 0, twins: 0, failures: [], controls: [] };
    const wanted = options.worlds ?? (short ? 2 : 500);
    for (let first = 1; first <= wanted; first += BATCH) {
      const serials = Array.from({ length: Math.min(BATCH, wanted - first + 1) }, (_, index) => first + index);
      await batch(exercise, total, serials, options, first === 1);
      say(
        `${total.worlds} worlds, ${exercise.requests} requests, ${total.leaks} canaries without a ground, ${total.missed} not seen by whom they are open to, ${total.twins} answers changed by what is hidden`,
      );
    }
    const { operations, exercised, left, refused } = exercise.count();
    // A read that is refused to all has shown nothing of what it might leak.
    const untried = refused.filter((one) => one !== ASKED_BY_NEIGHBOURS);
    if (untried.length > 0) total.failures.push(`refused to everybody: ${untried.join(', ')}`);
    if (total.missed > 0) total.failures.push(`${total.missed} rightful readers did not see theirs`);
    if (exercise.errors > 0) total.failures.push(`${exercise.errors} answers of 5xx`);
    if (operations === 0 || operations !== exercised) total.failures.push(`not sent by everybody: ${left.join(', ')}`);
    const figures = { worlds: total.worlds, canaries: total.leaks, differences: total.twins, operations, operations_exercised: exercised };
    return { figures, controls: total.controls, failures: total.failures.slice(0, 30) };
  },
};
