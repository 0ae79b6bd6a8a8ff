import type { Pool, PoolClient } from 'pg';
import { BEGINNING, type EventStore, type Position } from './event-store.js';
import { KurrentEventStore } from './kurrent/kurrent-event-store.js';
import { canonicalEvent, leafOf } from './leaf-hash.js';
import { AS_TEXT } from './postgres/stored-row.js';

type Queries = Pick<Pool | PoolClient, 'query'>;

/** Leaf hashes in the order of their log, one after the other (32 bytes each), and the place of the last. */
export interface LeafPage {
  readonly leaves: Buffer;
  readonly next: Position;
}

/** A record as the verification sees it: the hash that was stored with it, and the one of what is stored now. Both in hex. */
export interface HashedRecord {
  readonly id: string;
  readonly place: Position;
  readonly stored: string;
  readonly computed: string;
  /** The text that the hash is taken over. */
  readonly canonical: string;
}

/** A log as its tree is made from it and held against it. Ordered; nothing is ever found later before a place that was passed. */
export interface LeafLog {
  /** Stored leaf hashes after a place, behind the horizon. Empty at the end. */
  leaves(after: Position, limit: number): Promise<LeafPage>;
  /** Records after a place ('0': from the very first), hashed anew. Behind the horizon. Empty at the end. At least so many, where there are. */
  records(after: Position, limit: number): Promise<HashedRecord[]>;
  /** Records that stand where none can: at a place that was never allotted. No subscriber sees them, and so no tree holds them. */
  strays(): Promise<HashedRecord[]>;
}

const MOMENT = (column: string): string => `((date_part('epoch', ${column}) * 1000000)::bigint)::text`;

/** A moment in ISO 8601 from microseconds since 1970; with the microseconds where a millisecond would hide a change. */
export const momentOf = (microseconds: string): string => {
  const ms = new Date(Math.floor(Number(microseconds) / 1000)).toISOString();
  return microseconds.endsWith('000') ? ms : `${ms.slice(0, -1)}${microseconds.slice(-3)}Z`;
};

const RECORDS = `SELECT position, encode(leaf, 'hex'), stream, revision, event_id, type, version, data, metadata, ${MOMENT('occurred_at')}, ${MOMENT('recorded_at')}
  FROM es.events`;
/** Two at one place are both read, whatever the page's end. */
const PART = 'WHERE position > $1 AND position <= $2 ORDER BY position FETCH FIRST $3 ROWS WITH TIES';
/** Before every place. What stands at a place below the first is no record of ours either. */
export const BEFORE_ALL = '-9223372036854775808';

/** The event log in PostgreSQL. @param client of a role that may read it */
class PostgresLeaves implements LeafLog {
  constructor(private readonly client: Queries) {}

  async leaves(after: Position, limit: number): Promise<LeafPage> {
    const rows = await this.ask(
      'SELECT position, leaf FROM es.events WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3',
      after,
      limit,
    );
    return { leaves: leavesOf(rows.map(([, leaf]) => leaf!)), next: rows.at(-1)?.[0] ?? after };
  }

  async records(after: Position, limit: number): Promise<HashedRecord[]> {
    const rows = await this.ask(`${RECORDS} ${PART}`, after === BEGINNING ? BEFORE_ALL : after, limit);
    return inOrder(rows.map(hashed));
  }

  async strays(): Promise<HashedRecord[]> {
    const text = `${RECORDS}, es.positions s WHERE position > s.last_value ORDER BY position LIMIT 1000`;
    return (await rowsAsText(this.client, text)).map(hashed);
  }

  private ask(text: string, after: Position, limit: number): Promise<string[][]> {
    return behindHorizon(this.client, 'es.horizon()', text, after, limit);
  }
}

/**
 * Rows of a log after a place, each column as PostgreSQL writes it. The horizon is asked in a statement of its own, before the rows: a snapshot
 * older than the horizon could miss what the horizon promises.
 * @param text of a statement with the parameters after, horizon, limit
 */
export const behindHorizon = async (
  client: Queries,
  horizonCall: 'es.horizon()' | 'audit.horizon()',
  text: string,
  after: Position,
  limit: number,
): Promise<string[][]> => {
  const [horizon] = await rowsAsText(client, `SELECT ${horizonCall}`);
  return rowsAsText(client, text, [after, horizon![0]!, limit]);
};

/** Each column as PostgreSQL writes it: what is hashed is what is stored, not what a driver makes of it. */
export const rowsAsText = async (client: Queries, text: string, values?: unknown[]): Promise<string[][]> =>
  (await client.query<string[]>({ text, ...(values ? { values } : {}), rowMode: 'array', types: AS_TEXT })).rows;

const hashed = ([place, stored, stream, revision, id, type, version, data, metadata, occurred, recorded]: string[]): HashedRecord => {
  const canonical =
    `{"data":${data},"id":"${id}","metadata":${metadata},"occurredAt":"${momentOf(occurred!)}","recordedAt":"${momentOf(recorded!)}","revision":${revision},` +
    `"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)},"version":${version}}`;
  return { id: id!, place: place!, stored: stored!, computed: leafOf(canonical), canonical };
};

/** Those at one place by their ids, so that every verification finds them in the same order. */
const inOrder = (records: HashedRecord[]): HashedRecord[] => {
  if (!records.some(({ place }, index) => place === records[index - 1]?.place)) return records;
  return records.toSorted((a, b) => (a.place === b.place ? (a.id < b.id ? -1 : 1) : Number(BigInt(a.place) - BigInt(b.place))));
};

/** As PostgreSQL writes bytes: `\x` and hex. */
export const leavesOf = (texts: readonly string[]): Buffer => Buffer.from(texts.map((text) => text.slice(2)).join(''), 'hex');

class KurrentLeaves implements LeafLog {
  constructor(private readonly store: KurrentEventStore) {}

  async leaves(after: Position, limit: number): Promise<LeafPage> {
    const { records, next } = await this.store.log.readRecords(after, limit);
    return { leaves: Buffer.from(records.map(({ leaf }) => leaf).join(''), 'hex'), next };
  }

  async records(after: Position, limit: number): Promise<HashedRecord[]> {
    const { records } = await this.store.log.readRecords(after, limit);
    return records.map((record) => {
      const canonical = canonicalEvent(record.stream, record.revision, record);
      return { id: record.id, place: record.position, stored: record.leaf, computed: leafOf(canonical), canonical };
    });
  }

  /** KurrentDB gives places itself. */
  async strays(): Promise<HashedRecord[]> {
    return [];
  }
}

/** The leaves of the log that a store writes. @param client for those in PostgreSQL */
export const leavesOfEvents = (store: EventStore | undefined, client: Queries): LeafLog =>
  store instanceof KurrentEventStore ? new KurrentLeaves(store) : new PostgresLeaves(client);
