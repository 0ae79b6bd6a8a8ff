import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  EventStore,
  StoreUnavailable,
  WrongExpectedRevision,
  type Append,
  type AppendResult,
  type Companion,
  type FollowOptions,
  type Page,
  type Position,
  type StoredEvent,
} from '../event-store.js';
import { isUnavailable } from '../postgres/unavailable.js';
import { AppendRefused } from './errors.js';
import { KurrentLog, type KurrentLogOptions } from './kurrent-log.js';
import { PendingCommits, type PendingCommit } from './pending-commits.js';
import { hasReached, isPosition } from './position.js';
import { Recovery } from './recovery.js';

export interface KurrentEventStoreOptions extends KurrentLogOptions {
  /** The app's role in PostgreSQL, where rights, idempotency and audit stay. */
  readonly pool: Pool;
  /** How long a commit belongs to the request that made it, in seconds. */
  readonly leaseSeconds?: number;
  /** Hears of each commit that was carried through, and how long it took. */
  readonly onCommit?: (seconds: number) => void;
  /** Hears of commits that can't be carried through: each denies its case to every peer until someone mends it. */
  readonly onStuck?: (error: unknown) => void;
}

const STUCK_RETRY_SECONDS = 60;
const HELD_BACK_MS = 20;
const FINISH_ATTEMPTS = 3;

/**
 * The log in KurrentDB; rights, idempotency and audit in PostgreSQL (foundation.md 17, docs/decisions/0014). A commit is made durable as an intent first;
 * what it takes away is taken away before the append, what it gives is given after it, and only then is it acknowledged and shown to subscribers.
 * Whoever dies on the way leaves the intent, and `recover` carries it through.
 */
export class KurrentEventStore extends EventStore {
  readonly log: KurrentLog;
  private readonly commits: PendingCommits;
  private readonly pool: Pool;
  private readonly onStuck: (error: unknown) => void;
  private readonly onCommit: (seconds: number) => void;
  private recovery: Recovery | undefined;
  private readonly closing = new AbortController();
  private readonly appended = new EventEmitter().setMaxListeners(0);

  constructor({ pool, leaseSeconds, onStuck = () => undefined, onCommit = () => undefined, ...log }: KurrentEventStoreOptions) {
    super();
    this.log = new KurrentLog(log);
    this.commits = new PendingCommits(pool, leaseSeconds);
    this.pool = pool;
    this.onStuck = onStuck;
    this.onCommit = onCommit;
  }

  async append({ stream, expectedRevision, events, companions = [] }: Append): Promise<AppendResult> {
    if (companions.length === 0) return this.heard(await this.log.append({ stream, expectedRevision, events }));
    const begun = performance.now();
    const commit = await this.commits.prepare({ stream, expectedRevision, events, companions });
    try {
      const result = this.heard(await this.carryThrough(commit));
      this.onCommit((performance.now() - begun) / 1000);
      return result;
    } catch (error) {
      // Nobody can tell whether it was written: the intent stays, and may be carried through at once by whoever can.
      if (error instanceof StoreUnavailable) await this.commits.release(commit).catch(() => undefined);
      throw error;
    }
  }

  async record(companions: readonly Companion[]): Promise<void> {
    await this.pool.query('SELECT es.run_companions($1)', [JSON.stringify(companions)]).catch((error: unknown) => {
      throw isUnavailable(error) ? new StoreUnavailable('PostgreSQL does not answer', { cause: error }) : error;
    });
  }

  readStream(stream: string, fromRevision?: number): Promise<StoredEvent[]> {
    return this.log.readStream(stream, fromRevision);
  }

  /** Ends before the first event whose commit isn't finished: a reaction that saw it might not find the grant that comes with it. */
  async readAll(after: Position, limit: number): Promise<Page> {
    const page = await this.log.readAll(after, limit);
    const held = await this.firstUnfinished(page.events);
    return held === undefined ? page : { events: page.events.slice(0, held), next: page.events[held - 1]?.position ?? after };
  }

