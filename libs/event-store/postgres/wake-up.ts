import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { HeldConnection } from './held-connection.js';

const POLL_MS = 250;
const NOTIFY_EVERY_MS = 20;
const CHANNEL = 'es_appended';

/**
 * Tells readers that there may be something new: at once for what this instance commits, through LISTEN for what others do, and every 250 ms in any
 * case. The poll is the truth, the rest makes it fast. Idle, it costs one timer; nobody waiting, nothing at all.
 */
export class WakeUp {
  private readonly readers = new Set<() => void>();
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private readonly listener: HeldConnection;
  private notifying: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly self = randomUUID();
  /** Grows with each call: reads that began before it may not know the newest. */
  epoch = 0;

  constructor(private readonly pool: Pool) {
    this.listener = new HeldConnection(pool, (client) => {
      client.on('notification', ({ payload }) => payload !== this.self && this.wake());
      return client.query(`LISTEN ${CHANNEL}`);
    });
  }

  /** Something was committed here. Other instances hear of it at most every 20 ms, and never inside the commit: NOTIFY would make commits queue. */
  committed(): void {
    this.wake();
    this.notifying ??= setTimeout(() => {
      this.notifying = undefined;
      // A hint: the others' poll finds it all the same.
      if (!this.closed) this.pool.query('SELECT pg_notify($1, $2)', [CHANNEL, this.self]).catch(() => undefined);
    }, NOTIFY_EVERY_MS).unref();
  }

  /** For readers: resolves when something may be new, at the latest with the next poll, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    this.timer ??= setTimeout(() => this.poll(), POLL_MS);
    return this.until(this.readers, signal);
  }

  /** For those who only want to be told: resolves when something was committed, here or elsewhere, or when the signal aborts. */
  hint(signal: AbortSignal): Promise<void> {
    return this.until(this.listeners, signal);
  }

  private async until(waiters: Set<() => void>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.listener.ensure().catch(() => undefined); // without it the poll finds what others commit
    await new Promise<void>((resolve) => {
      const done = (): void => {
        waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      waiters.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.notifying);
    await this.listener.release();
  }

  private wake(): void {
    this.poll();
    for (const done of [...this.listeners]) done();
  }

  private poll(): void {
    this.epoch++;
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const done of [...this.readers]) done();
  }
}
