import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DeclaredRelation } from '#config/county';
import { ReadDoor, type RequestContext } from '#src/access/index';
import type { RetractReason } from '../staff/staff.events.js';

export interface Retraction {
  readonly relationId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly relation: DeclaredRelation;
  readonly declaredAt: Date;
  readonly retractedAt: Date;
  readonly reason: RetractReason;
  /** Nobody confirms their own. */
  readonly own: boolean;
}

/** Declarations that staff of the reader's unit want to take back: whose and what kind, never to whom. */
export class Retractions extends Query<readonly Retraction[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

const RETRACTED = `
  SELECT r.relation_id AS "relationId", r.staff_id AS "staffId", s.name AS "staffName", r.relation, r.declared_at AS "declaredAt",
         r.retracted_at AS "retractedAt", r.retract_reason AS reason, r.staff_id = access.staff() AS own
    FROM organisation.relations r JOIN organisation.staff s USING (staff_id)
   WHERE access.duty() = 'supervisor' AND s.agency_id = access.agency() AND s.unit_id = access.unit() AND r.retracted_at IS NOT NULL
   ORDER BY r.retracted_at, r.relation_id`;

@QueryHandler(Retractions)
export class RetractionsHandler implements IQueryHandler<Retractions> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: Retractions): Promise<readonly Retraction[]> {
    return this.door.read(context, { action: 'list', operation: 'retractions', objectType: 'Organisation' }, async (tx) => {
      const found = await tx.sql<Retraction>(RETRACTED, []);
      tx.note({ hits: found.map(({ relationId }) => relationId), owners: [context.actor.agencyId], classes: ['reference'] });
      return found;
    });
  }
}
