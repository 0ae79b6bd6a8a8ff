import { newEvent } from '../lib/events.mjs';
import { loadPeer } from '../lib/peers.mjs';

const { default: pg } = await loadPeer('pg');
const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = await loadPeer('@event-driven-io/emmett-postgresql');

/** Emmett's readers: its consumer with a reactor, at the largest page that pays, and its streams. */
let pool;
let store;
let url;
let runs = 0;

/** @param {{ url: string }} options */
export const open = async (options) => {
  url = options.url;
  pool = new pg.Pool({ connectionString: url, max: 8 });
  store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
};
export const close = async () => {
  await store.close();
  await pool.end().catch(() => undefined);
};

const someEvents = (count) =>
  Array.from({ length: count }, (_, index) => newEvent(index)).map(({ type, data, metadata }) => ({ type, data, metadata }));

/** By Emmett's own append, some hundred events at a time. */
export const fill = async ({ events, streams }) => {
  const each = Math.ceil(events / streams);
  for (let stream = 0; stream < streams; stream++) await store.appendToStream(`fill-${stream}`, someEvents(each));
  return each * streams;
};
export const fillStream = async ({ stream, length }) => {
  await store.appendToStream(stream, someEvents(length));
};

/** A reactor that folds every event, its checkpoint kept. @returns events a second */
export const fold = async ({ total }) => {
  const counts = new Map();
  let seen = 0;
  const consumer = postgreSQLEventStoreConsumer({
    connectionString: url,
    stopWhen: { noMessagesLeft: true },
    pulling: { batchSize: 1000, pullingFrequencyInMs: 10 },
  });
  consumer.reactor({
    processorId: `bench-${++runs}-${process.pid}`,
    startFrom: 'BEGINNING',
    stopAfter: () => seen >= total,
    eachMessage: ({ metadata, data }) => {
      counts.set(metadata.streamName, (counts.get(metadata.streamName) ?? 0) + data.number + 1);
      seen++;
    },
  });
  const began = performance.now();
  const running = consumer.start();
  await running;
  const rate = seen / ((performance.now() - began) / 1000);
  await consumer.close();
  return { seen, rate };
};

/** @returns streams a second */
export const readStreams = async ({ stream, ms }) => {
  const began = performance.now();
  const until = began + ms;
  let reads = 0;
  let events = 0;
  while (performance.now() < until) {
    events += (await store.readStream(stream)).events.length;
    reads++;
  }
  return { rate: reads / ((performance.now() - began) / 1000), length: events / reads };
};
