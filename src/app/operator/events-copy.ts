import { SingleBar } from 'cli-progress';
import type { Settings } from '#config/settings';
import {
  BEGINNING,
  copyEvents,
  isCopyOf,
  KurrentEventStore,
  kurrentLog,
  placeOf,
  PostgresEventStore,
  postgresLog,
  verifyCopy,
  type Position,
  type VerifiableLog,
  type Verification,
} from '#libs/event-store';
import type { Database } from '#libs/postgres';
import { withDatabase } from './with-database.js';

export type EngineName = Settings['eventStore'];
const NAMES: readonly string[] = ['postgres', 'kurrentdb'];

interface Copy {
  readonly database: Database;
  readonly logs: Readonly<Record<EngineName, VerifiableLog>>;
  readonly from: EngineName;
  readonly to: EngineName;
  readonly say: (line: string) => void;
}

/**
 * Moves all events from one engine to the other: copies them in their order, compares both logs whole, and then makes the other one the installation's
 * own, with reactions where they were and views to be made anew. While the system runs, or when it is stopped in the middle, it goes as far as it can, and
 * the next run goes on from there.
 * @throws with a sentence that says what to do; CopyDiffers when the copy isn't one
 */
export const copyBetweenEngines = async (settings: Settings, from: string, to: string, say: (line: string) => void): Promise<void> => {
  if (!isEngine(from) || !isEngine(to) || from === to)
    throw new Error('Say from where and to where: --from postgres --to kurrentdb, or --from kurrentdb --to postgres.');
  const url = settings.kurrentDbUrl;
  if (!url) throw new Error('KURRENTDB_URL is not set. Set it to the address of KurrentDB, such as kurrentdb://host:2113?tls=true.');
  await withDatabase({ ...settings, eventStore: 'postgres' }, say, ({ database }) => moveEvents(database, url, from, to, say));
};

/** The same with a database that is open already. @param url of KurrentDB */
export const moveEvents = async (
  database: Database,
  url: string,
  from: EngineName,
  to: EngineName,
  say: (line: string) => void,
): Promise<void> => {
  const postgres = new PostgresEventStore(database.app, database.projector);
  const kurrent = new KurrentEventStore({ url, pool: database.app });
  try {
    const logs = { postgres: postgresLog(postgres, database.projector), kurrentdb: kurrentLog(kurrent) };
    await move({ database, logs, from, to, say });
  } finally {
    await postgres.close();
    await kurrent.close();
  }
};

const isEngine = (name: string): name is EngineName => NAMES.includes(name);

const move = async (copy: Copy): Promise<void> => {
  const { database, logs, from, to, say } = copy;
  const { rows } = await database.projector.query<{ name: EngineName }>('SELECT name FROM es.engine');
  if (rows[0]!.name !== from) throw new Error(`The events lie in ${rows[0]!.name}, not in ${from}.`);
  if (!(await isCopyOf(logs[to], logs[from])))
    throw new Error(`${to} holds the events of another installation. Give this one a log of its own.`);
  await copyAll(copy);
  const verified = await verify(copy);
  say(`${verified.events} events in ${verified.streams} streams are the same in both. SHA-256 over all, in order: ${verified.hash}`);
  await switchOver(copy, verified);
};

const copyAll = async ({ database, logs, from, to }: Copy): Promise<void> => {
  const { rows } = await database.projector.query<{ position: Position; events: string }>(
    'SELECT source_position AS position, events FROM es.copies WHERE source = $1 AND target = $2',
    [from, to],
  );
  let events = Number(rows[0]?.events ?? 0);
  const start = rows[0]?.position ?? BEGINNING;
  const head = placeOf(await logs[from].head());
  const bar = progress(`copying ${from} → ${to}`, head);
  try {
    await copyEvents({
      source: logs[from],
      target: logs[to],
      from: start,
      onPage: async (at, count) => {
        events += count;
        await database.projector.query(
          `INSERT INTO es.copies (source, target, source_position, events) VALUES ($1, $2, $3, $4)
           ON CONFLICT (source, target) DO UPDATE SET source_position = excluded.source_position, events = excluded.events, updated_at = clock_timestamp()`,
          [from, to, at, events],
        );
        bar.update(Math.min(placeOf(at), head), { events });
      },
    });
    bar.update(head, { events });
  } finally {
    bar.stop();
  }
};

const verify = async ({ database, logs, from, to }: Copy): Promise<Verification> => {
  const { rows } = await database.projector.query<{ position: Position }>(
    "SELECT position FROM es.checkpoints WHERE name NOT LIKE 'view:%' UNION SELECT place FROM tree.logs WHERE log = 'events'",
  );
  const { rows: copies } = await database.projector.query<{ events: string }>(
    'SELECT events FROM es.copies WHERE source = $1 AND target = $2',
    [from, to],
  );
  const total = Number(copies[0]?.events ?? 0);
  const bar = progress('comparing both', total);
  try {
    const positions = rows.map(({ position }) => position);
    return await verifyCopy(logs[from], logs[to], positions, (events) => bar.update(Math.min(events, total), { events }));
  } finally {
    bar.stop();
  }
};

/** Nobody may write to the log that is left: what it got after this would be lost. */
const switchOver = async ({ database, logs, from, to, say }: Copy, { places, end }: Verification): Promise<void> => {
  const { rows: running } = await database.projector.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('insatskedja-app', 'insatskedja-projector', 'insatskedja-reads')",
  );
  if (running.length > 0)
    return say('The system is running. Stop it and run this again: it then takes what has come since, and moves over.');
  const { rows: underWay } = await database.projector.query('SELECT 1 FROM es.pending_commits');
  if (underWay.length > 0)
    throw new Error('Commits are under way. Start the system once, so that they are carried through, stop it and run this again.');
  if (!logs[from].reached(end, await logs[from].head())) throw new Error('Events came while both were compared. Run this again.');
  const client = await database.projector.connect();
  try {
    await client.query('BEGIN');
    for (const [position, place] of places)
      await client.query("UPDATE es.checkpoints SET position = $2 WHERE position = $1 AND name NOT LIKE 'view:%'", [position, place]);
    // The tree goes on over the same events in the same order.
    const { rows } = await client.query<{ place: Position }>("SELECT place FROM tree.logs WHERE log = 'events'");
    await client.query("UPDATE tree.logs SET place = $1 WHERE log = 'events'", [places.get(rows[0]!.place)]);
    // A view's rows are ordered by their places in the log, which are others now.
    await client.query("UPDATE es.checkpoints SET position = '0', version = 0 WHERE name LIKE 'view:%'");
    await client.query('DELETE FROM es.marks');
    await client.query('UPDATE es.engine SET name = $1, since = clock_timestamp()', [to]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  say(
    `The events now lie in ${to}. Start the system with EVENT_STORE=${to}: it makes its views anew. What lies in ${from} is left as it is.`,
  );
};

const progress = (title: string, total: number): SingleBar => {
  const bar = new SingleBar({
    format: `${title.padEnd(32)} [{bar}] {percentage}%  {events} events`,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 1000,
  });
  bar.start(Math.max(total, 1), 0, { events: 0 });
  return bar;
};
