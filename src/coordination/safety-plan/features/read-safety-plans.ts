import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, VersionTokens, type ReadAbout, type ReadTransaction, type RequestContext } from '#src/access/index';
import { SafetyPlanRow } from '../safety-plan.rows.js';
import { toSafetyPlanView, type SafetyPlanView } from '../safety-plan.view.js';

/** The own agency's safety plans in a case, those that stand first. */
export class SafetyPlansInCase extends Query<readonly SafetyPlanView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

/** One safety plan; to hand over, another line of the trail. */
export class OneSafetyPlan extends Query<SafetyPlanView> {
  constructor(
    readonly context: RequestContext,
    readonly safetyPlanId: string,
    readonly as: Pick<ReadAbout, 'action' | 'operation'> = { action: 'read', operation: 'safety-plan' },
  ) {
    super();
  }
}

const view = async (tx: ReadTransaction, versions: VersionTokens, row: SafetyPlanRow): Promise<SafetyPlanView> => {
  tx.note({
    hits: [row.safetyPlanId],
    persons: [row.personId],
    owners: [row.ownerAgency],
    classes: ['risk', 'support', 'contact', 'location'],
  });
  return toSafetyPlanView(await tx.open(row), await versions.version(tx.context.actor, `safety-plan-${row.safetyPlanId}`, row.revision));
};

@QueryHandler(SafetyPlansInCase)
export class SafetyPlansInCaseHandler implements IQueryHandler<SafetyPlansInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, caseId }: SafetyPlansInCase): Promise<readonly SafetyPlanView[]> {
    return this.door.read(context, { action: 'list', operation: 'safety-plans', objectType: 'SafetyPlan', caseId }, async (tx) => {
      const rows = await tx.find(SafetyPlanRow, 'RiskAssessment', { where: { caseId }, order: { madeOn: 'DESC' } });
      const plans = await Promise.all(rows.map((row) => view(tx, this.versions, row)));
      return [...plans.filter(({ endedOn }) => endedOn === null), ...plans.filter(({ endedOn }) => endedOn !== null)];
    });
  }
}

@QueryHandler(OneSafetyPlan)
export class OneSafetyPlanHandler implements IQueryHandler<OneSafetyPlan> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, safetyPlanId, as }: OneSafetyPlan): Promise<SafetyPlanView> {
    return this.door.read(context, { ...as, objectType: 'SafetyPlan', objectId: safetyPlanId }, async (tx) =>
      view(tx, this.versions, await tx.one(SafetyPlanRow, 'RiskAssessment', { safetyPlanId })),
    );
  }
}
