import type { Position, StoredEvent } from '../event-store.js';
import type { Share } from './projection.js';

/** Carries one share of a subscription on, while its instance holds the lease. */
export interface Worker {
  readonly share: Share;
  load(): Promise<Position>;
  handle(events: readonly StoredEvent[], from: Position, next: Position): Promise<void>;
  /** Tries again what is parked and was asked for. */
  replay(): Promise<void>;
}
