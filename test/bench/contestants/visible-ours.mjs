import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ProjectionWorker, put, Subscription } from '../lib/dist.mjs';
import { newEvent } from '../lib/events.mjs';
import { latencies, observe } from '../lib/observer.mjs';
import { openStore } from '../lib/store.mjs';

/** The product: an append, its subscription woken, the projection's transaction with its checkpoint. */
const projection = {
  name: 'bench:seen',
  version: 1,
  tables: ['bench.seen'],
  project: ({ type, data }) => (type === 'bench.MeasureNoted' ? [put('bench.seen', { seq: String(data.number) }, {})] : []),
};
let opened;
let store;
let subscription;
let watcher;
let observer;

/** @param {{ appUrl: string, projectorUrl: string }} urls */
export const open = async (urls) => {
  opened = openStore(urls);
  ({ store } = opened);
  const worker = new ProjectionWorker(opened.projector, store, projection);
  subscription = new Subscription({
    store,
    name: projection.name,
    load: () => worker.load(),
    handle: (events, from, next) => worker.handle(events, from, next),
    onError: (name, error) => console.error(name, error),
  });
  subscription.start();
  watcher = new pg.Client({ connectionString: urls.appUrl });
  await watcher.connect();
  observer = observe(watcher, 'bench.seen');
};
export const close = async () => {
  await subscription.stop();
  await observer.stop();
  await watcher.end();
  await opened.close();
};

const append = (seq) => store.append({ stream: `visible-${randomUUID()}`, expectedRevision: 0, events: [newEvent(seq)] });

export const visible = (round) => latencies(append, observer.seen, round);
