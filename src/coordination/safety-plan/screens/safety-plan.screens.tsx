import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem, problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { Card, PageHeading, Stack, type FormError, type FormValues } from '#libs/ui';
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
import {
  choosable,
  HandoverForm,
  handoverInput,
  OwnPeopleOfCase,
  Papers,
  paperTexts,
  personLabel,
  purposeOf,
  recordOptions,
  requireSafe,
  sendPaper,
} from '../../joint-plan/index.js';
import { OneSafetyPlan, SafetyPlansInCase } from '../features/read-safety-plans.js';
import { ChangeSafetyPlan, MakeSafetyPlan } from '../features/save-safety-plan.js';
import { safetyPaper } from '../safety-paper.js';
import { endSafetyPlanInput, makeSafetyPlanInput, reviseSafetyPlanInput } from '../safety-plan.input.js';
import type { SafetyPlanView } from '../safety-plan.view.js';
import { fieldOf, readSafetyForm, safetyValues } from './safety-plan-form.js';
import { SafetyFormPage, safetyPlanHref, SafetyPlansPage } from './safety-plan-pages.js';
import { safetyPlanTexts } from './safety-plan-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().optional() });
interface Shown {
  readonly caseId: string;
  readonly safetyPlanId?: string;
  readonly values: FormValues;
  readonly errors?: readonly FormError[];
  readonly hidden: Readonly<Record<string, string>>;
}

