import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createPool, PostgresEventStore, ProjectionWorker, put, Subscription } from '../lib/dist.mjs';
import { newEvent } from '../lib/events.mjs';
import { latencies, observe } from '../lib/observer.mjs';

/** The product: an append, its subscription woken, the projection's transaction with its checkpoint. */
const projection = {
  name: 'bench:seen',
  version: 1,
  tables: ['bench.seen'],
  project: ({ type, data }) => (type === 'bench.MeasureNoted' ? [put('bench.seen', { seq: String(data.number) }, {})] : []),
};
let app;
let projector;
let store;
let subscription;
let watcher;
let observer;

/** @param {{ appUrl: string, projectorUrl: string }} options */
export const open = async ({ appUrl, projectorUrl }) => {
  app = createPool(appUrl, { max: 20, applicationName: 'bench-ours' });
  projector = createPool(projectorUrl, { max: 8, applicationName: 'bench-ours-projector' });
  store = new PostgresEventStore(app, projector);
  const worker = new ProjectionWorker(projector, store, projection);
  subscription = new Subscription({
    store,
    name: projection.name,
    load: () => worker.load(),
    handle: (events, from, next) => worker.handle(events, from, next),
    onError: (name, error) => console.error(name, error),
  });
  subscription.start();
  watcher = new pg.Client({ connectionString: appUrl });
  await watcher.connect();
  observer = observe(watcher, 'bench.seen');
};
export const close = async () => {
  await subscription.stop();
  await store.close();
  await observer.stop();
  await watcher.end();
  await Promise.all([app.end(), projector.end()]);
};

const append = (seq) => store.append({ stream: `visible-${randomUUID()}`, expectedRevision: 0, events: [newEvent(seq)] });

export const visible = (round) => latencies(append, observer.seen, round);
