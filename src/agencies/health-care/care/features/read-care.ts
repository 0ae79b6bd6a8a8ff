import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isErased, isSealed, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { requireHealthCare } from '../own-kind.js';
import { CareRow } from '../care.rows.js';

export interface CareView {
  readonly interventionId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly planId: string | null;
  readonly planLineId: string | null;
  readonly kind: string;
  readonly functionId: string;
  readonly status: InterventionStatus;
  readonly dueOn: string | null;
  readonly followUpOn: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly reason: InterventionReason | null;
  readonly note?: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** Opaque. */
  readonly version: string;
}

/** The own agency's interventions in a case, by due date. */
export class CareInCase extends Query<readonly CareView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

export class ReadCare extends Query<CareView> {
  constructor(
    readonly context: RequestContext,
    readonly interventionId: string,
  ) {
    super();
  }
}

@QueryHandler(CareInCase)
export class CareInCaseHandler implements IQueryHandler<CareInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  async execute({ context, caseId }: CareInCase): Promise<readonly CareView[]> {
    requireHealthCare(context);
    return this.door.read(context, { action: 'list', operation: 'care', objectType: 'Intervention', caseId }, async (tx) => {
      const rows = await tx.find(CareRow, 'Intervention', { where: { caseId }, order: { dueOn: 'ASC' } });
      return show(tx, this.versions, rows);
    });
  }
}

@QueryHandler(ReadCare)
export class ReadCareHandler implements IQueryHandler<ReadCare> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  async execute({ context, interventionId }: ReadCare): Promise<CareView> {
    requireHealthCare(context);
    const about = { action: 'read' as const, operation: 'care', objectType: 'Intervention', objectId: interventionId };
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(CareRow, 'Intervention', { interventionId });
      const [view] = await show(tx, this.versions, [row]);
      return view as CareView;
    });
  }
}

/** Opens the notes, and notes what is shown. */
const show = async (tx: ReadTransaction, versions: VersionTokens, rows: readonly CareRow[]): Promise<readonly CareView[]> => {
  tx.note({
    hits: rows.map(({ interventionId }) => interventionId),
    classes: rows.length > 0 ? ['support', 'health', 'free-text'] : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
  const opened = await tx.open(rows);
  return Promise.all(
    opened.map(async ({ note, changedAt, revision, ownerAgency: _owner, assigned: _assigned, locked: _locked, ...row }) => ({
      ...row,
      ...(note === null || isSealed(note) || isErased(note) ? {} : { note }),
      changedAt: changedAt.toISOString(),
      version: await versions.version(tx.context.actor, `care-${row.interventionId}`, revision),
    })),
  );
};
