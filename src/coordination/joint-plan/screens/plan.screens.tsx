import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { swedishDate } from '#libs/shared-kernel';
import {
  casePage,
  Ctx,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { ChangePlan, closePlanInput, followUpInput } from '../features/change-plan.js';
import { OwnPeopleOfCase } from '../features/own-people.js';
import { PlansInCase, ReadPlan } from '../features/read-plan.js';
import type { PlanView } from '../plan.view.js';
import { PlanNames } from './plan-names.js';
import { planHref, PlanPage, type PlanPageProps } from './plan-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const where = z.object({ after: z.string().optional(), planId: uuid.optional(), planVersion: z.coerce.number().int().min(1).optional() });
type Where = z.infer<typeof where>;

/** The joint plans of a case: read, agree, follow up, close. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/plan')
@For('caseworker', 'police-officer')
export class PlanScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly names: PlanNames,
    private readonly directory: Directory,
  ) {}

  @Get()
  async page(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: where }) query: Where,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    await sendPage(reply, await this.render(visitor, context, caseId, { query, upToDate }));
  }

  @Post(':planId/agree')
  async agree(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { position } = await this.commands.execute(new ChangePlan(meta, planId, { type: 'AgreePlan' }));
    await goTo(reply, planHref(caseId), position);
  }

  @Post(':planId/follow-up')
  async followUp(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _key, version: _version, ...entered } = nestForm(body);
    const parsed = parseForm(followUpInput, entered, visitor.lang);
    const errors = parsed.ok
      ? await this.commands
          .execute(new ChangePlan(meta, planId, { type: 'FollowUpPlan', followUp: parsed.value }))
          .then(({ position }) => goTo(reply, planHref(caseId), position))
          .catch((error: unknown) => refusedForm(error, visitor.lang))
      : parsed.errors;
    if (!errors) return;
    await sendPage(reply, await this.render(visitor, meta, caseId, { failed: { planId, errors, values: entered } }), 400);
  }

  @Post(':planId/close')
  async close(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { reason } = closePlanInput.parse({ reason: body['reason'] });
    const { position } = await this.commands.execute(new ChangePlan(meta, planId, { type: 'ClosePlan', reason }));
    await goTo(reply, planHref(caseId), position);
  }

  private async render(
    visitor: Guest,
    context: RequestContext,
    caseId: string,
    { query, upToDate, failed }: { query?: Where; upToDate?: boolean; failed?: PlanPageProps['failed'] },
  ): Promise<string> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const plans = query?.planId
      ? [await this.queries.execute(new ReadPlan(context, query.planId, query.planVersion))]
      : await this.queries.execute(new PlansInCase(context, caseId));
    const waiting = new Map(await Promise.all(plans.map(async (plan) => [plan.planId, await this.waiting(plan, context)] as const)));
    return casePage(
      visitor,
      { caseId, active: 'plan', ...(upToDate === undefined ? {} : { upToDate }) },
      <PlanPage
        caseId={caseId}
        plans={plans}
        names={await this.names.names(persons, plans, visitor.lang)}
        today={swedishDate(context.now)}
        planOwnLines={({ planId }) => waiting.get(planId)}
        {...(failed ? { failed } : {})}
      />,
    );
  }

  /** The reader's agency is responsible for lines of the agreed plan that are not planned in its record. */
  private async waiting(plan: PlanView, { actor }: RequestContext): Promise<string | undefined> {
    if (plan.status !== 'agreed') return undefined;
    const unplanned = plan.lines.filter(({ progress }) => !progress);
    const responsible = await Promise.all(unplanned.map((line) => this.directory.functionById(line.responsibleFunction)));
    const ours = responsible.some((one) => one?.agencyId === actor.agencyId);
    return ours ? `/workspace/interventions/from-plan/${plan.planId}` : undefined;
  }
}
