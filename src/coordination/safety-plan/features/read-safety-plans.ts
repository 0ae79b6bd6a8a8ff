import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, VersionTokens, type CommandMeta, type ReadAbout, type ReadTransaction, type RequestContext } from '#src/access/index';
import { problems } from '#libs/http';
import { showsPlaceOf } from '#src/people/index';
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

/** What a revision that leaves the places empty keeps of them: those that were withheld from whoever writes it. */
export class WithheldPlaces extends Query<readonly string[]> {
  constructor(
    readonly context: CommandMeta,
    readonly safetyPlanId: string,
  ) {
    super();
  }
}

/** A paper needs the places, to leave them out of the words; they are never printed. */
const view = async (tx: ReadTransaction, versions: VersionTokens, row: SafetyPlanRow, isPaper = false): Promise<SafetyPlanView> => {
  const shown = isPaper || (await showsPlaceOf(tx, row.recordId, row.personId));
  tx.note({
    hits: [row.safetyPlanId],
    persons: [row.personId],
    owners: [row.ownerAgency],
    classes: ['risk', 'support', 'contact', ...(shown ? (['location'] as const) : [])],
  });
  const opened = await tx.open(shown ? row : { ...row, places: [] });
  return toSafetyPlanView(opened, await versionOf(tx, versions, row), !shown);
};

const versionOf = (tx: ReadTransaction, versions: VersionTokens, row: SafetyPlanRow): Promise<string> =>
  versions.version(tx.context.actor, `safety-plan-${row.safetyPlanId}`, row.revision);

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
      view(tx, this.versions, await tx.one(SafetyPlanRow, 'RiskAssessment', { safetyPlanId }), as.action === 'export'),
    );
  }
}

@QueryHandler(WithheldPlaces)
export class WithheldPlacesHandler implements IQueryHandler<WithheldPlaces> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  /** @throws Problem unavailable when the view has not come to the version that is changed */
  execute({ context, safetyPlanId }: WithheldPlaces): Promise<readonly string[]> {
    const about = { action: 'read', operation: 'ReviseSafetyPlan', objectType: 'SafetyPlan', objectId: safetyPlanId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(SafetyPlanRow, 'RiskAssessment', { safetyPlanId });
      if (await showsPlaceOf(tx, row.recordId, row.personId)) return [];
      if ((await versionOf(tx, this.versions, row)) !== context.expectedVersion) throw problems.unavailable();
      return toSafetyPlanView(await tx.open(row), '').places;
    });
  }
}
