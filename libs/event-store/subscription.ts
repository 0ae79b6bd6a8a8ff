import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, Position, StoredEvent } from './event-store.js';

const POLL_MS = 250;
const PAGE = 500;

export interface SubscriptionOptions {
  readonly store: EventStore;
  readonly name: string;
  load(): Promise<Position>;
  /** Handles a page and moves the checkpoint, both or neither. */
  handle(events: readonly StoredEvent[], from: Position, next: Position): Promise<void>;
  onError(name: string, error: unknown): void;
}

/** A catch-up subscription with its own durable checkpoint. Errors are retried with growing pauses and never skip an event. */
export class Subscription {
  private readonly abort = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: SubscriptionOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { store, name, onError } = this.options;
    let pause = 50;
    while (!this.abort.signal.aborted) {
      try {
        const moved = await this.step();
        pause = 50;
        if (!moved) await store.waitForAppend(POLL_MS, this.abort.signal);
      } catch (error) {
        if (this.abort.signal.aborted) return;
        onError(name, error);
        await sleep(pause, undefined, { signal: this.abort.signal }).catch(() => undefined);
        pause = Math.min(pause * 2, 5_000);
      }
    }
  }

  private async step(): Promise<boolean> {
    const from = await this.options.load();
    const { events, next } = await this.options.store.readAll(from, PAGE);
    if (next === from) return false;
    await this.options.handle(events, from, next);
    return true;
  }
}
