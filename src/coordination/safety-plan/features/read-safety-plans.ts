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

const view = async (tx: ReadTransaction, versions: VersionTokens, row: SafetyPlanRow): Promise<SafetyPlanView> => {
  const shown = await showsPlaceOf(tx, row);
  tx.note({
    hits: [row.safetyPlanId],
    persons: [row.personId],
    owners: [row.ownerAgency],
    classes: ['risk', 'support', 'contact', ...(shown ? (['location'] as const) : [])],
  });
  const opened = await tx.open(shown ? row : { ...row, places: [] });
  return toSafetyPlanView(opened, await versionOf(tx, versions, row), !shown);
};

const NO_PAPER = {
  sv: 'Någon i ärendet har skyddade personuppgifter. Begär uppgifterna på personens sida; när de är öppna för dig kan planen skrivas ut.',
  en: 'Somebody in the case is protected. Ask for the data on the person’s page; while they are open to you the plan can be printed.',
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

  /** @throws Problem not-found for what is not the reader's; forbidden for a paper of somebody protected before the vault is open */
  execute({ context, safetyPlanId, as }: OneSafetyPlan): Promise<SafetyPlanView> {
    return this.door.read(context, { ...as, objectType: 'SafetyPlan', objectId: safetyPlanId }, async (tx) => {
      const plan = await view(tx, this.versions, await tx.one(SafetyPlanRow, 'RiskAssessment', { safetyPlanId }));
      // A paper leaves out what reveals a place. Made by somebody who may not know it, what it leaves out would tell.
      if (as.action === 'export' && plan.placesWithheld) throw problems.forbidden('protected-whereabouts', NO_PAPER);
      return plan;
    });
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
      if (await showsPlaceOf(tx, row)) return [];
      if ((await versionOf(tx, this.versions, row)) !== context.expectedVersion) throw problems.unavailable();
      return toSafetyPlanView(await tx.open(row), '').places;
    });
  }
}
