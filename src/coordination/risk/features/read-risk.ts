import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { RiskAssessmentRow } from '../risk.rows.js';
import { toRiskView, type RiskAssessmentView } from '../risk.view.js';

/** The own assessments in a case, the newest first. Without the answers: a list is no place for them. */
export class RiskInCase extends Query<readonly RiskAssessmentView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(RiskInCase)
export class RiskInCaseHandler implements IQueryHandler<RiskInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, caseId }: RiskInCase): Promise<readonly RiskAssessmentView[]> {
    return this.door.read(context, { action: 'list', operation: 'risk-assessments', objectType: 'RiskAssessment', caseId }, async (tx) => {
      const rows = await tx.find(RiskAssessmentRow, 'RiskAssessment', {
        where: { caseId },
        order: { assessedOn: 'DESC', recordedAt: 'DESC' },
      });
      note(tx, rows);
      return Promise.all(rows.map(async (row) => toRiskView(row, await tokenOf(this.versions, context, row))));
    });
  }
}

/** One assessment, with its answers. */
export class ReadRisk extends Query<RiskAssessmentView> {
  constructor(
    readonly context: RequestContext,
    readonly assessmentId: string,
  ) {
    super();
  }
}

@QueryHandler(ReadRisk)
export class ReadRiskHandler implements IQueryHandler<ReadRisk> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, assessmentId }: ReadRisk): Promise<RiskAssessmentView> {
    const about = { action: 'read' as const, operation: 'risk-assessment', objectType: 'RiskAssessment', objectId: assessmentId };
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(RiskAssessmentRow, 'RiskAssessment', { assessmentId });
      note(tx, [row]);
      tx.note({ classes: ['free-text'] });
      return toRiskView(await tx.open(row), await tokenOf(this.versions, context, row));
    });
  }
}

const note = (tx: ReadTransaction, rows: readonly RiskAssessmentRow[]): void =>
  tx.note({
    hits: rows.map(({ assessmentId }) => assessmentId),
    classes: rows.length > 0 ? ['risk'] : [],
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });
const tokenOf = (versions: VersionTokens, { actor }: RequestContext, { assessmentId, revision }: RiskAssessmentRow): Promise<string> =>
  versions.version(actor, `risk-${assessmentId}`, revision);