/** Safety plans of a case: made with her, changed, handed over, ended. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/safety-plan')
@For('caseworker', 'police-officer')
export class SafetyPlanScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
    private readonly papers: Papers,
  ) {}

  @Get()
  async page(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const plans = await this.queries.execute(new SafetyPlansInCase(context, caseId));
    const nameOf = (id: string) => {
      const person = persons.find(({ personId }) => personId === id);
      return person ? personLabel(person) : id.slice(0, 8);
    };
    const page = <SafetyPlansPage caseId={caseId} plans={plans} personName={nameOf} now={context.now} />;
    await sendPage(reply, this.frame(visitor, caseId, page, upToDate));
  }

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const hidden = { idempotencyKey: randomUUID(), safetyPlanId: randomUUID() };
    await this.show(visitor, context, { caseId, values: { madeTogether: true }, hidden }, reply, 200);
  }

  @Post('new')
  async make(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const hidden = { idempotencyKey: randomUUID(), safetyPlanId: String(body['safetyPlanId']) };
    const parsed = parseForm(makeSafetyPlanInput, { ...readSafetyForm(body), caseId }, visitor.lang);
    const command = parsed.ok ? new MakeSafetyPlan(meta, parsed.value) : parsed;
    await this.attempt(command, visitor, meta, { caseId, values: body, hidden }, reply);
  }

  @Get(':safetyPlanId/edit')
  async editForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const plan = await this.find(context, caseId, safetyPlanId);
    const hidden = { idempotencyKey: randomUUID(), version: plan.version };
    await this.show(visitor, context, { caseId, safetyPlanId, values: safetyValues(plan), hidden }, reply, 200);
  }

  @Post(':safetyPlanId/edit')
  async revise(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const hidden = { idempotencyKey: randomUUID(), version: String(body['version']) };
    const parsed = parseForm(reviseSafetyPlanInput, readSafetyForm(body), visitor.lang);
    const command = parsed.ok ? new ChangeSafetyPlan(meta, safetyPlanId, { type: 'ReviseSafetyPlan', input: parsed.value }) : parsed;
    await this.attempt(command, visitor, meta, { caseId, safetyPlanId, values: body, hidden }, reply);
  }

  @Post(':safetyPlanId/end')
  async end(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = endSafetyPlanInput.safeParse({ reason: body['reason'] });
    if (!parsed.success) throw problems.invalid([{ path: 'reason', message: { sv: 'Välj ett skäl.', en: 'Choose a reason.' } }]);
    const change = { type: 'EndSafetyPlan' as const, input: parsed.data };
    const { position } = await this.commands.execute(new ChangeSafetyPlan(meta, safetyPlanId, change));
    await goTo(reply, safetyPlanHref(caseId), position);
  }

  @Get(':safetyPlanId/paper')
  async paperForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showPaper(visitor, context, await this.find(context, caseId, safetyPlanId), {}, reply, 200);
  }

  @Post(':safetyPlanId/paper')
  async paper(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...values } = nestForm(body);
    const parsed = parseForm(handoverInput, values, visitor.lang);
    try {
      if (parsed.ok) {
        requireSafe(parsed.value);
        const as = { action: 'export', operation: 'safety-plan-paper' } as const;
        const asked = { ...context, purpose: purposeOf(parsed.value) };
        const plan = await this.queries.execute(new OneSafetyPlan(asked, safetyPlanId, as));
        if (plan.caseId !== caseId) throw problems.notFound();
        const about = await this.papers.about(context, caseId, plan.personId, parsed.value, visitor.lang);
        return await sendPaper(reply, safetyPaper(plan, about));
      }
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      return this.showPaper(visitor, context, await this.find(context, caseId, safetyPlanId), { errors, values }, reply, 400);
    }
    await this.showPaper(visitor, context, await this.find(context, caseId, safetyPlanId), { errors: parsed.errors, values }, reply, 400);
  }

  private async attempt(
    command: MakeSafetyPlan | ChangeSafetyPlan | { readonly errors: readonly FormError[] },
    visitor: Guest,
    meta: CommandMeta,
    shown: Shown,
    reply: FastifyReply,
  ): Promise<void> {
    const fail = (errors: readonly FormError[], status: number) => {
      const atFields = errors.map((error) => ({ ...error, path: fieldOf(String(error.path)) }));
      return this.show(visitor, meta, { ...shown, errors: atFields }, reply, status);
    };
    if ('errors' in command) return fail(command.errors, 400);
    try {
      const { position } = await this.commands.execute(command);
      await goTo(reply, safetyPlanHref(shown.caseId), position);
    } catch (error) {
      const missing = error instanceof Problem && error.slug === 'safety-plan-without-steps';
      const errors = refusedForm(error, visitor.lang);
      await fail(missing ? errors.map((one) => ({ ...one, path: 'steps' })) : errors, (error as Problem).status);
    }
  }

  private async show(visitor: Guest, context: RequestContext, shown: Shown, reply: FastifyReply, status: number): Promise<void> {
    const { caseId, safetyPlanId, values, errors = [], hidden } = shown;
    const own = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const persons = choosable(own.persons).filter(({ role }) => role === 'exposed' || role === 'child');
    const about = {
      persons: persons.map((person) => ({ value: person.personId, label: personLabel(person) })),
      records: await recordOptions(own, this.directory),
    };
    const page = (
      <SafetyFormPage
        caseId={caseId}
        action={safetyPlanHref(caseId, safetyPlanId ? `/${safetyPlanId}/edit` : '/new')}
        errors={errors}
        values={values}
        hidden={hidden}
        about={safetyPlanId ? undefined : about}
        today={swedishDate(context.now)}
      />
    );
    await sendPage(reply, this.frame(visitor, caseId, page), status);
  }

  private async showPaper(
    visitor: Guest,
    context: RequestContext,
    plan: SafetyPlanView,
    { errors = [], values }: { errors?: readonly FormError[]; values?: FormValues },
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { caseId, safetyPlanId, personId } = plan;
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const page = (
      <Stack>
        <PageHeading title={paperTexts(visitor.lang)('handover')} />
        <Card>
          <HandoverForm
            action={safetyPlanHref(caseId, `/${safetyPlanId}/paper`)}
            person={persons.find((person) => person.personId === personId)}
            errors={errors}
            values={values}
          />
        </Card>
      </Stack>
    );
    await sendPage(reply, this.frame(visitor, caseId, page), status);
  }

  private frame(visitor: Guest, caseId: string, page: Parameters<typeof casePage>[2], upToDate?: boolean): string {
    const title = safetyPlanTexts(visitor.lang)('title');
    const options = { caseId, active: 'risk' as const, title, path: safetyPlanHref(caseId) };
    return casePage(visitor, upToDate === undefined ? options : { ...options, upToDate }, page);
  }

  /** @throws Problem not-found also when the plan belongs to another case than the address says */
  private async find(context: RequestContext, caseId: string, safetyPlanId: string): Promise<SafetyPlanView> {
    const plan = await this.queries.execute(new OneSafetyPlan(context, safetyPlanId));
    if (plan.caseId !== caseId) throw problems.notFound();
    return plan;
  }
}
