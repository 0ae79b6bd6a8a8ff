import { randomUUID } from 'node:crypto';
import { newEvent } from '../lib/events.mjs';
import { latencies } from '../lib/observer.mjs';
import { loadPeer } from '../lib/peers.mjs';

const { default: pg } = await loadPeer('pg');
const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = await loadPeer('@event-driven-io/emmett-postgresql');

/** Emmett's consumer at its own settings. Seen when its handler is called: sooner than another connection could see a view of it. */
const awaited = new Map();
let pool;
let store;
let consumer;
let running;

/** @param {{ url: string }} options */
export const open = async ({ url }) => {
  pool = new pg.Pool({ connectionString: url, max: 16 });
  store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  consumer = postgreSQLEventStoreConsumer({ connectionString: url });
  consumer.reactor({
    processorId: `bench-visible-${process.pid}`,
    startFrom: 'BEGINNING',
    eachMessage: ({ data }) => {
      awaited.get(data.number)?.(performance.now());
      awaited.delete(data.number);
    },
  });
  running = consumer.start();
};
export const close = async () => {
  await consumer.stop();
  await running;
  await consumer.close();
  await store.close();
  await pool.end().catch(() => undefined);
};

const append = (seq) => {
  const { type, data, metadata } = newEvent(seq);
  return store.appendToStream(`visible-${randomUUID()}`, [{ type, data, metadata }]);
};
const seen = (seq) => new Promise((resolve) => awaited.set(seq, resolve));

export const visible = (round) => latencies(append, seen, round);
