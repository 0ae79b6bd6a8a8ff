import type { ClientBase } from 'pg';
import type { StoredEvent } from '../event-store.js';

/**
 * Events that a subscription could not handle, and what came after them in their streams: they stall nothing else, and wait for a mend
 * (`projection:replay`). Only the kind of error is kept: its text could hold what the event holds.
 */
export class Parking {
  private streams: ReadonlySet<string> = new Set();

  constructor(private readonly subscription: string) {}

  /** Reads which streams are parked. Needed at the start, and before each page while any is: a replay may have freed them. */
  async load(client: Pick<ClientBase, 'query'>): Promise<void> {
    const { rows } = await client.query<{ stream: string }>('SELECT DISTINCT stream FROM es.parked WHERE subscription = $1', [
      this.subscription,
    ]);
    this.streams = new Set(rows.map(({ stream }) => stream));
  }

  get empty(): boolean {
    return this.streams.size === 0;
  }

  holds(event: StoredEvent): boolean {
    return this.streams.has(event.stream);
  }

  async park(client: Pick<ClientBase, 'query'>, event: StoredEvent, error: unknown): Promise<void> {
    await client.query(
      `INSERT INTO es.parked (subscription, event_id, stream, revision, position, error) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [this.subscription, event.id, event.stream, event.revision, event.position, kindOf(error)],
    );
    this.streams = new Set([...this.streams, event.stream]);
  }

  /** The streams that someone has asked to have tried again, each with the revision of its first parked event. */
  async asked(client: Pick<ClientBase, 'query'>): Promise<{ stream: string; revision: number }[]> {
    const { rows } = await client.query<{ stream: string; revision: string }>(
      'SELECT stream, min(revision) AS revision FROM es.parked WHERE subscription = $1 GROUP BY stream HAVING bool_or(replay_asked)',
      [this.subscription],
    );
    return rows.map(({ stream, revision }) => ({ stream, revision: Number(revision) }));
  }

  async free(client: Pick<ClientBase, 'query'>, stream: string, upTo: number): Promise<void> {
    await client.query('DELETE FROM es.parked WHERE subscription = $1 AND stream = $2 AND revision <= $3', [
      this.subscription,
      stream,
      upTo,
    ]);
  }

  /** Tried again in vain: it stays, with what is wrong now. */
  async keep(client: Pick<ClientBase, 'query'>, stream: string, error: unknown): Promise<void> {
    await client.query('UPDATE es.parked SET replay_asked = false, error = $3 WHERE subscription = $1 AND stream = $2', [
      this.subscription,
      stream,
      kindOf(error),
    ]);
  }
}

/** Behind another event of its stream that is parked. */
export class Behind extends Error {
  override readonly name = 'behind-a-parked-event';
}

const kindOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code } = error as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'unknown';
};
