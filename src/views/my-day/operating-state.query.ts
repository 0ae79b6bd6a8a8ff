import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { ReadDoor, type RequestContext } from '#src/access/index';

export interface OperatingStateView {
  /** Views and reactions, with how many events each has yet to see. */
  readonly subscriptions: readonly { readonly name: string; readonly version: number; readonly lag: number; readonly updatedAt: string }[];
  /** What failed for good and waits for a hand. Ids only: an error's text may quote data. */
  readonly parked: readonly { readonly subscription: string; readonly eventId: string; readonly parkedAt: string }[];
}

/** Driftläge: how far behind each subscription is, and what is parked. Numbers about the system, none about cases. */
export class OperatingState extends Query<OperatingStateView> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const LAG = `SELECT c.name, max(c.version) AS version, max(c.updated_at) AS updated_at,
         (SELECT coalesce(sum(p.events), 0)::int FROM es.places p WHERE p.place > min(es.place(c.position))) AS lag
    FROM es.checkpoints c GROUP BY c.name ORDER BY c.name`;
const PARKED = 'SELECT subscription, event_id, parked_at FROM es.parked ORDER BY parked_at DESC LIMIT 200';

@QueryHandler(OperatingState)
export class OperatingStateHandler implements IQueryHandler<OperatingState> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: OperatingState): Promise<OperatingStateView> {
    const about = { action: 'read', operation: 'operating-state', objectType: 'OperatingState' } as const;
    return this.door.read(context, about, async (tx) => {
      if (!tx.can('read', subject('OperatingState', {}))) throw problems.notFound();
      const checkpoints = await tx.sql<{ name: string; version: number; updated_at: Date; lag: number }>(LAG, []);
      const parked = await tx.sql<{ subscription: string; event_id: string; parked_at: Date }>(PARKED, []);
      return {
        subscriptions: checkpoints.map(({ name, version, updated_at: at, lag }) => ({ name, version, lag, updatedAt: at.toISOString() })),
        parked: parked.map(({ subscription, event_id: eventId, parked_at: at }) => ({ subscription, eventId, parkedAt: at.toISOString() })),
      };
    });
  }
}
