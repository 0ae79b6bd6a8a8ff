import { BEGINNING, ProjectionWorker, rebuild as rebuildView } from '../lib/dist.mjs';
import { documentProjection } from '../lib/document-projection.mjs';
import { openStore } from '../lib/store.mjs';

/** The product's readers: its catch-up subscription, its projections with their checkpoint, its rebuild, its streams. */
let opened;
let projector;
let store;
let runs = 0;

/** @param {{ appUrl: string, projectorUrl: string }} urls */
export const open = async (urls) => {
  opened = openStore(urls);
  ({ store, projector } = opened);
};
export const close = () => opened.close();

/** Pages of the catch-up subscription up to where the store ends now. */
async function* pages() {
  const head = await store.head();
  const caughtUp = new AbortController();
  let from = BEGINNING;
  for await (const { events, next } of store.follow(from, { signal: caughtUp.signal })) {
    yield { events, from, next };
    from = next;
    if (store.reached(next, head)) caughtUp.abort();
  }
}

/** Folds every event once. @returns events a second */
export const fold = async () => {
  const began = performance.now();
  const counts = new Map();
  let seen = 0;
  for await (const { events } of pages()) {
    for (const { stream, data } of events) counts.set(stream, (counts.get(stream) ?? 0) + data.number + 1);
    seen += events.length;
  }
  return { seen, rate: seen / ((performance.now() - began) / 1000) };
};

/** A document for each case from the first event on, rows and checkpoint in the same transactions. @returns events a second */
export const documents = async () => {
  const projection = { ...documentProjection, name: `bench:documents-${++runs}` };
  await projector.query('DELETE FROM bench.documents');
  const worker = new ProjectionWorker(projector, store, projection);
  await worker.load();
  const began = performance.now();
  let seen = 0;
  for await (const { events, from, next } of pages()) {
    await worker.handle(events, from, next);
    seen += events.length;
  }
  return { seen, rate: seen / ((performance.now() - began) / 1000) };
};

/** The same documents built beside the live ones and swapped. @returns events a second */
export const rebuild = async () => {
  const began = performance.now();
  const seen = await rebuildView(projector, store, documentProjection);
  return { seen, rate: seen / ((performance.now() - began) / 1000) };
};

/** @returns streams a second */
export const readStreams = async ({ stream, ms }) => {
  const began = performance.now();
  const until = began + ms;
  let reads = 0;
  let events = 0;
  while (performance.now() < until) {
    events += (await store.readStream(stream)).length;
    reads++;
  }
  return { rate: reads / ((performance.now() - began) / 1000), length: events / reads };
};
