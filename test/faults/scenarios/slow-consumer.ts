import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { BEGINNING, PostgresEventStore, type Page, type Position } from '#libs/event-store';
import { createPool, createTestDatabase, runMigrations } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import type { Scenario, Stage } from '../scenario.js';
import { newEvent } from '../support/appenders.js';
import { Watched } from '../support/watchers.js';

const MEGABYTE = 1024 * 1024;
/** A page, the one that is read ahead, and what they were made from. */
const ALLOWED_MB = 16;
const PAYLOAD = 'x'.repeat(1_000);
const BATCH = 200;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;
const heapMb = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / MEGABYTE;
};

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const events = extent.short ? 16_000 : 200_000;
  const { superuserUrl } = await lab.scratch();
  const database = await createTestDatabase(superuserUrl, {
    templateKey: 'faults',
    prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
  });
  const pool = createPool(database.appUrl, { max: 4, applicationName: 'faults-slow' });
  const store = new PostgresEventStore(pool);
  const ends = new Map<string, number>();
  const fill = async (count: number): Promise<void> => {
    for (let written = 0; written < count; written += BATCH) {
      const stream = `slow-${Math.floor(ends.size === 0 ? 0 : [...ends.values()].reduce((a, b) => a + b, 0) / 1_000)}`;
      const expectedRevision = ends.get(stream) ?? 0;
      const batch = Array.from({ length: BATCH }, () => newEvent({ text: PAYLOAD }));
      ends.set(stream, (await store.append({ stream, expectedRevision, events: batch })).revision);
    }
  };
  await fill(events);

  const watched = new Watched();
  const before = heapMb();
  let most = 0;
  let at: Position = BEGINNING;
  let page = 0;
  const stop = new AbortController();
  const end = await store.head();
  const writing = fill(events / 4); // others go on writing while this one dawdles
  for await (const { events: got, next } of store.follow(BEGINNING, { signal: stop.signal })) {
    for (const { stream, revision } of got) watched.take(stream, revision);
    at = next;
    if (page++ < 60) await sleep(25);
    if (page % 5 === 0 && page <= 60) most = Math.max(most, heapMb() - before);
    if (store.reached(at, end)) break;
  }
  await writing;
  const rest = await greedy(store, at);
  for (const { events: got } of rest) for (const { stream, revision } of got) watched.take(stream, revision);
  tally.missed += watched.missing(ends) + watched.outOfOrder;
  tally.duplicated += watched.repeated;
  tally.acks += watched.seen;
  say(`a slow consumer of ${watched.seen} events held at most ${most.toFixed(1)} MB; ${watched.missing(ends)} missed`);
  if (most > ALLOWED_MB) tally.failures.push(`a slow consumer held ${most.toFixed(1)} MB, more than ${ALLOWED_MB}`);

  rest.length = 0;
  const start = heapMb();
  const hoard = await greedy(store, BEGINNING);
  const hoarded = heapMb() - start;
  say(`the greedy one held ${hoarded.toFixed(1)} MB in ${hoard.length} pages`);
  tally.control('a consumer that reads ahead without end is seen in memory', hoarded > ALLOWED_MB);
  stop.abort();
  await store.close();
  await pool.end();
  await database.drop();
};

/** The control: takes whatever there is at once and keeps it until it has time. */
const greedy = async (store: PostgresEventStore, from: Position): Promise<Page[]> => {
  const pages: Page[] = [];
  for (let at = from; ;) {
    const page = await store.readAll(at, 500);
    if (page.next === at) return pages;
    pages.push(page);
    at = page.next;
  }
};

export const slowConsumer: Scenario = {
  name: 'slow-consumer',
  title: 'a subscriber that dawdles holds back its own reading: bounded memory, nothing missed, writers go on',
  play,
};
