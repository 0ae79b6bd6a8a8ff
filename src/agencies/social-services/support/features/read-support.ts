import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isErased, isSealed, type InterventionReason, type InterventionStatus } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { requireSocialServices } from '../own-kind.js';
import { SupportRow } from '../support.rows.js';

export interface SupportView {
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
export class SupportInCase extends Query<readonly SupportView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

export class ReadSupport extends Query<SupportView> {
  constructor(
    readonly context: RequestContext,
    readonly interventionId: string,
  ) {
    super();
  }
}

@QueryHandler(SupportInCase)
export class SupportInCaseHandler implements IQueryHandler<SupportInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  async execute({ context, caseId }: SupportInCase): Promise<readonly SupportView[]> {
    requireSocialServices(context);
    return this.door.read(context, { action: 'list', operation: 'support', objectType: 'Intervention', caseId }, async (tx) => {
      const rows = await tx.find(SupportRow, 'Intervention', { where: { caseId }, order: { dueOn: 'ASC' } });
      return show(tx, this.versions, rows);
    });
  }
}

@QueryHandler(ReadSupport)
export class ReadSupportHandler implements IQueryHandler<ReadSupport> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  async execute({ context, interventionId }: ReadSupport): Promise<SupportView> {
    requireSocialServices(context);
    const about = { action: 'read' as const, operation: 'support', objectType: 'Intervention', objectId: interventionId };
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(SupportRow, 'Intervention', { interventionId });
      const [view] = await show(tx, this.versions, [row]);
      return view as SupportView;
    });
  }
}

/** Opens the notes, and notes what is shown. */
const show = async (tx: ReadTransaction, versions: VersionTokens, rows: readonly SupportRow[]): Promise<readonly SupportView[]> => {
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
      version: await versions.version(tx.context.actor, `support-${row.interventionId}`, revision),
    })),
  );
};
