import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { EventStore, ProjectionRunner, Subscription, type Position, type Projection, type StoredEvent } from '#libs/event-store';
import { Database } from '#libs/postgres';
import { Gate, type Reaction } from '#src/access/index';
import { AppLog } from './log.js';
import { ROOMS, type Rooms } from './rooms.js';

const ATTEMPTS = 5;

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
    const reactions = this.rooms.reactions.map((type) => this.modules.get(type, { strict: false }));
    for (const reaction of reactions) this.run(`reaction:${reaction.name}`, () => this.checkpointOf(reaction), this.react(reaction));
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

  /** One event at a time: a command may have been executed before a crash, and its idempotency key then makes the redelivery a replay. */
  private react(reaction: Reaction) {
    return async (events: readonly StoredEvent[], _from: Position, next: Position): Promise<void> => {
      for (const event of events) {
        if (await this.attempt(reaction, event)) await this.move(reaction, event.position);
      }
      await this.move(reaction, next);
    };
  }

  /** @returns true when the event is done with: handled, or parked after too many attempts so that it stalls nothing but itself */
  private async attempt(reaction: Reaction, event: StoredEvent): Promise<boolean> {
    const key = `${reaction.name}:${event.id}`;
    try {
      await this.gate.deliver(event, [reaction]);
      this.failures.delete(key);
      return true;
    } catch (error) {
      const failures = (this.failures.get(key) ?? 0) + 1;
      this.failures.set(key, failures);
      if (failures < ATTEMPTS) throw error;
      this.failures.delete(key);
      this.log.error({ event: 'event-parked', subscription: `reaction:${reaction.name}` }, error);
      await this.database.projector.query(
        'INSERT INTO es.parked (subscription, event_id, stream, position, error) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
        [`reaction:${reaction.name}`, event.id, event.stream, event.position, error instanceof Error ? error.name : 'unknown'],
      );
      return true;
    }
  }

  private async checkpointOf(reaction: Reaction): Promise<Position> {
    const name = `reaction:${reaction.name}`;
    const { rows } = await this.database.projector.query<{ position: string }>(
      `INSERT INTO es.checkpoints (name, version, position) VALUES ($1, 1, 0) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING position`,
      [name],
    );
    return rows[0]?.position ?? '0';
  }

  private async move(reaction: Reaction, position: Position): Promise<void> {
    await this.database.projector.query(
      'UPDATE es.checkpoints SET position = $2, updated_at = clock_timestamp() WHERE name = $1 AND position < $2',
      [`reaction:${reaction.name}`, position],
    );
  }
}
