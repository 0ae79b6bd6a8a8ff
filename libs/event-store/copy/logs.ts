import type { Pool } from 'pg';
import type { KurrentEventStore } from '../kurrent/kurrent-event-store.js';
import { eventOf } from '../kurrent/records.js';
import type { PostgresEventStore } from '../postgres/postgres-event-store.js';
import type { CopyLog } from './copy-events.js';
import type { VerifiableLog } from './verify-copy.js';

const plain = (store: CopyLog): CopyLog => ({
  append: (append) => store.append(append),
  readStream: (stream, from) => store.readStream(stream, from),
  readAll: (after, limit) => store.readAll(after, limit),
  reached: (checkpoint, position) => store.reached(checkpoint, position),
  head: () => store.head(),
});

/** @param pool of a role that may read es.events */
export const postgresLog = (store: PostgresEventStore, pool: Pool): VerifiableLog => ({
  ...plain(store),
  readLeaves: async (after, limit) => {
    const page = await store.readAll(after, limit);
    const { rows } = await pool.query<{ leaf: string }>(
      "SELECT encode(leaf, 'hex') AS leaf FROM es.events WHERE position > $1 AND position <= $2 ORDER BY position",
      [after, page.next],
    );
    return { ...page, leaves: rows.map(({ leaf }) => leaf) };
  },
});

export const kurrentLog = (store: KurrentEventStore): VerifiableLog => ({
  ...plain(store),
  readLeaves: async (after, limit) => {
    const { records, next } = await store.log.readRecords(after, limit);
    return { events: records.map(eventOf), next, leaves: records.map(({ leaf }) => leaf) };
  },
});
