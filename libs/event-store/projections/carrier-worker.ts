import type { Pool } from 'pg';
import type { EventStore, Position, StoredEvent } from '../event-store.js';
import { ensureCheckpoints, move, readCheckpoint, unlessMoved } from './checkpoints.js';
import { Behind, Parking } from './parking.js';
import type { Share } from './projection.js';
import { isTransient } from './transaction.js';
import type { Worker } from './worker.js';

/** Whatever takes single events and does something for them: reactions, deliveries. Must bear that an event comes twice. */
export interface Carrier {
  readonly name: string;
  deliver(event: StoredEvent): Promise<void>;
}

const ATTEMPTS = 5;

/** One event at a time: a command may have been executed before a crash, and its idempotency key then makes the redelivery a replay. */
export class CarrierWorker implements Worker {
  readonly share: Share;
  private readonly parking: Parking;
  private failures = new Map<string, number>();

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly carrier: Carrier,
    private readonly owner: string,
    private readonly onParked: (error: unknown) => void,
  ) {
    this.share = { name: carrier.name, part: 0, parts: 1 };
    this.parking = new Parking(carrier.name);
  }

  async load(): Promise<Position> {
    await ensureCheckpoints(this.pool, this.share, 1);
    await this.parking.load(this.pool);
    return (await readCheckpoint(this.pool, this.share)).position;
  }

  async handle(events: readonly StoredEvent[], from: Position, next: Position): Promise<void> {
    let at = from;
    if (!this.parking.empty) await this.parking.load(this.pool);
    for (const event of events) {
      if (this.parking.holds(event)) await this.parking.park(this.pool, event, new Behind());
      else await this.attempt(event);
      await this.move(at, event.position, 1);
      at = event.position;
    }
    if (at !== next) await this.move(at, next, 0);
  }

  private async move(from: Position, next: Position, events: number): Promise<void> {
    const { text, values } = move(this.share, from, next, events, this.owner);
    await unlessMoved(this.pool.query(text, [...values]));
  }

  /** Throws for another try; parked after too many, so that it stalls nothing but its stream. An outage never parks. */
  private async attempt(event: StoredEvent): Promise<void> {
    try {
      await this.carrier.deliver(event);
      this.failures.delete(event.id);
    } catch (error) {
      if (isTransient(error)) throw error;
      const failures = (this.failures.get(event.id) ?? 0) + 1;
      this.failures.set(event.id, failures);
      if (failures < ATTEMPTS) throw error;
      this.failures.delete(event.id);
      this.onParked(error);
      await this.parking.park(this.pool, event, error);
    }
  }

  async replay(): Promise<void> {
    for (const { stream, revision } of await this.parking.asked(this.pool)) {
      const { rows } = await this.pool.query<{ last: string }>(
        'SELECT max(revision) AS last FROM es.parked WHERE subscription = $1 AND stream = $2',
        [this.share.name, stream],
      );
      const events = await this.store.readStream(stream, revision);
      try {
        for (const event of events.filter((one) => one.revision <= Number(rows[0]!.last))) {
          await this.carrier.deliver(event);
          await this.parking.free(this.pool, stream, event.revision);
        }
      } catch (error) {
        if (isTransient(error)) throw error;
        await this.parking.keep(this.pool, stream, error);
      }
    }
  }
}
