import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { PostgresEventStore, StoreUnavailable, type NewEvent } from '#libs/event-store';
import { createPool } from '#libs/postgres';
import type { Reckoning } from './reckoning.js';

interface Acked {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

const STREAM = 'faults-';
const TYPE = 'faults.Happened';

export const newEvent = (data: Record<string, unknown>): NewEvent => {
  const now = new Date();
  return { id: randomUUID(), type: TYPE, version: 1, data, metadata: { agency: 'faults' }, occurredAt: now, recordedAt: now };
};

/**
 * Writers at the store itself, without the app: one to five events a commit, streams of some hundred events. An append without an answer is tried again
 * with the same ids at the same place, which the store must recognise if it had been done.
 */
export class Appenders {
  readonly acknowledged: Acked[] = [];
  /** Errors that should never come. */
  readonly wrong: string[] = [];
  private working = false;
  private running: Promise<void> = Promise.resolve();

  /** @param givesUp true: an append without an answer is left, and its stream with it; nobody mends what a crash did */
  constructor(
    private readonly url: string,
    private readonly count: number,
    private readonly givesUp = false,
  ) {}

  start(): void {
    const pool = createPool(this.url, { max: this.count, applicationName: 'faults-appenders' });
    const store = new PostgresEventStore(pool);
    this.working = true;
    this.running = Promise.all(Array.from({ length: this.count }, (_, number) => this.work(store, number)))
      .then(() => store.close())
      .then(() => pool.end());
  }

  async pause(): Promise<void> {
    this.working = false;
    await this.running;
  }

  private async work(store: PostgresEventStore, number: number): Promise<void> {
    for (let round = 1; this.working; round++) {
      const stream = `${STREAM}${number}-${randomUUID()}`;
      for (let revision = 0; revision < 300 && this.working;) {
        const events = Array.from({ length: 1 + ((round + revision) % 5) }, (_, n) => newEvent({ n: revision + n + 1 }));
        const reached = await this.untilAnswered(store, stream, revision, events);
        if (reached === undefined) break;
        events.forEach(({ id }, n) => this.acknowledged.push({ stream, revision: revision + n + 1, id }));
        revision = reached;
      }
    }
  }

  private async untilAnswered(
    store: PostgresEventStore,
    stream: string,
    expectedRevision: number,
    events: readonly NewEvent[],
  ): Promise<number | undefined> {
    for (;;) {
      try {
        return (await store.append({ stream, expectedRevision, events })).revision;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) {
          this.wrong.push(`append to ${stream} after ${expectedRevision}: ${String(error)}`);
          return undefined;
        }
        if (this.givesUp || !this.working) return undefined;
        await sleep(50);
      }
    }
  }
}

/** Holds what the appenders were told against what is stored: each event at its place, streams without gaps, commits whole. */
export const reckonAppends = async (client: Client, acknowledged: readonly Acked[]): Promise<Reckoning> => {
  const { rows } = await client.query<{ stream: string; revision: string; event_id: string; n: string }>(
    `SELECT stream, revision, event_id, data->>'n' AS n FROM es.events WHERE stream LIKE '${STREAM}%' ORDER BY stream, revision`,
  );
  const stored = new Map(rows.map(({ stream, revision, event_id }) => [`${stream}/${revision}`, event_id]));
  const lost = acknowledged.filter(({ stream, revision, id }) => stored.get(`${stream}/${revision}`) !== id).length;
  const duplicated = rows.length - new Set(rows.map(({ event_id }) => event_id)).size;
  // A gap, or the events of a commit in another order than they were given.
  const torn = rows.filter(({ stream, revision, n }, index) => {
    const expected = rows[index - 1]?.stream === stream ? Number(rows[index - 1]!.revision) + 1 : 1;
    return Number(revision) !== expected || Number(n) !== expected;
  }).length;
  return { lost, duplicated, torn };
};