  async *follow(after: Position, options: FollowOptions): AsyncGenerator<Page> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    for await (const { events, next } of this.log.follow(after, { ...options, signal })) {
      let rest = events;
      for (;;) {
        const held = await this.firstUnfinished(rest);
        if (held === undefined) break;
        if (held > 0) yield { events: rest.slice(0, held), next: rest[held - 1]!.position };
        rest = rest.slice(held);
        await sleep(HELD_BACK_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
      yield { events: rest, next };
      this.appended.emit('append');
    }
  }

  head(): Promise<Position> {
    return this.log.head();
  }

  knows(position: string): boolean {
    return isPosition(position);
  }

  reached(checkpoint: Position, position: Position): boolean {
    return hasReached(checkpoint, position);
  }

  async waitForAppend(timeout: number, signal?: AbortSignal): Promise<void> {
    const limit = AbortSignal.any([AbortSignal.timeout(timeout), this.closing.signal, ...(signal ? [signal] : [])]);
    await once(this.appended, 'append', { signal: limit }).catch(() => undefined);
  }

  /** Looks for commits that were left half done, now and from time to time, until the store closes. */
  startRecovery(onError: (error: unknown) => void, every?: number): void {
    this.recovery ??= new Recovery(() => this.recover(), onError, every);
    this.recovery.start();
  }

  /** Ends what follows. The pool is not its own and stays open. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.recovery?.stop();
    await this.log.close();
  }

  /**
   * Carries through what others left: the dead, the frozen, and requests that KurrentDB did not answer.
   * @returns how many were finished or undone
   * @throws StoreUnavailable
   */
  async recover(most = 50): Promise<number> {
    const left = await this.commits.claim(most);
    let settled = 0;
    for (const commit of left) {
      try {
        this.heard(await this.carryThrough(commit));
        settled += 1;
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        if (isRefusal(error)) settled += 1; // undone; its request was never acknowledged
      }
    }
    return settled;
  }

  /** Every step may have been done before. @throws WrongExpectedRevision, AppendRefused when nothing of it was done, StoreUnavailable when it must be done again */
  private async carryThrough(commit: PendingCommit): Promise<AppendResult> {
    if (commit.denies && !commit.denied) await this.deny(commit);
    const result = await this.log.append(commit).catch((error: unknown) => this.refused(commit, error));
    await this.finish(commit, result.position);
    return result;
  }

  /** Nothing is taken away for an event that won't come: no other commit of the stream is under way, so that what is read here holds. */
  private async deny(commit: PendingCommit): Promise<void> {
    const { stream, expectedRevision, events } = commit;
    const revision = await this.log.revision(stream);
    if (revision !== expectedRevision && !(await this.log.find(stream, expectedRevision, events)))
      return this.refused(commit, new WrongExpectedRevision(stream, expectedRevision));
    await this.commits.deny(commit);
  }

  /** The events are there for ever. A rest that can't be done, tried anew in case it was a deadlock, leaves the case denied. */
  private async finish(commit: PendingCommit, position: Position): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.commits.finish(commit, position);
      } catch (error) {
        if (error instanceof StoreUnavailable || attempt === FINISH_ATTEMPTS) return this.stuck(commit, error);
      }
    }
  }

  private async refused(commit: PendingCommit, error: unknown): Promise<never> {
    if (error instanceof StoreUnavailable) throw error;
    if (!(await this.commits.abandon(commit))) return this.stuck(commit, error);
    throw error;
  }

  private async stuck(commit: PendingCommit, error: unknown): Promise<never> {
    if (!(error instanceof StoreUnavailable)) {
      this.onStuck(error);
      await this.commits.park(commit, error instanceof Error ? `${error.name}: ${error.message}` : 'unknown', STUCK_RETRY_SECONDS);
    }
    throw error;
  }

  private async firstUnfinished(events: readonly StoredEvent[]): Promise<number | undefined> {
    if (events.length === 0) return undefined;
    const unfinished = await this.commits.unfinished(events.map(({ id }) => id));
    const first = unfinished.size === 0 ? -1 : events.findIndex(({ id }) => unfinished.has(id));
    return first < 0 ? undefined : first;
  }

  private heard(result: AppendResult): AppendResult {
    this.appended.emit('append');
    return result;
  }
}

const isRefusal = (error: unknown): boolean => error instanceof WrongExpectedRevision || error instanceof AppendRefused;
