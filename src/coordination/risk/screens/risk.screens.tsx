import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Instrument } from '#config/instruments';
import { Problem, problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { FormError } from '#libs/ui';
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
import { eachPerson, goTo, parseForm, refusedForm, roleName, sendPage, type FormBody, type PersonView } from '#src/people/index';
import { choosable, OwnPeopleOfCase, personLabel, recordOptions } from '../../joint-plan/index.js';
import { AssessRisk } from '../features/assess-risk.js';
import { ChangeAssessment } from '../features/correct-assessment.js';
import { RiskProposals } from '../features/read-proposals.js';
import { ReadRisk, RiskInCase } from '../features/read-risk.js';
import { instrumentFor, instrumentsFor } from '../instruments/instrument-book.js';
import { Instruments } from '../instruments/instruments.js';
import { OCCASIONS } from '../risk.events.js';
import { assessRiskInput, correctAssessmentInput, retractAssessmentInput } from '../risk.input.js';
import type { RiskAssessmentView } from '../risk.view.js';
import { RiskFormPage } from './risk-form-page.js';
import { readRiskForm, reviewDay, suggestionOf } from './risk-form.js';
import { RiskOnePage } from './risk-one-page.js';
import { riskHref, RiskPage } from './risk-page.js';
import { riskTexts } from './risk-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().optional() });
const newFor = z.object({ personId: uuid.optional(), instrument: z.string().optional(), occasion: z.enum(OCCASIONS).optional() });

/** Whom an assessment can be about. */
const assessable = (persons: readonly PersonView[]): PersonView[] =>
  eachPerson(persons).filter(({ role }) => role === 'exposed' || role === 'child');

interface FormShown {
  readonly caseId: string;
  readonly action: string;
  readonly instrument: Instrument;
  readonly answers: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FormError[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly isNew: boolean;
  readonly suggest?: boolean;
}

/** Risk assessments of a case: how it stands and has been, a new one, and corrections in the open. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/risk')
@For('caseworker', 'police-officer')
export class RiskScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
    private readonly instruments: Instruments,
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
    const assessments = await this.queries.execute(new RiskInCase(context, caseId));
    const names = new Map<string, string>();
    for (const id of new Set(assessments.map(({ assessedBy }) => assessedBy))) names.set(id, await this.staffName(id));
    const people = assessable(persons).map((person) => ({
      personId: person.personId,
      label: `${personLabel(person)} (${roleName(person.role, visitor.lang)})`,
      minor: person.minor,
    }));
    const page = (
      <RiskPage
        caseId={caseId}
        now={context.now}
        persons={people}
        assessments={assessments}
        staffName={(id) => names.get(id) ?? id}
        proposals={await this.queries.execute(new RiskProposals(context, caseId))}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'risk', upToDate }, page));
  }

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: newFor }) query: z.infer<typeof newFor>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.instruments.refresh();
    const { agencyId } = context.actor;
    const instrument = query.instrument ? instrumentFor(agencyId, query.instrument) : instrumentsFor(agencyId)[0];
    if (!instrument) throw problems.notFound();
    const hidden = { idempotencyKey: randomUUID(), assessmentId: randomUUID(), instrument: instrument.id };
    const values = { personId: query.personId, occasion: query.occasion, reviewOn: reviewDay(instrument, swedishDate(context.now)) };
    const action = riskHref(caseId, '/new');
    await this.showForm(visitor, context, { caseId, action, instrument, answers: {}, values, hidden, isNew: true }, reply, 200);
  }

  @Post('new')
  async assess(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(meta, caseId));
    const { shown, input, suggest } = await this.posted(body, caseId, riskHref(caseId, '/new'), true, meta);
    if (suggest) return this.showForm(visitor, meta, { ...shown, suggest }, reply, 200);
    // An assessment belongs in the record where the person is: a child may have one of its own.
    // In which of several is asked in the form.
    const hers = persons.filter(({ personId }) => personId === input['personId']);
    const person = assessable(hers.filter(({ recordId }) => recordId === input['recordId']))[0] ?? assessable(hers)[0];
    const parsed = parseForm(assessRiskInput, { ...input, caseId, recordId: person?.recordId }, visitor.lang);
    if (!person || !parsed.ok) {
      const faults = (parsed.ok ? [] : parsed.errors).filter(({ path }) => !['recordId', 'personId'].includes(String(path)));
      const missing = person ? [] : [{ path: 'personId', message: riskTexts(visitor.lang)('choosePerson') }];
      return this.showForm(visitor, meta, { ...shown, errors: [...missing, ...faults] }, reply, 400);
    }
    await this.attempt(new AssessRisk(meta, parsed.value), visitor, meta, shown, reply);
  }

  @Get(':assessmentId')
  async one(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const assessment = await this.find(context, caseId, assessmentId);
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const person = persons.find(({ personId }) => personId === assessment.personId);
    const page = (
      <RiskOnePage
        assessment={assessment}
        label={person ? personLabel(person) : assessment.personId.slice(0, 8)}
        staffName={await this.staffName(assessment.assessedBy)}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'risk', upToDate }, page));
  }

  @Get(':assessmentId/correct')
  async correctForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { answers = {}, version, ...values } = await this.find(context, caseId, assessmentId);
    await this.instruments.refresh();
    const instrument = instrumentFor(context.actor.agencyId, values.instrument);
    if (!instrument) throw problems.notFound();
    const hidden = { idempotencyKey: randomUUID(), instrument: instrument.id, version };
    const action = riskHref(caseId, `/${assessmentId}/correct`);
    const shown = { caseId, action, instrument, answers, values: { ...values, reason: undefined }, hidden, isNew: false };
    await this.showForm(visitor, context, shown, reply, 200);
  }

  @Post(':assessmentId/correct')
  async correct(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { shown, input, suggest } = await this.posted(body, caseId, riskHref(caseId, `/${assessmentId}/correct`), false, meta);
    if (suggest) return this.showForm(visitor, meta, { ...shown, suggest }, reply, 200);
    const parsed = parseForm(correctAssessmentInput, input, visitor.lang);
    if (!parsed.ok) return this.showForm(visitor, meta, { ...shown, errors: parsed.errors }, reply, 400);
    await this.attempt(
      new ChangeAssessment(meta, assessmentId, { type: 'CorrectAssessment', input: parsed.value }),
      visitor,
      meta,
      shown,
      reply,
    );
  }

  @Post(':assessmentId/retract')
  async retract(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = retractAssessmentInput.safeParse({ reason: body['reason'] });
    if (!parsed.success)
      throw problems.invalid([{ path: 'reason', message: { sv: 'Välj vad som var fel.', en: 'Choose what was wrong.' } }]);
    const change = { type: 'RetractAssessment' as const, reason: parsed.data.reason };
    const { position } = await this.commands.execute(new ChangeAssessment(meta, assessmentId, change));
    await goTo(reply, riskHref(caseId), position);
  }

  /** @throws Problem malformed-body when the form's hidden fields are not ours */
  private async posted(body: FormBody, caseId: string, action: string, isNew: boolean, { actor }: RequestContext) {
    const { answers, rest } = readRiskForm(body);
    const { idempotencyKey: _key, version, intent, ...input } = rest;
    await this.instruments.refresh();
    const instrument = instrumentFor(actor.agencyId, String(input['instrument']));
    if (!instrument) throw problems.malformed();
    const hidden = {
      idempotencyKey: randomUUID(),
      instrument: instrument.id,
      ...(typeof input['assessmentId'] === 'string' ? { assessmentId: input['assessmentId'] } : {}),
      ...(typeof version === 'string' ? { version } : {}),
    };
    const shown: FormShown = { caseId, action, instrument, answers, values: input, hidden, isNew };
    return { shown, input: { ...input, answers } as Record<string, unknown>, suggest: intent === 'suggest' };
  }

  private async attempt(
    command: AssessRisk | ChangeAssessment,
    visitor: Guest,
    meta: CommandMeta,
    shown: FormShown,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      const { position } = await this.commands.execute(command);
      await goTo(reply, riskHref(shown.caseId), position);
    } catch (error) {
      const refused = refusedForm(error, visitor.lang);
      const slug = error instanceof Problem ? error.slug : '';
      // The reason is what is missing: lead there, with the suggestion that was departed from.
      const errors = slug === 'override-needs-reason' ? refused.map((one) => ({ ...one, path: 'overrideReason' })) : refused;
      await this.showForm(visitor, meta, { ...shown, errors, suggest: true }, reply, (error as Problem).status);
    }
  }

  private async showForm(visitor: Guest, context: RequestContext, shown: FormShown, reply: FastifyReply, status: number): Promise<void> {
    const { caseId, isNew, instrument, answers } = shown;
    const own = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const { persons } = own;
    const options = assessable(choosable(persons)).map((person) => ({
      value: person.personId,
      label: `${personLabel(person)} (${roleName(person.role, visitor.lang)})`,
    }));
    const page = (
      <RiskFormPage
        {...shown}
        errors={shown.errors ?? []}
        persons={isNew ? options : undefined}
        records={isNew ? await recordOptions(own, this.directory) : []}
        otherInstruments={isNew ? instrumentsFor(context.actor.agencyId).filter(({ id }) => id !== instrument.id) : []}
        suggestion={shown.suggest ? suggestionOf(instrument, answers) : undefined}
        today={swedishDate(context.now)}
      />
    );
    await sendPage(
      reply,
      casePage(visitor, { caseId, active: 'risk', title: riskTexts(visitor.lang)(isNew ? 'new' : 'correct') }, page),
      status,
    );
  }

  /** @throws Problem not-found also when the assessment belongs to another case than the address says */
  private async find(context: RequestContext, caseId: string, assessmentId: string): Promise<RiskAssessmentView> {
    const found = await this.queries.execute(new ReadRisk(context, assessmentId));
    if (found.caseId !== caseId) throw problems.notFound();
    return found;
  }

  private async staffName(id: string): Promise<string> {
    return (await this.directory.staffById(id))?.name ?? id;
  }
}
