import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DeclaredRelation } from '#config/county';
import { ReadDoor, type RequestContext } from '#src/access/index';

export interface OwnRelation {
  readonly relation: DeclaredRelation;
  readonly relationId: string;
  readonly declaredAt: Date;
  /** Taken back, and waiting for the head of the unit. It holds until then. */
  readonly retractedAt: Date | null;
}

/** What the actor has declared: the kind of relation and the day. To whom cannot be told, since it is not kept. */
export class OwnRelations extends Query<readonly OwnRelation[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

@QueryHandler(OwnRelations)
export class OwnRelationsHandler implements IQueryHandler<OwnRelations> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context }: OwnRelations): Promise<readonly OwnRelation[]> {
    const { staffId } = context.actor;
    const about = { action: 'list', operation: 'own-relations', objectType: 'Organisation', objectId: staffId } as const;
    return this.door.read(context, about, (tx) =>
      tx.sql<OwnRelation>(
        'SELECT relation, relation_id AS "relationId", declared_at AS "declaredAt", retracted_at AS "retractedAt" FROM organisation.relations WHERE staff_id = $1 ORDER BY declared_at DESC, relation',
        [staffId],
      ),
    );
  }
}
