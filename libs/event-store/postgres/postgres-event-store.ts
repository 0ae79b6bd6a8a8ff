import type { Pool } from 'pg';
import {
  EventStore,
  StoreUnavailable,
  WrongExpectedRevision,
  type Append,
  type AppendResult,
  type Companion,
  type FollowOptions,
  type NewEvent,
  type Page,
  type Position,
  type StoredEvent,
} from '../event-store.js';
import { canonicalEvent, leafOf } from '../leaf-hash.js';
import { CommitQueue } from './commit-queue.js';
import { isUnavailable } from './unavailable.js';
import { WakeUp } from './wake-up.js';

/** Events as the database writes them into a page: as in the port, but for the times, which are milliseconds since 1970. */
const parse = (text: string | null): StoredEvent[] => {
  if (text === null) return [];
  const events = JSON.parse(text) as { occurredAt: number | Date; recordedAt: number | Date }[];
  for (const event of events) {
    event.occurredAt = new Date(event.occurredAt);
    event.recordedAt = new Date(event.recordedAt);
  }
  return events as StoredEvent[];
};

/** A stream is read in parts of this many events, so that a long one never stands in memory twice over. */
const STREAM_PART = 2_000;
const PAGE = 500;

/** Hears of each transaction that was committed: how many commands' commits it held, and how long it took. */
export type CommitObserver = (commits: number, seconds: number) => void;

/** The log in PostgreSQL: one round trip for each append; commands that arrive together share a commit as whole units, companions included. */
export class PostgresEventStore extends EventStore {
  private readonly queue: CommitQueue;
  private readonly wakeUp: WakeUp;
  private shared: { readonly key: string; readonly page: Promise<Page> } | undefined;

  /**
   * @param pool writes and reads as the app's role
   * @param side connections for LISTEN and NOTIFY, whose commits nobody waits for; the app's own when there is no other
   */
  constructor(
    private readonly pool: Pool,
    side: Pool = pool,
    observe: CommitObserver = () => undefined,
  ) {
    super();
    this.wakeUp = new WakeUp(side);
    this.queue = new CommitQueue(pool, (commits, seconds) => {
      this.wakeUp.committed();
      observe(commits, seconds);
    });
  }

  /** Gives its listening connection back. Close before the pools. */
  close(): Promise<void> {
    return this.wakeUp.close();
  }

  async append({ stream, expectedRevision, events, companions = [] }: Append): Promise<AppendResult> {
    const rows = events.map((event, index) => rowOf(stream, expectedRevision, index, event));
    try {
      const positions = await this.queue.add({ stream, expectedRevision, events: rows, companions });
      return { revision: expectedRevision + events.length, position: positions.at(-1)! };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const existing = await this.alreadyThere(stream, expectedRevision, events);
      if (existing) return existing;
      throw error;
    }
  }

  async record(companions: readonly Companion[]): Promise<void> {
    await this.queue.add({ expectedRevision: 0, events: [], companions });
  }

  async readStream(stream: string, fromRevision = 1): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (;;) {
      const { events: text } = await this.one<{ events: string | null }>({
        name: 'es_read_stream',
        text: 'SELECT es.read_stream($1, $2, $3) AS events',
        values: [stream, fromRevision + events.length, STREAM_PART],
      });
      const part = parse(text);
      if (events.length === 0 && part.length < STREAM_PART) return part;
      for (const event of part) events.push(event);
      if (part.length < STREAM_PART) return events;
    }
  }

  async readAll(after: Position, limit: number): Promise<Page> {
    const { horizon, events: text } = await this.one<{ horizon: string; events: string | null }>({
      name: 'es_read_page',
      text: 'SELECT horizon, events FROM es.read_page($1, $2)',
      values: [after, limit],
    });
    if (this.reached(after, horizon)) return { events: [], next: after };
    const events = parse(text);
    return { events, next: events.length < limit ? horizon : events.at(-1)!.position };
  }

  async *follow(after: Position, { signal, limit = PAGE }: FollowOptions): AsyncGenerator<Page> {
    let at = after;
    while (!signal.aborted) {
      const page = await this.sharedPage(at, limit);
      if (page.next === at) await this.wakeUp.wait(signal);
      else {
        yield page;
        at = page.next;
      }
    }
  }

  async head(): Promise<Position> {
    const { horizon } = await this.one<{ horizon: string }>({ name: 'es_horizon', text: 'SELECT es.horizon() AS horizon', values: [] });
    return horizon;
  }

  reached(checkpoint: Position, position: Position): boolean {
    return BigInt(checkpoint) >= BigInt(position);
  }

  waitForAppend(timeout: number, signal?: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(timeout);
    return this.wakeUp.hint(signal ? AbortSignal.any([limit, signal]) : limit);
  }

  /** Followers that stand at the same place, as all do who have caught up, share one read. */
  private sharedPage(after: Position, limit: number): Promise<Page> {
    const key = `${after}/${limit}/${this.wakeUp.epoch}`;
    if (this.shared?.key !== key) this.shared = { key, page: this.readAll(after, limit) };
    return this.shared.page;
  }

  private async alreadyThere(stream: string, expected: number, events: readonly NewEvent[]): Promise<AppendResult | undefined> {
    const stored = (await this.readStream(stream, expected + 1)).slice(0, events.length);
    const same = stored.length === events.length && stored.every((event, index) => event.id === events[index]!.id);
    const last = stored.at(-1);
    return same && last ? { revision: last.revision, position: last.position } : undefined;
  }

  private async one<T extends object>(query: { name: string; text: string; values: unknown[] }): Promise<T> {
    const { rows } = await this.pool.query<T>(query).catch((error: unknown) => {
      throw isUnavailable(error) ? new StoreUnavailable('the event store does not answer', { cause: error }) : error;
    });
    return rows[0]!;
  }
}

/** The canonical event, letter for letter, with its leaf hash and, for the first of an append to an existing stream, what is expected there. */
const rowOf = (stream: string, expectedRevision: number, index: number, event: NewEvent): string => {
  const canonical = canonicalEvent(stream, expectedRevision + index + 1, event);
  const expects = index === 0 && expectedRevision > 0 ? `"expects":${expectedRevision},` : '';
  return `{"leaf":"${leafOf(canonical)}",${expects}${canonical.slice(1)}`;
};
