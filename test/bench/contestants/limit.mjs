import pg from 'pg';
import { appendFor } from '../lib/append-loop.mjs';
import { newEvent } from '../lib/events.mjs';
import { randomUUID } from 'node:crypto';

/**
 * The limit: what a hand-written prepared INSERT over node-postgres does on this server, with the same row, the same indexes and the same durability,
 * and nothing else. No expected revision beyond the unique index, no idempotency, no hash of the event (the bytes are there, always the same).
 */
const LEAF = Buffer.alloc(32, 7);
const COLUMNS = 'stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf';
let pool;
let sample = newEvent();

/** @param {{ url: string, data?: object }} options `data` in the event's place, when another event is compared with */
export const open = async ({ url, data }) => {
  pool = new pg.Pool({ connectionString: url, max: 32 });
  sample = { ...newEvent(), ...(data ? { data } : {}) };
};
export const close = () => pool.end();

const values = (stream, revision) => [
  stream,
  revision,
  randomUUID(),
  sample.type,
  sample.version,
  JSON.stringify(sample.data),
  JSON.stringify(sample.metadata),
  sample.occurredAt,
  sample.recordedAt,
  LEAF,
];
const row = (from) => `(${Array.from({ length: 10 }, (_, index) => `$${from + index}`).join(', ')})`;

const append = (stream, expected, count) =>
  pool.query({
    name: `insert_${count}`,
    text: `INSERT INTO bench.events (${COLUMNS}) VALUES ${Array.from({ length: count }, (_, index) => row(index * 10 + 1)).join(', ')} RETURNING position`,
    values: Array.from({ length: count }, (_, index) => values(stream, expected + index + 1)).flat(),
  });

export const appends = (round) => appendFor(append, round);
