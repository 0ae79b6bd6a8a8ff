import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { requireSocialServices } from '../own-kind.js';
import { toChildren, type ChildView } from '../child-view.js';
import { ChildStepRow, ExtensionRow } from '../process.rows.js';

/** The children of a case in the own records: what goes on with each, which clocks run and what comes next. Without words: a list is no place for them. */
export class ChildrenInCase extends Query<readonly ChildView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

/** One child, with every step and what was written of it. */
export class OneChild extends Query<ChildView> {
  constructor(
    readonly context: RequestContext,
    readonly personId: string,
    /** Where the child stands in several cases of the board. */
    readonly caseId?: string,
  ) {
    super();
  }
}

const note = (tx: ReadTransaction, rows: readonly ChildStepRow[]): void =>
  tx.note({
    hits: [...new Set(rows.map(({ processId }) => processId))],
    classes: rows.length > 0 ? ['child'] : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
const extensionsFor = (tx: ReadTransaction, where: { caseId?: string; personId?: string }): Promise<ExtensionRow[]> =>
  tx.find(ExtensionRow, 'Extension', { where, order: { askedAt: 'ASC' } });

@QueryHandler(ChildrenInCase)
export class ChildrenInCaseHandler implements IQueryHandler<ChildrenInCase> {
  constructor(private readonly door: ReadDoor) {}

  async execute({ context, caseId }: ChildrenInCase): Promise<readonly ChildView[]> {
    requireSocialServices(context);
    return this.door.read(context, { action: 'list', operation: 'children', objectType: 'Report', caseId }, async (tx) => {
      const rows = await tx.find(ChildStepRow, 'Report', { where: { caseId }, order: { revision: 'ASC' } });
      note(tx, rows);
      return toChildren(rows, await extensionsFor(tx, { caseId }), context.now.toISOString());
    });
  }
}

@QueryHandler(OneChild)
export class OneChildHandler implements IQueryHandler<OneChild> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws Problem not-found also for a child whom the own records know of without any process */
  async execute({ context, personId, caseId }: OneChild): Promise<ChildView> {
    requireSocialServices(context);
    const about = { action: 'read', operation: 'child', objectType: 'Person', objectId: personId } as const;
    return this.door.read(context, caseId === undefined ? about : { ...about, caseId }, async (tx) => {
      const where = caseId === undefined ? { personId } : { personId, caseId };
      const rows = await tx.open(await tx.find(ChildStepRow, 'Report', { where, order: { revision: 'ASC' } }));
      note(tx, rows);
      tx.note({ classes: ['free-text'] });
      const [child] = toChildren(rows, await extensionsFor(tx, where), context.now.toISOString());
      if (!child) throw problems.notFound();
      return child;
    });
  }
}
