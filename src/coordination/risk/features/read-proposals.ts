import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { movesIn } from '#src/people/index';
import { withdrawalsIn } from '../../consent/index.js';
import { proposalsFor, type Happened, type ReassessmentProposal } from '../reassessment.js';
import { RiskAssessmentRow, RiskTriggerRow } from '../risk.rows.js';

/** What makes the own assessments of a case out of date, as far as the reader may see it. */
export class RiskProposals extends Query<readonly ReassessmentProposal[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(RiskProposals)
export class RiskProposalsHandler implements IQueryHandler<RiskProposals> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: RiskProposals): Promise<readonly ReassessmentProposal[]> {
    return this.door.read(context, { action: 'list', operation: 'risk-proposals', objectType: 'RiskAssessment', caseId }, async (tx) => {
      const rows = await tx.find(RiskAssessmentRow, 'RiskAssessment', {
        where: { caseId },
        order: { assessedOn: 'DESC', recordedAt: 'DESC' },
      });
      const latest = new Map<string, RiskAssessmentRow>();
      for (const row of rows) if (row.status !== 'retracted' && !latest.has(row.personId)) latest.set(row.personId, row);
      const chain = await tx.find(RiskTriggerRow, 'ChainEntry', { where: { caseId }, order: { occurredAt: 'ASC' } });
      const happened: Happened[] = [
        ...chain.map(({ type, personId, recordedAt }) => ({ type, personId, at: recordedAt.toISOString() })),
        ...(await withdrawalsIn(tx, caseId)).map((one) => ({ type: 'coordination.ConsentWithdrawn', ...one })),
        ...(await movesIn(tx, caseId)).map((one) => ({ type: 'people.PersonMoved', ...one })),
      ];
      const assessed = [...latest.values()].map(({ personId, recordedAt, changedAt }) => ({
        personId,
        recordedAt: (changedAt ?? recordedAt).toISOString(),
      }));
      const proposals = proposalsFor(assessed, happened);
      tx.note({
        hits: assessed.map(({ personId }) => personId),
        persons: assessed.map(({ personId }) => personId),
        owners: chain.map(({ ownerAgency }) => ownerAgency),
        classes: proposals.length > 0 ? ['risk'] : [],
      });
      return proposals;
    });
  }
}
