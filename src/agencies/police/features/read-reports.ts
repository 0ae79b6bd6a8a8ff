import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Personal } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { ReportRow } from '../report/report.rows.js';

export interface ReportView extends Pick<
  ReportRow,
  | 'reportId'
  | 'recordId'
  | 'caseId'
  | 'functionId'
  | 'offence'
  | 'occurredOn'
  | 'immediateRisk'
  | 'exposedPersonId'
  | 'suspectPersonId'
  | 'childPersonIds'
  | 'correctionReason'
  | 'registeredBy'
> {
  readonly registeredAt: string;
  readonly correctedAt: string | null;
  readonly reportNumber: Personal<string>;
  readonly summary: Personal<string>;
  /** Opaque, for If-Match. */
  readonly version: string;
}

export class ReadReport extends Query<ReportView> {
  constructor(
    readonly context: RequestContext,
    readonly reportId: string,
  ) {
    super();
  }
}

/** The own agency's reports in a case. */
export class ReportsInCase extends Query<readonly ReportView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(ReadReport)
export class ReadReportHandler implements IQueryHandler<ReadReport> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, reportId }: ReadReport): Promise<ReportView> {
    const about = { action: 'read', operation: 'report', objectType: 'Report', objectId: reportId } as const;
    return this.door.read(context, about, async (tx) => {
      const [report] = await show(tx, this.versions, [await tx.one(ReportRow, 'Report', { reportId })]);
      return report as ReportView;
    });
  }
}

@QueryHandler(ReportsInCase)
export class ReportsInCaseHandler implements IQueryHandler<ReportsInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, caseId }: ReportsInCase): Promise<readonly ReportView[]> {
    return this.door.read(context, { action: 'list', operation: 'reports', objectType: 'Report', caseId }, async (tx) => {
      const rows = await tx.find(ReportRow, 'Report', { where: { caseId }, order: { registeredAt: 'DESC' } });
      return show(tx, this.versions, rows);
    });
  }
}

const show = async (tx: ReadTransaction, versions: VersionTokens, rows: readonly ReportRow[]): Promise<readonly ReportView[]> => {
  tx.note({
    hits: rows.map((row) => row.reportId),
    persons: rows.flatMap((row) => [row.exposedPersonId, ...(row.suspectPersonId ? [row.suspectPersonId] : []), ...row.childPersonIds]),
    owners: rows.map((row) => row.ownerAgency),
    classes: rows.length > 0 ? ['crime', 'risk', 'child', 'free-text'] : [],
  });
  const opened = await tx.open(rows);
  return Promise.all(
    opened.map(async ({ ownerAgency: _owner, assigned: _assigned, locked: _locked, revision, registeredAt, correctedAt, ...rest }) => ({
      ...rest,
      registeredAt: registeredAt.toISOString(),
      correctedAt: correctedAt?.toISOString() ?? null,
      version: await versions.version(tx.context.actor, `report-${rest.reportId}`, revision),
    })),
  );
};
