import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BEGINNING, EventStore, isUnavailable, Subscription, type Position, type StoredEvent } from '#libs/event-store';
import { Problem } from '#libs/http';
import { Database } from '#libs/postgres';
import { CopyDeliverer } from './deliver-copies.js';

const NAME = 'delivery:copies';
const ATTEMPTS = 5;

/** Not now, rather than never: such a delivery is tried again for ever and is never parked. */
const notNow = (error: unknown): boolean => isUnavailable(error) || (error instanceof Problem && error.status === 503);

/**
 * Carries decided copies to their recipients, durably: its checkpoint moves only past what was delivered, closed by the gate, or parked after five
 * failures so that one poisoned event stalls nobody else. Several instances may run: a delivery is idempotent.
 */
@Injectable()
export class CopyDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(CopyDelivery.name);
  private readonly subscription: Subscription;

  constructor(
    private readonly database: Database,
    private readonly deliverer: CopyDeliverer,
    store: EventStore,
  ) {
    this.subscription = new Subscription({
      store,
      name: NAME,
      load: () => this.load(),
      handle: (events, from, next) => this.handle(events, from, next),
      onError: (name, error) => this.log.error(`${name}: ${nameOf(error)}`),
    });
  }

  onApplicationBootstrap(): void {
    this.subscription.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.subscription.stop();
  }

  private async load(): Promise<Position> {
    await this.database.projector.query('INSERT INTO es.checkpoints (name, version, position) VALUES ($1, 1, $2) ON CONFLICT DO NOTHING', [
      NAME,
      BEGINNING,
    ]);
    const { rows } = await this.database.projector.query<{ position: Position }>('SELECT position FROM es.checkpoints WHERE name = $1', [
      NAME,
    ]);
    return rows[0].position;
  }

  /** Compare and set: an instance that fell behind moves nothing back. */
  async handle(events: readonly StoredEvent[], from: Position, next: Position): Promise<void> {
    for (const event of events) if (this.deliverer.concerns(event)) await this.deliver(event);
    await this.database.projector.query(
      'UPDATE es.checkpoints SET position = $3, updated_at = clock_timestamp() WHERE name = $1 AND position = $2',
      [NAME, from, next],
    );
  }

  private async deliver(event: StoredEvent): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.deliverer.deliver(event);
        return;
      } catch (error) {
        if (notNow(error)) throw error;
        if (attempt === ATTEMPTS) return this.park(event, error);
        await sleep(20 * 2 ** attempt);
      }
    }
  }

  /** Set aside for an operator. Holds the kind of error only: its message might repeat what it was about. */
  private async park(event: StoredEvent, error: unknown): Promise<void> {
    this.log.error(`${NAME}: parked ${event.id}: ${nameOf(error)}`);
    await this.database.projector.query(
      'INSERT INTO es.parked (subscription, event_id, stream, position, error) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [NAME, event.id, event.stream, event.position, nameOf(error)],
    );
  }
}

const nameOf = (error: unknown): string => {
  if (error instanceof Problem) return `problem ${error.slug}`;
  const code = (error as { code?: unknown } | null)?.code;
  return `${error instanceof Error ? error.name : 'error'}${typeof code === 'string' ? ` ${code}` : ''}`;
};
