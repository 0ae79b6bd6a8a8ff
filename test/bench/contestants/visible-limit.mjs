import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { newEvent } from '../lib/events.mjs';
import { latencies, observe } from '../lib/observer.mjs';

/** The floor: the view's row is written in the very statement that writes the event, so it is visible with the commit. */
const LEAF = Buffer.alloc(32, 7);
let pool;
let watcher;
let observer;

/** @param {{ url: string }} options */
export const open = async ({ url }) => {
  pool = new pg.Pool({ connectionString: url, max: 16 });
  watcher = new pg.Client({ connectionString: url });
  await watcher.connect();
  observer = observe(watcher, 'bench.seen_inline');
};
export const close = async () => {
  await observer.stop();
  await watcher.end();
  await pool.end();
};

const append = (seq) => {
  const { id, type, version, data, metadata, occurredAt, recordedAt } = newEvent(seq);
  return pool.query({
    name: 'inline',
    text: `WITH stored AS (
             INSERT INTO bench.events (stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
             VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9))
           INSERT INTO bench.seen_inline (seq) VALUES ($10)`,
    values: [
      `visible-${randomUUID()}`,
      id,
      type,
      version,
      JSON.stringify(data),
      JSON.stringify(metadata),
      occurredAt,
      recordedAt,
      LEAF,
      seq,
    ],
  });
};

export const visible = (round) => latencies(append, observer.seen, round);
