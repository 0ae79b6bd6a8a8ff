import { Injectable } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { interventionKind } from '#config/interventions';
import { EventStore } from '#libs/event-store';
import { problems } from '#libs/http';
import { classOfTask, mayShelter } from '#libs/intervention';
import type { FieldClass } from '#libs/shared-kernel';
import {
  Directory,
  ReadDoor,
  shieldedRecords,
  VersionTokens,
  ViewsReached,
  type ReadAbout,
  type ReadTransaction,
  type RequestContext,
} from '#src/access/index';
import { PlanProgressRow } from '../plan-progress.rows.js';
import type { PlanLine } from '../plan.events.js';
import { PlanVersionRow } from '../plan.rows.js';
import type { StandingPlan } from '../plan.decider.js';
import { linesShown, progressOf, toPlanView, type PlanView } from '../plan.view.js';

/** As what a line was shown. */
const tells = (line: PlanLine): FieldClass => {
  const cls = classOfTask(line, interventionKind);
  return cls === 'support' ? 'plan' : cls;
};

/** What the trail calls the read: a page, or a paper that leaves the house. */
type ReadAs = Pick<ReadAbout, 'action' | 'operation'>;
const READ: ReadAs = { action: 'read', operation: 'plan' };

const CLOSED = 'SELECT EXISTS (SELECT 1 FROM unnest($4::uuid[]) who WHERE access.whereabouts_closed($1, $2, $3, who)) AS closed';
const NOT_WHOLE = [
  'protected-whereabouts',
  {
    sv: 'Någon i ärendet har skyddade personuppgifter, och hela planen visas inte för dig. Begär uppgifterna på personens sida; när de är öppna för dig kan du ändra, besluta och skriva ut planen.',
    en: 'Somebody in the case is protected, and the whole of the plan is not shown to you. Ask for the data on the person’s page; while they are open to you you can change, agree and print the plan.',
  },
] as const;

/** Reads plans as one reader may see them: the leading agency its newest version, a peer the newest agreed one, both with how the lines go. */
@Injectable()
export class PlanReader {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly reached: ViewsReached,
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  one(context: RequestContext, planId: string, planVersion?: number, as: ReadAs = READ): Promise<PlanView> {
    return this.door.read(context, { ...as, objectType: 'Plan', objectId: planId }, async (tx) => {
      const rows = await tx.find(PlanVersionRow, 'Plan', { where: { planId }, order: { version: 'DESC' } });
      // An earlier version is shown with the list of all; a version that is not visible is as unknown as the plan.
      const asked = planVersion === undefined ? rows[0] : rows.find(({ version }) => version === planVersion);
      if (!asked) throw problems.notFound();
      return this.view(tx, [asked, ...rows.filter((row) => row !== asked)], as);
    });
  }

  /** Two versions in one read: the same 404 where either is not the reader's to see. */
  two(context: RequestContext, planId: string, earlier: number, later: number): Promise<readonly [PlanView, PlanView]> {
    return this.door.read(context, { action: 'read', operation: 'plan-versions', objectType: 'Plan', objectId: planId }, async (tx) => {
      const rows = await tx.find(PlanVersionRow, 'Plan', { where: { planId }, order: { version: 'DESC' } });
      const [was, is] = [earlier, later].map((asked) => rows.find(({ version }) => version === asked));
      if (!was || !is) throw problems.notFound();
      return [await this.view(tx, [was]), await this.view(tx, [is])] as const;
    });
  }

  /** The version in force, or null when none is agreed, none is visible, or the plan is closed. */
  agreed(context: RequestContext, planId: string): Promise<PlanView | null> {
    return this.door.read(context, { action: 'read', operation: 'agreed-plan', objectType: 'Plan', objectId: planId }, async (tx) => {
      const rows = await tx.find(PlanVersionRow, 'Plan', { where: { planId }, order: { version: 'DESC' } });
      const inForce = rows.find(({ agreedOn, closedOn }) => agreedOn !== null && closedOn === null);
      return inForce ? this.view(tx, [inForce]) : null;
    });
  }

  inCase(context: RequestContext, caseId: string): Promise<readonly PlanView[]> {
    return this.door.read(context, { action: 'list', operation: 'plans', objectType: 'Plan', caseId }, async (tx) => {
      const rows = await tx.find(PlanVersionRow, 'Plan', { where: { caseId }, order: { version: 'DESC' } });
      const plans: PlanView[] = [];
      for (const planId of new Set(rows.map((row) => row.planId)))
        plans.push(
          await this.view(
            tx,
            rows.filter((row) => row.planId === planId),
          ),
        );
      return plans;
    });
  }

