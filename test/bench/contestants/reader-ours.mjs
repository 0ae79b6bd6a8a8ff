import { BEGINNING, createPool, PostgresEventStore, ProjectionRunner } from '../lib/dist.mjs';
import { documentProjection } from '../lib/document-projection.mjs';

/** The product's readers: its catch-up subscription, its projections with their checkpoint, its rebuild, its streams. */
let app;
let projector;
let store;
let runner;
let runs = 0;

/** @param {{ appUrl: string, projectorUrl: string }} options */
export const open = async ({ appUrl, projectorUrl }) => {
  app = createPool(appUrl, { max: 20, applicationName: 'bench-ours' });
  projector = createPool(projectorUrl, { max: 8, applicationName: 'bench-ours-projector' });
  store = new PostgresEventStore(app);
  runner = new ProjectionRunner(projector, store);
};
export const close = () => Promise.all([app.end(), projector.end()]);

/** Pages of the catch-up subscription up to where the store ends now. */
async function* pages() {
  const head = await store.head();
  let after = BEGINNING;
  while (!store.reached(after, head)) {
    const { events, next } = await store.readAll(after, 500);
    yield { events, from: after, next };
    after = next;
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
  await runner.checkpoint(projection);
  const began = performance.now();
  let seen = 0;
  for await (const { events, from, next } of pages()) {
    await runner.apply(projection, events, from, next);
    seen += events.length;
  }
  return { seen, rate: seen / ((performance.now() - began) / 1000) };
};

/** The same documents built beside the live ones and swapped. @returns events a second */
export const rebuild = async () => {
  const began = performance.now();
  const seen = await runner.rebuild(documentProjection);
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
