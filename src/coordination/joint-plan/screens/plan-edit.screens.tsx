import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem, problems } from '#libs/http';
import type { FormError } from '#libs/ui';
import {
  casePage,
  Ctx,
  Directory,
  For,
  Meta,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, roleName, sendPage, type FormBody } from '#src/people/index';
import { ChangePlan } from '../features/change-plan.js';
import { DraftPlan } from '../features/draft-plan.js';
import { choosable, OwnPeopleOfCase, personLabel } from '../features/own-people.js';
import { ReadPlan } from '../features/read-plan.js';
import { draftPlanInput, planContentInput } from '../plan.input.js';
import type { PlanView } from '../plan.view.js';
import { PlanEditPage } from './plan-edit-page.js';
import { contentOf, formOf, readPlanForm, withGoal, withLine, withMeasure, type PlanForm } from './plan-form.js';
import { PlanNames } from './plan-names.js';
import { planHref } from './plan-page.js';
import { planTexts } from './plan-texts.js';
import { recordOptions } from './record-choice.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const which = z.object({ planId: uuid.optional() });
/** What the form carries beside what is typed. `planIsSaved` is left out while the plan is new. */
const carried = z.object({
  planId: uuid,
  recordId: uuid,
  personId: uuid.optional(),
  planIsSaved: z.string().optional(),
  version: z.string().optional(),
  intent: z.enum(['save', 'add-goal', 'add-line', 'add-measure']).default('save'),
});
type Carried = z.infer<typeof carried>;
interface Shown {
  readonly form: PlanForm;
  readonly errors?: readonly FormError[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly conflict?: PlanView;
}

/** A plan as a form: drawn up, changed, and what happens when two do so at once. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/plan/edit')
@For('caseworker', 'police-officer')
export class PlanEditScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly names: PlanNames,
    private readonly directory: Directory,
  ) {}

  @Get()
  async form(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: which }) { planId }: z.infer<typeof which>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const plan = planId ? await this.queries.execute(new ReadPlan(context, planId)) : undefined;
    // A plan that another agency leads is read, not changed: to this reader its form does not exist.
    if (plan && !plan.version) throw problems.notFound();
    const hidden = {
      idempotencyKey: randomUUID(),
      planId: plan?.planId ?? randomUUID(),
      ...(plan ? { recordId: plan.recordId } : {}),
      ...(plan?.version ? { version: plan.version, planIsSaved: 'true', personId: plan.personId } : {}),
    };
    await this.show(visitor, context, caseId, { form: formOf(plan), hidden }, reply, 200);
  }

  @Post()
  async save(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const posted = carried.safeParse(body);
    if (!posted.success) throw problems.malformed();
    const { intent, ...about } = posted.data;
    const form = readPlanForm(body);
    const hidden = hiddenOf(about);
    if (intent !== 'save') return this.show(visitor, meta, caseId, { form: MORE[intent](form), hidden }, reply, 200);

    const { content, pathOf } = contentOf(form);
    const fail = (errors: readonly FormError[], status: number, conflict?: PlanView) => {
      const atRows = errors.map((error) => named({ ...error, path: pathOf(String(error.path)) }, visitor.lang));
      const again = conflict?.version ? { ...hidden, version: conflict.version } : hidden;
      return this.show(visitor, meta, caseId, { form, errors: atRows, hidden: again, ...(conflict ? { conflict } : {}) }, reply, status);
    };
    const command = commandOf(about, content, caseId, meta, visitor.lang);
    if ('errors' in command) return fail(command.errors, 400);
    try {
      const { position } = await this.commands.execute(command);
      await goTo(reply, planHref(caseId), position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      const conflict = error instanceof Problem && error.status === 412 ? (error.extra.current as PlanView | undefined) : undefined;
      await fail(errors, (error as Problem).status, conflict);
    }
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    caseId: string,
    shown: Shown,
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const own = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const { persons } = own;
    const { lang } = visitor;
    const page = (
      <PlanEditPage
        caseId={caseId}
        form={shown.form}
        errors={shown.errors ?? []}
        hidden={shown.hidden}
        records={await recordOptions(own, this.directory)}
        persons={choosable(persons)
          .filter(({ role }) => role !== 'relative')
          .map((person) => ({ value: person.personId, label: `${personLabel(person)} (${roleName(person.role, lang)})` }))}
        {...await this.names.choices(context)}
        conflict={shown.conflict}
        names={await this.names.names(persons, shown.conflict ? [shown.conflict] : [], lang)}
      />
    );
    const title = planTexts(lang)(shown.hidden['planIsSaved'] ? 'edit' : 'new');
    await sendPage(reply, casePage(visitor, { caseId, active: 'plan', title }, page), status);
  }
}

/** The command that the form asks for: a new plan, or a new version of one that is saved. */
const commandOf = (
  { planId, recordId, personId, planIsSaved }: Omit<Carried, 'intent'>,
  content: Record<string, unknown>,
  caseId: string,
  meta: CommandMeta,
  lang: Guest['lang'],
): DraftPlan | ChangePlan | { readonly errors: readonly FormError[] } => {
  if (planIsSaved) {
    const parsed = parseForm(planContentInput, content, lang);
    return parsed.ok ? new ChangePlan(meta, planId, { type: 'RevisePlan', content: parsed.value }) : parsed;
  }
  const parsed = parseForm(draftPlanInput, { ...content, planId, recordId, caseId, personId }, lang);
  return parsed.ok ? new DraftPlan(meta, parsed.value) : parsed;
};

/** A further row, by what was asked for. */
const MORE = { 'add-goal': withGoal, 'add-line': withLine, 'add-measure': withMeasure } as const;

/** A new key for each showing: what is sent next is another attempt, not the same one again. */
const hiddenOf = ({ planId, recordId, personId, planIsSaved, version }: Omit<Carried, 'intent'>): Record<string, string> => ({
  idempotencyKey: randomUUID(),
  planId,
  // Which record a new plan belongs in is asked in the form.
  ...(planIsSaved ? { recordId, planIsSaved, ...(personId ? { personId } : {}) } : {}),
  ...(version ? { version } : {}),
});

/** No goal at all is a fault of the form as a whole: say it in words that lead to the first goal. */
const named = (error: FormError, lang: Guest['lang']): FormError =>
  String(error.path) === 'goals' ? { path: 'goals.0.goal', message: planTexts(lang)('goalNeeded') } : error;