  /**
   * An own plan is changed and agreed to by those who see the whole of it: what a mark closes to them would be lost, or agreed to unseen. Asked of the rights,
   * not of the view, which may not have come so far. Whoever asks was let in to the plan.
   * @throws Problem forbidden
   */
  async requireWhole(
    context: RequestContext,
    { planId, caseId, recordId, personId, content }: StandingPlan,
    operation: string,
  ): Promise<void> {
    const about = { action: 'read', operation, objectType: 'Plan', objectId: planId, caseId, recordId } as const;
    const persons = [personId, ...content.lines.map((line) => line.personId)];
    await this.door.read(context, about, async (tx) => {
      const [row] = await tx.sql<{ closed: boolean }>(CLOSED, [caseId, context.actor.agencyId, recordId, persons]);
      if (row?.closed) throw problems.forbidden(...NOT_WHOLE);
    });
  }

  /** The plan after everything that is written by now, for whoever lost a race. */
  async asItNowStands(context: RequestContext, planId: string): Promise<PlanView> {
    await this.reached.wait(await this.versions.position(await this.store.head()));
    return this.one(context, planId);
  }

  private async view(tx: ReadTransaction, rows: readonly PlanVersionRow[], as: ReadAs = READ): Promise<PlanView> {
    const [first, ...rest] = rows;
    if (!first) throw problems.notFound();
    const { actor } = tx.context;
    const links = await tx.find(PlanProgressRow, 'ChainEntry', { where: { caseId: first.caseId, thing: 'intervention' } });
    const lines = linesShown(first, actor);
    const progress = progressOf(first.planId, lines, links, actor.agencyId);
    const own = first.ownerAgency === actor.agencyId;
    const whole = !own || first.closedAbout.length === 0;
    // As the paper of a safety plan: what it left out would tell.
    if (as.action === 'export' && !whole) throw problems.forbidden(...NOT_WHOLE);
    const words = own || first.grantedClasses.includes('free-text');
    const opened = words ? await tx.open([first, ...rest]) : [first, ...rest];
    tx.note({
      hits: [first.planId],
      classes: ['plan', ...lines.map(tells), ...(words ? ['free-text' as const] : []), ...(progress.size > 0 ? ['support' as const] : [])],
      persons: [first.personId, ...lines.map(({ personId }) => personId)],
      owners: [first.ownerAgency, ...(progress.size > 0 ? links.map(({ ownerAgency }) => ownerAgency) : [])],
    });
    const closes = {
      ledByShelter: !own && mayShelter((await this.directory.agencyKind(first.ownerAgency)) ?? undefined),
      shielded: !own && (await shieldedRecords(tx, [first.recordId])).size > 0,
    };
    const view = toPlanView(opened as [PlanVersionRow, ...PlanVersionRow[]], actor, progress, closes);
    return own ? { ...view, version: await this.versions.version(actor, `plan-${first.planId}`, first.revision) } : view;
  }
}

export class ReadPlan extends Query<PlanView> {
  constructor(
    readonly context: RequestContext,
    readonly planId: string,
    readonly planVersion?: number,
    readonly as?: ReadAs,
  ) {
    super();
  }
}

@QueryHandler(ReadPlan)
export class ReadPlanHandler implements IQueryHandler<ReadPlan> {
  constructor(private readonly reader: PlanReader) {}
  execute({ context, planId, planVersion, as }: ReadPlan): Promise<PlanView> {
    return this.reader.one(context, planId, planVersion, as);
  }
}

/** An earlier and a later version of a plan, to compare. */
export class TwoVersions extends Query<readonly [PlanView, PlanView]> {
  constructor(
    readonly context: RequestContext,
    readonly planId: string,
    readonly earlier: number,
    readonly later: number,
  ) {
    super();
  }
}

@QueryHandler(TwoVersions)
export class TwoVersionsHandler implements IQueryHandler<TwoVersions> {
  constructor(private readonly reader: PlanReader) {}
  execute({ context, planId, earlier, later }: TwoVersions): Promise<readonly [PlanView, PlanView]> {
    return this.reader.two(context, planId, earlier, later);
  }
}

export class PlansInCase extends Query<readonly PlanView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(PlansInCase)
export class PlansInCaseHandler implements IQueryHandler<PlansInCase> {
  constructor(private readonly reader: PlanReader) {}
  execute({ context, caseId }: PlansInCase): Promise<readonly PlanView[]> {
    return this.reader.inCase(context, caseId);
  }
}
