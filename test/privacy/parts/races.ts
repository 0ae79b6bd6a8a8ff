import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok } from '../../support/world.js';
import type { Outcome, Part, PartOptions } from '../part.js';
import { playCase, type PlayedCase } from '../played-case.js';
import { endings, type Actors, type Ending } from '../races/ends.js';
import { withInstances, type Instances } from '../races/instances.js';
import { listen, readsOf, type Listening, type Read } from '../races/reads.js';

const RACES = { short: 120, long: 10_000 };
/** Then a new case: rights that have ended stay in the old one, and each read looks through them. */
const RACES_A_CASE = 250;
/** One race in so many is listened to by an open stream as well, which may take a second to end. */
const LISTENED = { short: 10, long: 25 };
const READERS = 3;
/** What was looked up before the right ended may still be under way to its reader when the end is acknowledged elsewhere. */
const IN_FLIGHT_MS = 100;
/** How late this process itself gets to what has come, measured while a race is on: a busy machine holds up the other one as much. */
const lag = monitorEventLoopDelay({ resolution: 10 });
const heldUpMs = (): number => (2 * lag.max) / 1e6;
const STREAM_PATIENCE_MS = 3_000;

class Tally {
  races = 0;
  /** Reads begun after the acknowledgement, and what was said after it, that still show what had ended. */
  stale = 0;
  before = 0;
  after = 0;
  streams = 0;
  readonly endedAfterMs: number[] = [];
  readonly failures: string[] = [];
}

interface Round {
  readonly ending: Ending;
  readonly actors: Actors;
  readonly played: PlayedCase;
  readonly reads: readonly Read[];
  readonly tally: Tally;
  readonly stream?: () => Promise<Listening>;
}

/** Reads go on all the time on one instance while the right is ended on the other. Counts what was begun after the acknowledgement and showed it all the same. */
const race = async ({ ending, actors, played, reads, tally, stream }: Round): Promise<void> => {
  const end = await ending.open(actors, played);
  if (stream) {
    lag.reset();
    lag.enable();
  }
  const listening = await stream?.();
  const seen = await Promise.all(reads.map((read) => read()));
  if (seen.every(Boolean)) tally.before += 1;
  let acknowledged = false;
  const readers = Array.from({ length: READERS }, async (_, number) => {
    for (let n = number, last = false; !last; n++) {
      const began = acknowledged;
      last = began;
      const shown = await reads[n % reads.length]!();
      if (began) tally.after += 1;
      if (!began || !shown) continue;
      tally.stale += 1;
      tally.failures.push(`${ending.name}: a read that began after the acknowledgement showed what had ended`);
    }
  });
  await end();
  acknowledged = true;
  const at = performance.now();
  await Promise.all(readers);
  tally.races += 1;
  if (listening) await reckonStream(listening, { ending, actors, played, tally, at });
};

/** Something happens in the case once the right has ended: a stream that was not judged again would tell. */
const reckonStream = async (
  listening: Listening,
  { ending, actors, played, tally, at }: Pick<Round, 'ending' | 'actors' | 'played' | 'tally'> & { at: number },
): Promise<void> => {
  const { ids } = played;
  await ok(
    actors.sara.post('/api/v1/interventions', {
      ...{ interventionId: randomUUID(), recordId: ids.bodenRecord, caseId: ids.caseId, personId: ids.personId, kind: 'counselling' },
      ...{ functionId: 'boden-mottagning-vald', dueOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) },
    }),
  );
  const ended = await Promise.race([listening.ended, sleep(STREAM_PATIENCE_MS)]);
  listening.close();
  tally.streams += 1;
  if (typeof ended === 'number') tally.endedAfterMs.push(ended - at);
  const underWay = IN_FLIGHT_MS + heldUpMs();
  const late = listening.said.filter((moment) => moment > at + underWay);
  if (late.length === 0 && typeof ended === 'number') return;
  tally.stale += Math.max(late.length, 1);
  const after = late.map((moment) => `${Math.round(moment - at)} ms`).join(', ') || 'nothing';
  const close = ended ? 'ended' : 'did not end';
  tally.failures.push(
    `${ending.name}: a stream said ${after} after the acknowledgement (${Math.round(underWay)} ms allowed), and ${close}`,
  );
};

