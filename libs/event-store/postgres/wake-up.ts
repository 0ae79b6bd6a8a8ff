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
  private waiters = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private readonly listener: HeldConnection;
  private notifying: NodeJS.Timeout | undefined;
  private closed = false;
  /** Grows with each call: reads that began before it may not know the newest. */
  epoch = 0;

  constructor(private readonly pool: Pool) {
    this.listener = new HeldConnection(pool, (client) => {
      client.on('notification', () => this.wake());
      return client.query(`LISTEN ${CHANNEL}`);
    });
  }

  /** Something was committed here. Other instances hear of it at most every 20 ms, and never inside the commit: NOTIFY would make commits queue. */
  committed(): void {
    this.wake();
    this.notifying ??= setTimeout(() => {
      this.notifying = undefined;
      if (!this.closed) this.pool.query(`NOTIFY ${CHANNEL}`).catch(() => undefined); // a hint: the others' poll finds it all the same
    }, NOTIFY_EVERY_MS).unref();
  }

  /** Resolves when something may be new, or after `timeout` ms, or when the signal aborts. */
  async wait(signal?: AbortSignal, timeout?: number): Promise<void> {
    if (signal?.aborted) return;
    this.listener.ensure().catch(() => undefined); // without it the poll finds what others commit
    this.timer ??= setTimeout(() => this.wake(), POLL_MS);
    await new Promise<void>((resolve) => {
      const limit = timeout === undefined ? undefined : setTimeout(done, timeout);
      const waiters = this.waiters;
      function done(): void {
        waiters.delete(done);
        clearTimeout(limit);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      waiters.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.notifying);
    await this.listener.release();
  }

  private wake(): void {
    this.epoch++;
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const done of [...this.waiters]) done();
  }
}
