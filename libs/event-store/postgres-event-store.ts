import { EventEmitter, once } from 'node:events';
import type { Pool } from 'pg';
import { isUnavailable } from './unavailable.js';
import {
  EventStore,
  StoreUnavailable,
  WrongExpectedRevision,
  type Append,
  type AppendResult,
  type Companion,
  type NewEvent,
  type Position,
  type StoredEvent,
} from './event-store.js';
import { leafHash } from './leaf-hash.js';

interface Row {
  position: string;
  stream: string;
  revision: string;
  event_id: string;
  type: string;
  version: number;
  data: Record<string, unknown>;
  metadata: Record<string, string>;
  occurred_at: Date;
  recorded_at: Date;
}

const toEvent = (row: Row): StoredEvent => ({
  id: row.event_id,
  stream: row.stream,
  revision: Number(row.revision),
  position: row.position,
  type: row.type,
  version: row.version,
  data: row.data,
  metadata: row.metadata,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
});

const COLUMNS = 'position, stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at';

/** The log in PostgreSQL: one round trip and one commit for each append, companions included. */
export class PostgresEventStore extends EventStore {
  private readonly appended = new EventEmitter().setMaxListeners(0);

  constructor(private readonly pool: Pool) {
    super();
  }

  async append({ stream, expectedRevision, events, companions = [] }: Append): Promise<AppendResult> {
    const rows = events.map((event, index) => ({
      n: index + 1,
      id: event.id,
      type: event.type,
      version: event.version,
      data: event.data,
      metadata: event.metadata,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      leaf: leafHash(stream, expectedRevision + index + 1, event).toString('hex'),
    }));
    try {
      const result = await this.pool.query<{ revision: string; pos: string }>({
        name: 'es_append',
        text: 'SELECT revision, pos FROM es.append($1, $2, $3, $4)',
        values: [stream, expectedRevision, JSON.stringify(rows), JSON.stringify(companions)],
      });
      const last = result.rows.at(-1)!;
      this.appended.emit('append');
      return { revision: Number(last.revision), position: last.pos };
    } catch (error) {
      if (!isRevisionConflict(error)) throw unavailableOr(error);
      const existing = await this.alreadyThere(stream, expectedRevision, events);
      if (existing) return existing;
      throw new WrongExpectedRevision(stream, expectedRevision);
    }
  }

  async record(companions: readonly Companion[]): Promise<void> {
    await this.pool.query('SELECT es.run_companions($1)', [JSON.stringify(companions)]).catch((error: unknown) => {
      throw unavailableOr(error);
    });
  }

  async readStream(stream: string, fromRevision = 1): Promise<StoredEvent[]> {
    const { rows } = await this.query<Row>(`SELECT ${COLUMNS} FROM es.events WHERE stream = $1 AND revision >= $2 ORDER BY revision`, [
      stream,
      fromRevision,
    ]);
    return rows.map(toEvent);
  }

  /** The horizon is taken in a statement of its own: the rows must be read with a snapshot that is younger than it. */
  async readAll(after: Position, limit: number): Promise<{ events: StoredEvent[]; next: Position }> {
    const horizon = await this.head();
    if (this.reached(after, horizon)) return { events: [], next: after };
    const { rows } = await this.query<Row>(`SELECT ${COLUMNS} FROM es.read_after($1, $2, $3)`, [after, horizon, limit]);
    return { events: rows.map(toEvent), next: rows.length < limit ? horizon : rows.at(-1)!.position };
  }

  async head(): Promise<Position> {
    const { rows } = await this.query<{ horizon: string }>('SELECT es.horizon() AS horizon', []);
    return rows[0]!.horizon;
  }

  reached(checkpoint: Position, position: Position): boolean {
    return BigInt(checkpoint) >= BigInt(position);
  }

  async waitForAppend(timeout: number, signal?: AbortSignal): Promise<void> {
    const limit = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);
    await once(this.appended, 'append', { signal: limit }).catch(() => undefined);
  }

  private async alreadyThere(stream: string, expected: number, events: readonly NewEvent[]): Promise<AppendResult | undefined> {
    const stored = (await this.readStream(stream, expected + 1)).slice(0, events.length);
    const same = stored.length === events.length && stored.every((event, index) => event.id === events[index]!.id);
    const last = stored.at(-1);
    return same && last ? { revision: last.revision, position: last.position } : undefined;
  }

  private async query<T extends object>(text: string, values: unknown[]): Promise<{ rows: T[] }> {
    return this.pool.query<T>(text, values).catch((error: unknown) => {
      throw unavailableOr(error);
    });
  }
}

const isRevisionConflict = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === 'ES409' || (code === '23505' && (constraint === 'events_stream' || constraint === 'events_id'));
};

const unavailableOr = (error: unknown): unknown =>
  isUnavailable(error) ? new StoreUnavailable('the event store does not answer', { cause: error }) : error;
