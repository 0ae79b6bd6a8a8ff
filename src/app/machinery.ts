import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { EventStore, ProjectionRunner, Subscription, type Position, type Projection, type StoredEvent } from '#libs/event-store';
import { Database } from '#libs/postgres';
import { Gate } from '#src/access/index';
import { AppLog } from './log.js';
import { ROOMS, type Rooms } from './rooms.js';

const ATTEMPTS = 5;

/** Whatever takes single events and may have to try again. */
interface Carrier {
  readonly name: string;
  deliver(event: StoredEvent): Promise<void>;
}

/** Runs every projection, and the reactions behind the gate, each as a subscription with its own durable checkpoint. */
@Injectable()
export class Machinery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly subscriptions: Subscription[] = [];
  private readonly failures = new Map<string, number>();

  constructor(
    @Inject(ROOMS) private readonly rooms: Rooms,
    private readonly store: EventStore,
    private readonly runner: ProjectionRunner,
    private readonly database: Database,
    private readonly gate: Gate,
    private readonly modules: ModuleRef,
    private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): void {
    for (const projection of this.rooms.projections)
      this.run(projection.name, () => this.runner.checkpoint(projection), this.project(projection));
    for (const carrier of this.carriers()) this.run(carrier.name, () => this.checkpointOf(carrier), this.carry(carrier));
    for (const subscription of this.subscriptions) subscription.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  private run(
    name: string,
    load: () => Promise<Position>,
    handle: (events: readonly StoredEvent[], from: Position, next: Position) => Promise<void>,
  ): void {
    const onError = (subscription: string, error: unknown): void => this.log.error({ event: 'subscription-failed', subscription }, error);
    this.subscriptions.push(new Subscription({ store: this.store, name, load, handle, onError }));
  }

  private project(projection: Projection) {
    return (events: readonly StoredEvent[], from: Position, next: Position): Promise<void> =>
      this.runner.apply(projection, events, from, next);
  }

  /** Reactions get what the gate lets through; deliveries ask the grant themselves. */
  private carriers(): Carrier[] {
    const reactions = this.rooms.reactions.map((type) => this.modules.get(type, { strict: false }));
    const deliveries = this.rooms.deliveries.map((type) => this.modules.get(type, { strict: false }));
    return [
      ...reactions.map((reaction) => ({
        name: `reaction:${reaction.name}`,
        deliver: (event: StoredEvent) => this.gate.deliver(event, [reaction]),
      })),
      ...deliveries.map((delivery) => ({
        name: `delivery:${delivery.name}`,
        deliver: async (event: StoredEvent) => void (delivery.types.includes(event.type) && (await delivery.deliver(event))),
      })),
    ];
  }

  /** One event at a time: a command may have been executed before a crash, and its idempotency key then makes the redelivery a replay. */
  private carry(carrier: Carrier) {
    return async (events: readonly StoredEvent[], _from: Position, next: Position): Promise<void> => {
      for (const event of events) {
        if (await this.attempt(carrier, event)) await this.move(carrier, event.position);
      }
      await this.move(carrier, next);
    };
  }

  /** @returns true when the event is done with: handled, or parked after too many attempts so that it stalls nothing but itself */
  private async attempt(carrier: Carrier, event: StoredEvent): Promise<boolean> {
    const key = `${carrier.name}:${event.id}`;
    try {
      await carrier.deliver(event);
      this.failures.delete(key);
      return true;
    } catch (error) {
      const failures = (this.failures.get(key) ?? 0) + 1;
      this.failures.set(key, failures);
      if (failures < ATTEMPTS) throw error;
      this.failures.delete(key);
      this.log.error({ event: 'event-parked', subscription: carrier.name }, error);
      await this.database.projector.query(
        'INSERT INTO es.parked (subscription, event_id, stream, position, error) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
        [carrier.name, event.id, event.stream, event.position, error instanceof Error ? error.name : 'unknown'],
      );
      return true;
    }
  }

  private async checkpointOf({ name }: Carrier): Promise<Position> {
    const { rows } = await this.database.projector.query<{ position: string }>(
      `INSERT INTO es.checkpoints (name, version, position) VALUES ($1, 1, 0) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING position`,
      [name],
    );
    return rows[0]?.position ?? '0';
  }

  private async move({ name }: Carrier, position: Position): Promise<void> {
    await this.database.projector.query(
      'UPDATE es.checkpoints SET position = $2, updated_at = clock_timestamp() WHERE name = $1 AND position < $2',
      [name, position],
    );
  }
}
