import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isErased, isSealed, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { MeasureRow } from '../measure/measure.rows.js';

export interface MeasureView {
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
export class MeasuresInCase extends Query<readonly MeasureView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

export class ReadMeasure extends Query<MeasureView> {
  constructor(
    readonly context: RequestContext,
    readonly interventionId: string,
  ) {
    super();
  }
}

@QueryHandler(MeasuresInCase)
export class MeasuresInCaseHandler implements IQueryHandler<MeasuresInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, caseId }: MeasuresInCase): Promise<readonly MeasureView[]> {
    return this.door.read(context, { action: 'list', operation: 'measures', objectType: 'Intervention', caseId }, async (tx) => {
      const rows = await tx.find(MeasureRow, 'Intervention', { where: { caseId }, order: { dueOn: 'ASC' } });
      return show(tx, this.versions, rows);
    });
  }
}

@QueryHandler(ReadMeasure)
export class ReadMeasureHandler implements IQueryHandler<ReadMeasure> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, interventionId }: ReadMeasure): Promise<MeasureView> {
    const about = { action: 'read' as const, operation: 'measures', objectType: 'Intervention', objectId: interventionId };
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(MeasureRow, 'Intervention', { interventionId });
      const [view] = await show(tx, this.versions, [row]);
      return view as MeasureView;
    });
  }
}

/** Opens the notes, and notes what is shown. */
const show = async (tx: ReadTransaction, versions: VersionTokens, rows: readonly MeasureRow[]): Promise<readonly MeasureView[]> => {
  tx.note({
    hits: rows.map(({ interventionId }) => interventionId),
    classes: rows.length > 0 ? ['support', 'free-text'] : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
  const opened = await tx.open(rows);
  return Promise.all(
    opened.map(async ({ note, changedAt, revision, ownerAgency: _owner, assigned: _assigned, locked: _locked, ...row }) => ({
      ...row,
      ...(note === null || isSealed(note) || isErased(note) ? {} : { note }),
      changedAt: changedAt.toISOString(),
      version: await versions.version(tx.context.actor, `measure-${row.interventionId}`, revision),
    })),
  );
};
