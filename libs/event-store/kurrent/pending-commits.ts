import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { StoreUnavailable, type Append, type NewEvent, type Position } from '../event-store.js';
import { isUnavailable } from '../postgres/unavailable.js';

/** A commit as it is kept until all of it is done. */
export interface PendingCommit extends Required<Append> {
  readonly id: string;
  /** Takes rights away: that is done before the append. */
  readonly denies: boolean;
  readonly denied: boolean;
}

interface Kept extends Omit<Required<Append>, 'events'> {
  readonly events: readonly (Omit<NewEvent, 'occurredAt' | 'recordedAt'> & { readonly occurredAt: string; readonly recordedAt: string })[];
}

/** How long a commit belongs to the request that made it; after it any instance may carry it on. */
const LEASE_SECONDS = 15;
const PATIENCE_MS = 5_000;
/** Another commit of the same stream, or with the same key, is under way: it ends within moments. */
const UNDER_WAY: readonly unknown[] = ['pending_commits_stream', 'pending_keys_pk'];

/** The intents in PostgreSQL: what each commit is about to do, durable before it is done. Errors of the companions come through as PostgreSQL gives them. */
export class PendingCommits {
  private readonly owner = randomUUID();

  constructor(
    private readonly pool: Pool,
    private readonly leaseSeconds = LEASE_SECONDS,
  ) {}

  /**
   * Makes the intent durable, after asking the companions whether they would agree.
   * @throws what a companion refuses with; StoreUnavailable when another commit stands in the way for too long
   */
  async prepare(append: Required<Append>): Promise<PendingCommit> {
    const id = randomUUID();
    const deadline = Date.now() + PATIENCE_MS;
    for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
      try {
        const [row] = await this.query<{ denies: boolean }>('SELECT es.prepare_commit($1, $2, $3) AS denies', [
          JSON.stringify({ id, ...append }),
          this.owner,
          this.leaseSeconds,
        ]);
        return { ...append, id, denies: row!.denies, denied: false };
      } catch (error) {
        if (!UNDER_WAY.includes((error as { constraint?: unknown }).constraint)) throw error;
        if (Date.now() > deadline) throw new StoreUnavailable('an earlier commit is not finished', { cause: error });
        await sleep(pause);
      }
    }
  }

  async deny({ id }: PendingCommit): Promise<void> {
    await this.query('SELECT es.deny_commit($1)', [id]);
  }

  /** @param position where its last event lies */
  async finish({ id }: PendingCommit, position: Position): Promise<void> {
    await this.query('SELECT es.finish_commit($1, $2)', [id, position]);
  }

  /** False when rights were taken away already: then it can't be undone. */
  async abandon({ id }: PendingCommit): Promise<boolean> {
    const [row] = await this.query<{ abandoned: boolean }>('SELECT es.abandon_commit($1) AS abandoned', [id]);
    return row!.abandoned;
  }

  async park({ id }: PendingCommit, why: string, retrySeconds: number): Promise<void> {
    await this.query('SELECT es.park_commit($1, $2, $3)', [id, why, retrySeconds]);
  }

  /** Lets any instance carry it on at once. */
  async release({ id }: PendingCommit): Promise<void> {
    await this.query('SELECT es.release_commit($1, $2)', [id, this.owner]);
  }

  /** Commits whose lease has run out, now leased to this instance. */
  async claim(most: number): Promise<PendingCommit[]> {
    const rows = await this.query<{ commit_id: string; denies: boolean; denied: boolean; commit: Kept }>(
      'SELECT commit_id, denies, denied, commit FROM es.claim_commits($1, $2, $3)',
      [this.owner, this.leaseSeconds, most],
    );
    return rows.map(({ commit_id: id, denies, denied, commit }) => ({
      ...commit,
      id,
      denies,
      denied,
      events: commit.events.map((event) => ({ ...event, occurredAt: new Date(event.occurredAt), recordedAt: new Date(event.recordedAt) })),
    }));
  }

  /** Which of these events nobody may be shown yet. */
  async unfinished(eventIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.query<{ id: string }>('SELECT es.unfinished($1) AS id', [eventIds]);
    return new Set(rows.map(({ id }) => id));
  }

  private async query<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    try {
      return (await this.pool.query<T>(text, values)).rows;
    } catch (error) {
      throw isUnavailable(error) ? new StoreUnavailable('PostgreSQL does not answer', { cause: error }) : error;
    }
  }
}
