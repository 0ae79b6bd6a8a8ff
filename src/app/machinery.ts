import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  CarrierWorker,
  EventStore,
  isUnavailable,
  Leases,
  ProjectionWorker,
  sharesOf,
  StoreUnavailable,
  Subscription,
  type Carrier,
  type Share,
  type StoredEvent,
  type Worker,
} from '#libs/event-store';
import { Database } from '#libs/postgres';
import { SETTINGS } from '#libs/http';
import { Gate } from '#src/access/index';
import { TreeDiffers, TreeKeeper } from '#src/audit/index';
import type { Settings } from '#config/settings';
import { AppLog, type LogFields } from './log.js';
import { ROOMS, type Rooms } from './rooms.js';

/** A subscription's share as this instance would carry it on. */
interface Work {
  readonly share: Share;
  readonly version: number;
  worker(): Worker;
}

const keyOf = ({ name, part }: Share): string => `${name}#${part}`;

const codeOf = (error: unknown): { code?: string } => {
  const code = ((error as { cause?: { code?: unknown } }).cause ?? {}).code;
  return typeof code === 'string' ? { code } : {};
};

/** Runs every projection, and the reactions behind the gate: those shares of them that this instance holds the lease of; and the tree over both logs. */
@Injectable()
export class Machinery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new Map<string, { readonly worker: Worker; readonly subscription: Subscription }>();
  private leases: Leases | undefined;
  private tree: TreeKeeper | undefined;

  constructor(
    @Inject(ROOMS) private readonly rooms: Rooms,
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly gate: Gate,
    private readonly modules: ModuleRef,
    private readonly log: AppLog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const work = [...this.projections(), ...this.carriers()];
    const byKey = new Map(work.map((one) => [keyOf(one.share), one]));
    this.leases = new Leases({
      pool: this.database.projector,
      shares: work.map(({ share, version }) => ({ ...share, version })),
      onGained: (share) => this.begin(byKey.get(keyOf(share))!),
      onLost: (share) => this.end(share),
      onTick: () => this.replay(),
      onError: (error) => this.failed({ event: 'leases-failed' }, error),
    });
    await this.leases.start();
    this.tree = new TreeKeeper({
      settings: this.settings.tree,
      pool: this.database.projector,
      store: this.store,
      onError: (error) => this.failed({ event: error instanceof TreeDiffers ? 'tree-differs' : 'tree-failed' }, error),
      onWitness: (witness, kind, error) =>
        kind === undefined
          ? this.log.info({ event: 'witness-back', witness })
          : this.log.warn({ event: `witness-${kind}`, witness, ...codeOf(error) }),
    });
    this.tree.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.tree?.stop();
    await this.leases?.stop();
    await this.store.close();
  }

  private begin({ share, worker: make }: Work): void {
    const worker = make();
    const subscription = new Subscription({
      store: this.store,
      name: share.name,
      load: () => worker.load(),
      handle: (events, from, next) => worker.handle(events, from, next),
      onError: (name, error) => this.failed({ event: 'subscription-failed', subscription: name }, error),
    });
    this.running.set(keyOf(share), { worker, subscription });
    subscription.start();
  }

  /** It is tried again in either case; a database that does not answer is no fault of ours. */
  private failed(fields: LogFields, error: unknown): void {
    if (error instanceof StoreUnavailable || isUnavailable(error)) this.log.warn({ ...fields, code: 'unavailable' });
    else this.log.error(fields, error);
  }

  private async end(share: Share): Promise<void> {
    const running = this.running.get(keyOf(share));
    this.running.delete(keyOf(share));
    await running?.subscription.stop();
  }

  private async replay(): Promise<void> {
    for (const { worker } of this.running.values()) await worker.replay();
  }

  private projections(): Work[] {
    const { projector } = this.database;
    return this.rooms.projections.flatMap((projection) =>
      sharesOf(projection.name, projection.parts).map((share) => ({
        share,
        version: projection.version,
        worker: () => new ProjectionWorker(projector, this.store, projection, share, this.leases!.owner),
      })),
    );
  }

  /** Reactions get what the gate lets through; deliveries ask the grant themselves. */
  private carriers(): Work[] {
    const reactions = this.rooms.reactions.map((type) => this.modules.get(type, { strict: false }));
    const deliveries = this.rooms.deliveries.map((type) => this.modules.get(type, { strict: false }));
    const carriers: Carrier[] = [
      ...reactions.map((reaction) => ({
        name: `reaction:${reaction.name}`,
        deliver: (event: StoredEvent) => this.gate.deliver(event, [reaction]),
      })),
      ...deliveries.map((delivery) => ({
        name: `delivery:${delivery.name}`,
        deliver: async (event: StoredEvent) => void (delivery.types.includes(event.type) && (await delivery.deliver(event))),
      })),
    ];
    return carriers.map((carrier) => ({
      share: { name: carrier.name, part: 0, parts: 1 },
      version: 1,
      worker: () =>
        new CarrierWorker(this.database.projector, this.store, carrier, this.leases!.owner, (error) =>
          this.log.error({ event: 'event-parked', subscription: carrier.name }, error),
        ),
    }));
  }
}
