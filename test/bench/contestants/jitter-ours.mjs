import { createPool, PostgresEventStore } from '../lib/dist.mjs';
import { newEvent } from '../lib/events.mjs';
import { writeAndCompare } from '../lib/jitter.mjs';

let pool;
let store;

/** @param {{ appUrl: string }} options */
export const open = async ({ appUrl }) => {
  pool = createPool(appUrl, { max: 20, applicationName: 'bench-jitter' });
  store = new PostgresEventStore(pool);
};
export const close = async () => {
  await store.close();
  await pool.end();
};

export const play = async (round) => {
  const delivered = [];
  const ended = new AbortController();
  const following = (async () => {
    for await (const { events } of store.follow(await store.head(), { signal: ended.signal })) delivered.push(...events);
  })();
  const append = (stream, expectedRevision, numbers) => store.append({ stream, expectedRevision, events: numbers.map(newEvent) });
  const result = await writeAndCompare({ append, delivered }, round);
  ended.abort();
  await following;
  return result;
};
