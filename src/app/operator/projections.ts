import { setTimeout as sleep } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import { placeOf, rebuild } from '#libs/event-store';
import { rooms } from '../rooms.js';
import { withDatabase } from './with-database.js';

interface Checkpoint {
  readonly name: string;
  readonly part: number;
  readonly parts: number;
  readonly version: number;
  readonly events: string;
  readonly behind: string;
  readonly seconds: number | null;
  readonly owner: string | null;
}

/** Seconds behind: since the first event that it has not seen was recorded. */
const STATUS = `
  SELECT name, part, parts, version, events, CASE WHEN lease_until > clock_timestamp() THEN owner::text END AS owner, behind,
         extract(epoch FROM clock_timestamp() - (SELECT recorded_at FROM es.places WHERE place > es.place(c.position) ORDER BY place LIMIT 1))::float AS seconds
    FROM es.checkpoints c, LATERAL (SELECT coalesce(sum(events), 0) AS behind FROM es.places WHERE place > es.place(c.position)) b
   ORDER BY name, part`;

/** How far each view and reaction has come: lag in events and seconds, events handled a second, and which instance carries it on. */
export const projectionStatus = (settings: Settings, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database }) => {
    const checkpoints = async () => (await database.projector.query<Checkpoint>(STATUS)).rows;
    const earlier = new Map((await checkpoints()).map(({ name, part, events }) => [`${name}#${part}`, Number(events)]));
    if (earlier.size === 0) return say('No view has run yet. Start the system once.');
    await sleep(1000);
    say(
      `${'VIEW OR REACTION'.padEnd(52)} ${'VERSION'.padEnd(7)} ${'EVENTS BEHIND'.padStart(13)} ${'SECONDS'.padStart(8)} ${'RATE/S'.padStart(7)}  INSTANCE`,
    );
    for (const { name, part, parts, version, events, behind, seconds, owner } of await checkpoints()) {
      const rate = Number(events) - (earlier.get(`${name}#${part}`) ?? 0);
      const lag = Number(behind) > 0 ? (seconds ?? 0).toFixed(1) : '0';
      const title = parts > 1 ? `${name} (${part + 1} of ${parts})` : name;
      say(
        `${title.padEnd(52)} ${`v${version}`.padEnd(7)} ${behind.padStart(13)} ${lag.padStart(8)} ${String(rate).padStart(7)}  ${owner ?? '– none runs it'}`,
      );
    }
    await sayParked(database.projector, say);
  });

const sayParked = async (pool: Pool, say: (line: string) => void): Promise<void> => {
  const { rows } = await pool.query<{ subscription: string; stream: string; error: string; events: string }>(
    `SELECT subscription, stream, count(*) AS events, (array_agg(error ORDER BY revision))[1] AS error
       FROM es.parked GROUP BY subscription, stream ORDER BY min(parked_at)`,
  );
  for (const { subscription, stream, error, events } of rows)
    say(
      `parked: ${subscription} could not handle ${stream} (${error}); ${events} of its events wait. After the mend: npm run projection:replay`,
    );
};

const REPLAY_WAIT_MS = 15_000;

/**
 * Has parked events tried again, in their streams' order, by the instance that carries the subscription on.
 * @throws when none takes it up, or something is still parked
 */
export const replayParked = (settings: Settings, names: readonly string[], say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database: { projector } }) => {
    const only = names.length > 0 ? names : null;
    const { rowCount } = await projector.query(
      'UPDATE es.parked SET replay_asked = true WHERE $1::text[] IS NULL OR subscription = ANY ($1)',
      [only],
    );
    if (!rowCount) return say('Nothing is parked.');
    const deadline = Date.now() + REPLAY_WAIT_MS;
    for (;;) {
      const { rows } = await projector.query<{ left: number; asked: number }>(
        'SELECT count(*)::int AS left, (count(*) FILTER (WHERE replay_asked))::int AS asked FROM es.parked WHERE $1::text[] IS NULL OR subscription = ANY ($1)',
        [only],
      );
      const { left, asked } = rows[0]!;
      if (left === 0) return say(`${rowCount} events were handled. Nothing is parked any more.`);
      if (asked === 0) {
        await sayParked(projector, say);
        throw new Error(`${left} of ${rowCount} events could still not be handled.`);
      }
      if (Date.now() > deadline)
        throw new Error('No running instance took it up. Start the system: it tries them again as soon as it runs.');
      await sleep(250);
    }
  });

/** Builds views anew beside the live ones and swaps them in. @throws when a name is not a view */
export const rebuildProjections = (settings: Settings, names: readonly string[], say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async ({ database, store }) => {
    const unknown = names.filter((name) => !rooms.projections.some((projection) => projection.name === name));
    if (unknown.length > 0)
      throw new Error(`No view is called ${unknown.join(', ')}. Choose among: ${rooms.projections.map(({ name }) => name).join(', ')}`);
    const head = placeOf(await store.head());
    for (const projection of rooms.projections.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const bar = new SingleBar({
        format: `${projection.name.padEnd(40)} [{bar}] {percentage}%  {events} events`,
        hideCursor: true,
        noTTYOutput: true,
        notTTYSchedule: 1000,
      });
      bar.start(Math.max(head, 1), 0, { events: 0 });
      const onProgress = (events: number, at: string): void => bar.update(Math.min(placeOf(at), head), { events });
      const done = await rebuild(database.projector, store, projection, { onProgress });
      bar.update(Math.max(head, 1), { events: done });
      bar.stop();
    }
    say('Rebuilt. Readers saw the old rows until the new ones were whole.');
  });
