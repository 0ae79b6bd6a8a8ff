import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { NEIGHBOUR_WARNING, ReadDoor, type RequestContext } from '#src/access/index';

/** That a neighbour of the reader's is in the case, and nothing of the case itself: neither who nor what. */
export class NeighbourWarning extends Query<{ readonly caseId: string }> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

const WAITS = `SELECT $1::uuid = ANY (access.neighbour_cases(access.staff(), access.agency(), access.duty(), access.stands_in_for(), access.functions(), access.now())) AS waits`;

@QueryHandler(NeighbourWarning)
export class NeighbourWarningHandler implements IQueryHandler<NeighbourWarning> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 for every case that holds no warning for this reader, hidden or not */
  execute({ context, caseId }: NeighbourWarning): Promise<{ readonly caseId: string }> {
    const about = { action: 'read', operation: NEIGHBOUR_WARNING, objectType: 'Case', objectId: caseId, caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const [row] = await tx.sql<{ waits: boolean }>(WAITS, [caseId]);
      if (!row?.waits) throw problems.notFound();
      return { caseId };
    });
  }
}
