import { appendFor } from '../lib/append-loop.mjs';
import { newEvent } from '../lib/events.mjs';
import { loadPeer } from '../lib/peers.mjs';

const { default: pg } = await loadPeer('pg');
const { createProvider, migrate } = await loadPeer('evtstore/provider/pg.js');

/** evtstore's PostgreSQL provider, as published. It stores no metadata: the metadata goes into the event, so that as many bytes are stored. */
let pool;
let provider;

/** @param {{ url: string }} options */
export const open = async ({ url }) => {
  pool = new pg.Pool({ connectionString: url, max: 32 });
  await migrate({ client: pool, events: 'events', bookmarks: 'bookmarks' });
  provider = createProvider({ client: pool, events: 'events', bookmarks: 'bookmarks' });
};
export const close = () => pool.end();

const append = (stream, expected, count) => {
  const events = Array.from({ length: count }, (_, index) => {
    const { type, data, metadata } = newEvent(index);
    return { type, ...data, metadata };
  });
  return provider.append('case', stream, expected, provider.createEvents('case', stream, expected, events));
};

export const appends = (round) => appendFor(append, round);
