import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, Position, StoredEvent } from '../event-store.js';

export interface SubscriptionOptions {
  readonly store: EventStore;
  readonly name: string;
  /** Where to begin: the durable checkpoint. */
  load(): Promise<Position>;
  /** Handles a page and moves the checkpoint, both or neither. @throws CheckpointMoved when another instance was there first */
  handle(events: readonly StoredEvent[], from: Position, next: Position): Promise<void>;
  onError(name: string, error: unknown): void;
}

/** Another instance moved the checkpoint, or took the share over: its rows stand, ours were rolled back. */
export class CheckpointMoved extends Error {}

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
    const { store, name, load, handle, onError } = this.options;
    const { signal } = this.abort;
    let pause = 50;
    while (!signal.aborted) {
      try {
        let from = await load();
        for await (const { events, next } of store.follow(from, { signal })) {
          await handle(events, from, next);
          from = next;
          pause = 50;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof CheckpointMoved)) onError(name, error);
        await sleep(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(pause * 2, 5_000);
      }
    }
  }
}
