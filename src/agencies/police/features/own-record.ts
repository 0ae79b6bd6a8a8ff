import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type Place, type RequestContext } from '#src/access/index';
import { RecordRow } from '#src/coordination/index';

/** The own record in a case that the reader works with; the first opened, when there are several. */
export class OwnRecordOfCase extends Query<Place | null> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(OwnRecordOfCase)
export class OwnRecordOfCaseHandler implements IQueryHandler<OwnRecordOfCase> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: OwnRecordOfCase): Promise<Place | null> {
    return this.door.read(context, { action: 'list', operation: 'own-records', objectType: 'Record', caseId }, async (tx) => {
      const [row] = await tx.find(RecordRow, 'Record', { where: { caseId }, order: { openedAt: 'ASC' }, limit: 1 });
      if (!row) return null;
      tx.note({ hits: [row.recordId], classes: ['reference'], owners: [row.ownerAgency] });
      return { recordId: row.recordId, caseId };
    });
  }
}
