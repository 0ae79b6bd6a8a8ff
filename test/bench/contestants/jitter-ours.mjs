import { newEvent } from '../lib/events.mjs';
import { writeAndCompare } from '../lib/jitter.mjs';
import { openStore } from '../lib/store.mjs';

let opened;
let store;

/** @param {{ appUrl: string, projectorUrl: string }} urls */
export const open = async (urls) => {
  opened = openStore(urls);
  ({ store } = opened);
};
export const close = () => opened.close();

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