/** One way of ending, again and again, in cases of its own. */
const lane = async (instances: Instances, ending: Ending, races: number, tally: Tally, { short, say }: PartOptions): Promise<void> => {
  let round: Omit<Round, 'stream'> | undefined;
  let token = '';
  for (let n = 0; n < races; n++) {
    if (n % RACES_A_CASE === 0) {
      round = await prepare(instances, ending, tally, `${endings.indexOf(ending)}x${n}`);
      token = await instances.token(ending.reader);
      round = { ...round, reads: readsOf(instances.read, token, round.played.ids.caseId) };
      if (n > 0) say(`${ending.name}: ${n} races`);
    }
    const listens = ending.whole && n % (short ? LISTENED.short : LISTENED.long) === 0;
    const { caseId } = round!.played.ids;
    await race({ ...round!, ...(listens ? { stream: () => listen(instances.read, token, caseId) } : {}) });
  }
};

const prepare = async ({ world }: Instances, ending: Ending, tally: Tally, tag: string): Promise<Omit<Round, 'stream'>> => {
  const played = await playCase(
    world,
    tag.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!),
  );
  await played.withdraw(); // what the played case discloses would be seen beside what is raced for
  await world.settle();
  const actors = { sara: await world.api('demo-boden-caseworker'), head: await world.api('demo-boden-supervisor') };
  return { ending, actors, played, reads: [], tally };
};

/** Readers with a fault in them: one that keeps what it was once answered, and a stream whose right is not judged again. */
const plant = async (instances: Instances): Promise<Outcome['controls']> => {
  const [withdrawal, , assignment] = endings as [Ending, Ending, Ending];
  const cached = new Tally();
  const round = await prepare(instances, withdrawal, cached, 'cached');
  const honest = readsOf(instances.read, await instances.token(withdrawal.reader), round.played.ids.caseId);
  for (let n = 0; n < 3; n++) {
    const kept = new Map<number, Promise<boolean>>();
    const reads = honest.map((read, index): Read => async () => {
      await sleep(1);
      if (!kept.has(index)) kept.set(index, read());
      return kept.get(index)!;
    });
    await race({ ...round, reads });
  }
  const deaf = new Tally();
  const other = { ...round, ending: assignment, tally: deaf };
  // Somebody who keeps the right stands in for a stream that goes on all the same.
  const keeps = await instances.token('demo-boden-caseworker');
  const reads = readsOf(instances.read, await instances.token(assignment.reader), round.played.ids.caseId);
  await race({ ...other, reads, stream: () => listen(instances.read, keeps, round.played.ids.caseId) });
  return [
    { name: 'a reader that keeps what it could see', caught: cached.stale > 0 },
    { name: 'a stream whose right is not judged again', caught: deaf.stale > 0 },
  ];
};

export const races: Part = {
  name: 'races',
  about:
    'rights end on one instance while another is read from: nothing that began after the acknowledgement shows what had ended, no stream tells',
  run: (options) =>
    withInstances(async (instances) => {
      const tally = new Tally();
      const each = Math.ceil((options.races ?? (options.short ? RACES.short : RACES.long)) / endings.length);
      await Promise.all(endings.map((ending) => lane(instances, ending, each, tally, options)));
      const slowest = [...tally.endedAfterMs].sort((one, other) => other - one)[0] ?? 0;
      options.say(
        `${tally.races} races, ${tally.after} reads begun after the end, ${tally.streams} streams, the slowest ended in ${slowest.toFixed(0)} ms`,
      );
      const controls = [
        ...(await plant(instances)),
        { name: 'all was open until it ended', caught: tally.before === tally.races },
        { name: 'reads began after each end', caught: tally.after >= tally.races * READERS },
        { name: 'streams were open when the right ended', caught: tally.streams > 0 },
      ];
      return { figures: { races: tally.races, stale: tally.stale }, controls, failures: tally.failures.slice(0, 8) };
    }),
};
