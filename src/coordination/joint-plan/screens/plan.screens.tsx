import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
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
import { ChangePlan, closePlanInput } from '../features/change-plan.js';
import { OwnPeopleOfCase } from '../features/own-people.js';
import { PlansInCase, ReadPlan, TwoVersions } from '../features/read-plan.js';
import { comparePlans } from '../plan-compare.js';
import { followUpInput, preparePlanInput } from '../plan.input.js';
import type { PlanView } from '../plan.view.js';
import { ComparePage } from './compare-page.js';
import { readFollowUp } from './plan-form.js';
import { PlanNames } from './plan-names.js';
import { planHref, PlanPage, type PlanPageProps } from './plan-page.js';
import { planTexts } from './plan-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const where = z.object({ after: z.string().optional(), planId: uuid.optional(), planVersion: z.coerce.number().int().min(1).optional() });
type Where = z.infer<typeof where>;
const version = z.coerce.number().int().min(1);
const compared = z.object({ earlier: version, later: version });

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
    const entered = readFollowUp(body);
    const parsed = parseForm(followUpInput, entered, visitor.lang);
    const errors = parsed.ok
      ? await this.attempt(new ChangePlan(meta, planId, { type: 'FollowUpPlan', followUp: parsed.value }), caseId, visitor, reply)
      : parsed.errors;
    if (!errors) return;
    const failed = { planId, form: 'follow-up' as const, errors, values: entered };
    await sendPage(reply, await this.render(visitor, meta, caseId, { failed }), 400);
  }

  @Post(':planId/preparation')
  async prepare(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _key, version: _version, ...rest } = nestForm(body);
    const entered = { ...rest, functionsNeeded: [body['functionsNeeded'] ?? []].flat() };
    const parsed = parseForm(preparePlanInput, entered, visitor.lang);
    const errors = parsed.ok
      ? await this.attempt(new ChangePlan(meta, planId, { type: 'PreparePlan', preparation: parsed.value }), caseId, visitor, reply)
      : parsed.errors;
    if (!errors) return;
    const failed = { planId, form: 'preparation' as const, errors, values: entered };
    await sendPage(reply, await this.render(visitor, meta, caseId, { failed }), 400);
  }

  @Get(':planId/compare')
  async compare(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Query({ schema: compared }) { earlier, later }: z.infer<typeof compared>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const [was, is] = await this.queries.execute(new TwoVersions(context, planId, earlier, later));
    if (is.caseId !== caseId) throw problems.notFound();
    const names = await this.names.names(persons, [was, is], visitor.lang);
    const page = <ComparePage caseId={caseId} earlier={was} later={is} difference={comparePlans(was, is)} names={names} />;
    const title = planTexts(visitor.lang)('compare.title', { earlier, later });
    await sendPage(reply, casePage(visitor, { caseId, active: 'plan', title }, page));
  }

  @Post(':planId/close')
  async close(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = closePlanInput.safeParse({ reason: body['reason'] });
    if (!parsed.success) throw problems.malformed();
    const { position } = await this.commands.execute(new ChangePlan(meta, planId, { type: 'ClosePlan', reason: parsed.data.reason }));
    await goTo(reply, planHref(caseId), position);
  }

  /** Sends it, and goes on; what was refused comes back as errors of the form. */
  private async attempt(command: ChangePlan, caseId: string, visitor: Guest, reply: FastifyReply) {
    try {
      const { position } = await this.commands.execute(command);
      await goTo(reply, planHref(caseId), position);
      return undefined;
    } catch (error) {
      return refusedForm(error, visitor.lang);
    }
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
        functions={(await this.names.choices(context)).functions}
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
