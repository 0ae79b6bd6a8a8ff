import { appendFor } from '../lib/append-loop.mjs';
import { newEvent } from '../lib/events.mjs';
import { loadPeer } from '../lib/peers.mjs';

const { default: pg } = await loadPeer('pg');
const { getPostgreSQLEventStore } = await loadPeer('@event-driven-io/emmett-postgresql');

/** Emmett's PostgreSQL store, as published, with a pool as large as the limit's. */
let pool;
let store;

/** @param {{ url: string }} options */
export const open = async ({ url }) => {
  pool = new pg.Pool({ connectionString: url, max: 32 });
  store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
};
export const close = async () => {
  await store.close();
  await pool.end().catch(() => undefined);
};

const toEmmett = ({ type, data, metadata }) => ({ type, data, metadata });
const append = (stream, expected, count) =>
  store.appendToStream(
    stream,
    Array.from({ length: count }, (_, index) => toEmmett(newEvent(index))),
    { expectedStreamVersion: expected === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected) },
  );

export const appends = (round) => appendFor(append, round);
