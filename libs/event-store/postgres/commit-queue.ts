import type { Pool, QueryArrayConfig } from 'pg';
import { StoreUnavailable, WrongExpectedRevision, type Companion } from '../event-store.js';
import { isUnavailable } from './unavailable.js';

/** One command's commit, ready to be sent: events as JSON texts, and what goes with them. */
export interface Commit {
  /** The stream that is written; undefined when only companions are. */
  readonly stream?: string;
  readonly expectedRevision: number;
  readonly events: readonly string[];
  readonly companions: readonly Companion[];
}

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (positions: string[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Transactions at a time: while one waits for the disk the next is put together and executed. */
const LANES = 2;
/** Commits in one transaction. Up to `FEW` nothing is gained by parting them over two transactions; beyond `MOST` each waits longer for nothing. */
const FEW = 16;
const MOST = 64;
/** Writers that may wait. Beyond it the answer is 503 at once: a queue that grows while the disk is full helps nobody. */
const MOST_WAITING = 2_000;

/**
 * Natural micro-batching: no timer. A lone commit goes at the end of the event loop's turn; what arrives in the same turn (writers who were answered
 * together come again together), or while transactions are in flight, goes with it.
 * Whole commits share a transaction, and each stream stands in it once. When a transaction fails it is tried again in halves, so that a conflict or a
 * right that has ended fails its own command only (foundation.md 15).
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private inFlight = 0;
  private gathering = false;
  private readonly busy = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly committed: (commits: number, seconds: number) => void,
  ) {}

  /** @returns the positions of the commit's events. @throws WrongExpectedRevision, StoreUnavailable, whatever a companion raises */
  async add(commit: Commit): Promise<string[]> {
    if (this.waiting.length >= MOST_WAITING) throw new StoreUnavailable('too many commits wait for the database');
    return new Promise((resolve, reject) => {
      this.waiting.push({ commit, resolve, reject });
      this.gather();
    });
  }

  /** Without it the first of many would go alone, and the others wait a whole round for it. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    setImmediate(() => {
      this.gathering = false;
      this.next();
    });
  }

  private next(): void {
    while (this.inFlight < LANES && this.waiting.length > 0) {
      const share = Math.ceil(this.waiting.length / (LANES - this.inFlight));
      const batch = this.take(Math.min(MOST, Math.max(FEW, share)));
      if (batch.length === 0) return; // all that wait write to streams that are in flight
      this.inFlight++;
      const streams = batch.flatMap(({ commit }) => commit.stream ?? []);
      for (const stream of streams) this.busy.add(stream);
      void this.settle(batch).finally(() => {
        this.inFlight--;
        for (const stream of streams) this.busy.delete(stream);
        this.gather();
      });
    }
  }

  private take(most: number): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const taken = new Set<string>();
    for (const one of this.waiting) {
      const { stream } = one.commit;
      if (batch.length >= most || (stream !== undefined && (taken.has(stream) || this.busy.has(stream)))) left.push(one);
      else {
        batch.push(one);
        if (stream !== undefined) taken.add(stream);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    const started = performance.now();
    try {
      const positions = await this.send(batch.map(({ commit }) => commit));
      this.committed(batch.length, (performance.now() - started) / 1000);
      for (const [index, { resolve }] of batch.entries()) resolve(positions[index]!);
    } catch (error) {
      if (isUnavailable(error)) {
        const unavailable = new StoreUnavailable('the event store does not answer', { cause: error });
        for (const { reject } of batch) reject(unavailable);
      } else if (batch.length === 1) {
        const [{ commit, reject }] = batch as [Waiting];
        reject(isRevisionConflict(error) && commit.stream ? new WrongExpectedRevision(commit.stream, commit.expectedRevision) : error);
      } else {
        const half = Math.ceil(batch.length / 2);
        await this.settle(batch.slice(0, half));
        await this.settle(batch.slice(half));
      }
    }
  }

  /** In the order of the streams' names, so that two instances never wait for each other in a circle. @returns the positions of each commit's events */
  private async send(commits: readonly Commit[]): Promise<string[][]> {
    const order = commits.length > 1 ? inOrderOfStreams(commits) : [0];
    const events = order.flatMap((index) => commits[index]!.events);
    const rows = await askOn(this.pool, {
      name: 'es_commit',
      text: 'SELECT es.commit($1, $2, $3)',
      values: [`[${events.join(',')}]`, events.length, together(commits)],
      rowMode: 'array',
    });
    const positions: string[][] = commits.map(() => []);
    let row = 0;
    for (const index of order) for (const _ of commits[index]!.events) positions[index]!.push(rows[row++]![0]);
    return positions;
  }
}

/** What the pool's own `query` would do, but for one thing: it throws a connection away after any error, and a conflict is no fault of its connection. */
const askOn = async (pool: Pool, query: QueryArrayConfig): Promise<[string][]> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return (await client.query<[string]>(query)).rows;
  } catch (error) {
    broken = isUnavailable(error) ? (error as Error) : undefined;
    throw error;
  } finally {
    client.release(broken);
  }
};

const inOrderOfStreams = (commits: readonly Commit[]): number[] =>
  [...commits.keys()].sort((a, b) => ((commits[a]!.stream ?? '') < (commits[b]!.stream ?? '') ? -1 : 1));

/** All companions of one name in one call. Rights come first, since they alone may refuse. */
const together = (commits: readonly Commit[]): string | null => {
  const rows = new Map<string, unknown[]>();
  for (const { companions } of commits)
    for (const { name, rows: more } of companions) {
      const known = rows.get(name);
      if (known) known.push(...more);
      else rows.set(name, [...more]);
    }
  if (rows.size === 0) return null;
  const names = [...rows.keys()].sort((a, b) => Number(b === 'rights') - Number(a === 'rights') || (a < b ? -1 : 1));
  return JSON.stringify(names.map((name) => ({ name, rows: rows.get(name) })));
};

const isRevisionConflict = (error: unknown): boolean => {
  const { code, schema, table } = error as { code?: string; schema?: string; table?: string };
  return code === 'ES409' || (code === '23505' && schema === 'es' && table !== undefined && table.startsWith('events'));
};
