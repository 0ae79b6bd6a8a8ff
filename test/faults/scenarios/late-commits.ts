import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { createTestDatabase, runMigrations } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import type { Scenario, Stage } from '../scenario.js';
import { newEvent } from '../support/appenders.js';
import { holdingPool, RolledBack, type Fate } from '../support/held-commits.js';
import { follower, naivePoller, subscriber } from '../support/watchers.js';

const WRITERS = 8;

/** Of a hundred appends one is held for up to 300 ms and four briefly; a third of the held ones are rolled back in the end. */
const someFate = (): Fate | undefined => {
  const dice = Math.random();
  const rollBack = Math.random() < 0.33;
  if (dice < 0.01) return { holdMs: 50 + Math.random() * 250, rollBack };
  return dice < 0.05 ? { holdMs: Math.random() * 15, rollBack } : undefined;
};

/** One writer with a connection of its own: batches of 1 to 40 events, a new stream every 500. @returns each stream's length */
const write = async (url: string, writer: number, goal: number, progress: (events: number) => void): Promise<Map<string, number>> => {
  const pool = holdingPool(url, someFate);
  const store = new PostgresEventStore(pool);
  const ends = new Map<string, number>();
  for (let written = 0; written < goal;) {
    const stream = `late-${writer}-${Math.floor(written / 500)}`;
    const expectedRevision = ends.get(stream) ?? 0;
    const events = Array.from({ length: 1 + Math.floor(Math.random() * 40) }, () => newEvent({ writer }));
    const reached = await store.append({ stream, expectedRevision, events }).catch((error: unknown) => {
      if (error instanceof RolledBack) return undefined;
      throw error;
    });
    if (!reached) continue;
    ends.set(stream, reached.revision);
    written += events.length;
    progress(events.length);
  }
  await store.close();
  await pool.end();
  return ends;
};

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const { superuserUrl } = await lab.scratch();
  const database = await createTestDatabase(superuserUrl, {
    templateKey: 'faults',
    prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
  });
  // A report that stays open all the while, with a transaction id of its own, must stop nobody.
  const report = new Client({ connectionString: database.migrateUrl });
  await report.connect();
  await report.query('BEGIN; SELECT pg_current_xact_id()');

  let finished = false;
  let done = 0;
  let told = 0;
  const watchers = [
    subscriber('small pages', database.appUrl, 50),
    subscriber('large pages', database.projectorUrl, 1000),
    follower('follower', database.appUrl),
  ];
  const naive = naivePoller(database.appUrl, 1000);
  const reading = Promise.all([...watchers, naive].map((watcher) => watcher.run(() => finished)));
  const progress = (events: number): void => {
    done += events;
    if (done - told < extent.events / 10) return;
    told = done;
    say(
      `${done} events; subscribers have ${watchers.map(({ watched }) => watched.seen).join(', ')}, the naive poller ${naive.watched.seen}`,
    );
  };
  const share = Math.ceil(extent.events / WRITERS);
  const ends = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(database.appUrl, writer, share, progress)));
  await sleep(100);
  finished = true;
  await reading;
  await report.query('COMMIT');
  await report.end();

  const all = new Map(ends.flatMap((one) => [...one]));
  const total = [...all.values()].reduce((sum, end) => sum + end, 0);
  for (const { name, watched } of watchers) {
    const missing = watched.missing(all);
    tally.missed += missing + watched.outOfOrder;
    tally.duplicated += watched.repeated;
    say(`${name}: ${watched.seen} of ${total}, ${missing} missed, ${watched.repeated} repeated, ${watched.outOfOrder} out of order`);
  }
  tally.acks += total;
  tally.control_missed += naive.watched.missing(all);
  say(`the naive poller missed ${tally.control_missed}`);
  tally.control('the naive poller (position > last) misses what commits late', tally.control_missed > 0);
  await database.drop();
};

export const lateCommits: Scenario = {
  name: 'late-commits',
  title: '8 writers with commits held open and rolled back; no subscriber misses an event, the naive poller does',
  play,
};
