import { appendFor } from '../lib/append-loop.mjs';
import { createPool, PostgresEventStore } from '../lib/dist.mjs';
import { newEvent } from '../lib/events.mjs';

/** The product's store as the application wires it: checks the expected revision, hashes each event, answers repeated ids. */
let pool;
let store;

/** @param {{ appUrl: string }} options */
export const open = async ({ appUrl }) => {
  pool = createPool(appUrl, { max: 20, applicationName: 'bench-ours' });
  store = new PostgresEventStore(pool);
};
export const close = async () => {
  await store.close();
  await pool.end();
};

const append = (stream, expectedRevision, count) =>
  store.append({ stream, expectedRevision, events: Array.from({ length: count }, (_, index) => newEvent(index)) });

export const appends = (round) => appendFor(append, round);
