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
import { SharedPages } from './shared-pages.js';
import { AS_TEXT, COLUMNS, eventOf, type StoredRow } from './stored-row.js';
import { isUnavailable } from './unavailable.js';
import { WakeUp } from './wake-up.js';

/** A stream is read in parts of this many events, so that a long one never stands in memory twice over. */
const STREAM_PART = 2_000;
/** A page of a follower; one that lags behind reads twice as much each time, up to the larger: a row that many events change is written once for each. */
const PAGE = 1_000;
const LARGEST_PAGE = 8_000;

/** Hears of each transaction that was committed: how many commands' commits it held, and how long it took. */
export type CommitObserver = (commits: number, seconds: number) => void;

/** The log in PostgreSQL: one round trip for each append; commands that arrive together share a commit as whole units, companions included. */
export class PostgresEventStore extends EventStore {
  private readonly queue: CommitQueue;
  private readonly wakeUp: WakeUp;
  private readonly pages = new SharedPages((after, limit) => this.readAll(after, limit));

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
      const rows = await this.ask({
        name: 'es_read_stream',
        text: `SELECT ${COLUMNS} FROM es.events WHERE stream = $1 AND revision >= $2 ORDER BY revision LIMIT ${STREAM_PART}`,
        values: [stream, fromRevision + events.length],
      });
      const part = rows.map(eventOf);
      if (events.length === 0 && part.length < STREAM_PART) return part;
      for (const event of part) events.push(event);
      if (part.length < STREAM_PART) return events;
    }
  }

  async readAll(after: Position, limit: number): Promise<Page> {
    const rows = await this.ask({
      name: 'es_read_page',
      text: `SELECT ${COLUMNS} FROM es.read_page($1, $2)`,
      values: [after, limit],
    });
    const horizon = rows.at(-1)?.[1] === null ? rows.pop()![0] : undefined;
    return { events: rows.map(eventOf), next: horizon ?? rows.at(-1)?.[0] ?? after };
  }

  async *follow(after: Position, { signal, limit: most }: FollowOptions): AsyncGenerator<Page> {
    let at = after;
    let limit = most ?? PAGE;
    let ahead: Promise<Page> | undefined;
    while (!signal.aborted) {
      const { epoch } = this.wakeUp;
      const old = ahead !== undefined;
      const page = await (ahead ?? this.pages.page(at, limit, this.wakeUp.epoch));
      ahead = undefined;
      if (page.events.length < limit) limit = most ?? PAGE;
      if (page.next === at) {
        // What was committed while the page was read is not waited for.
        if (!old && epoch === this.wakeUp.epoch) await this.wakeUp.wait(signal);
        continue;
      }
      at = page.next;
      if (page.events.length >= limit) {
        // There is more: it is read while this page is handled.
        limit = most ?? Math.min(limit * 2, LARGEST_PAGE);
        ahead = this.pages.page(at, limit, this.wakeUp.epoch);
        ahead.catch(() => undefined); // awaited in the next round; should the reader fail first, it must not go unheard
      }
      yield page;
    }
  }

  async head(): Promise<Position> {
    const [row] = await this.ask({ name: 'es_horizon', text: 'SELECT es.horizon()', values: [] });
    return row![0];
  }

  knows(position: string): boolean {
    return /^\d+$/.test(position);
  }

  reached(checkpoint: Position, position: Position): boolean {
    return BigInt(checkpoint) >= BigInt(position);
  }

  waitForAppend(timeout: number, signal?: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(timeout);
    return this.wakeUp.hint(signal ? AbortSignal.any([limit, signal]) : limit);
  }

  private async alreadyThere(stream: string, expected: number, events: readonly NewEvent[]): Promise<AppendResult | undefined> {
    const stored = (await this.readStream(stream, expected + 1)).slice(0, events.length);
    const same = stored.length === events.length && stored.every((event, index) => event.id === events[index]!.id);
    const last = stored.at(-1);
    return same && last ? { revision: last.revision, position: last.position } : undefined;
  }

  private async ask(query: { name: string; text: string; values: unknown[] }): Promise<StoredRow[]> {
    const { rows } = await this.pool.query<StoredRow>({ ...query, rowMode: 'array', types: AS_TEXT }).catch((error: unknown) => {
      throw isUnavailable(error) ? new StoreUnavailable('the event store does not answer', { cause: error }) : error;
    });
    return rows;
  }
}

/** The canonical event, letter for letter, with its leaf hash and, for the first of an append to an existing stream, what is expected there. */
const rowOf = (stream: string, expectedRevision: number, index: number, event: NewEvent): string => {
  const canonical = canonicalEvent(stream, expectedRevision + index + 1, event);
  const expects = index === 0 && expectedRevision > 0 ? `"expects":${expectedRevision},` : '';
  return `{"leaf":"${leafOf(canonical)}",${expects}${canonical.slice(1)}`;
};
