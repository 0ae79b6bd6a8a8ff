import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '#libs/http';
import type { FormError, FormValues } from '#libs/ui';
import {
  casePage,
  Ctx,
  Directory,
  For,
  Meta,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, roleName, sendPage, type FormBody } from '#src/people/index';
import { choosable, personLabel, PlanNames, PlansInCase, recordOptions } from '../../joint-plan/index.js';
import { OpenConsultation, PlanMeeting } from '../features/plan-meeting.js';
import { openConsultationInput, planMeetingInput } from '../meeting.input.js';
import { readArrangement } from './meeting-form.js';
import { MeetingFormPage, type MeetingFormPageProps } from './meeting-form-page.js';
import { MeetingPages } from './meeting-pages.js';
import { meetingTexts } from './meeting-texts.js';
import { meetingsHref } from './meetings-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const which = z.object({ planId: uuid.optional() });
interface Shown {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
  readonly meetingId?: string;
}
const CONSULTATION = '/workspace/consultations/new';
const statusOf = (error: unknown): number => (error instanceof Problem ? error.status : 400);
const hidden = (meetingId: string = randomUUID()) => ({ idempotencyKey: randomUUID(), meetingId });

/** A meeting about somebody in the own record. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/meetings/new')
@For('caseworker', 'police-officer')
export class NewMeetingScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: MeetingPages,
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
    await this.show(
      visitor,
      context,
      caseId,
      planId ? { values: { planId, kind: 'sip', form: 'in-person', minutes: '60' } } : {},
      reply,
      200,
    );
  }

  @Post()
  async plan(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const entered = readArrangement(body);
    const shown = { values: body, meetingId: String(body['meetingId']) };
    const parsed = parseForm(planMeetingInput, { ...entered, caseId }, visitor.lang);
    if (!parsed.ok) return this.show(visitor, meta, caseId, { ...shown, errors: parsed.errors }, reply, 400);
    try {
      const { id, position } = await this.commands.execute(new PlanMeeting(meta, parsed.value));
      await goTo(reply, meetingsHref(caseId, `/${id}`), position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.show(visitor, meta, caseId, { ...shown, errors }, reply, statusOf(error));
    }
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    caseId: string,
    { errors = [], values, meetingId }: Shown,
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { lang } = visitor;
    const own = await this.pages.people(context, caseId);
    const plans = (await this.queries.execute(new PlansInCase(context, caseId))).filter((plan) => plan.own && plan.status !== 'closed');
    const persons = choosable(own.persons).filter(({ role }) => role !== 'relative');
    const about: MeetingFormPageProps['about'] = {
      persons: persons.map((person) => ({ value: person.personId, label: `${personLabel(person)} (${roleName(person.role, lang)})` })),
      records: await recordOptions(own, this.directory),
      plans: plans.map(({ planId, planVersion }) => ({ value: planId, label: `${meetingTexts(lang)('plan')} (${planVersion})` })),
    };
    const page = (
      <MeetingFormPage
        action={meetingsHref(caseId, '/new')}
        back={meetingsHref(caseId)}
        errors={errors}
        values={values}
        hidden={hidden(meetingId)}
        functions={(await this.names.choices(context)).functions}
        about={about}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'meetings', title: meetingTexts(lang)('new') }, page), status);
  }
}

/** A consultation about a child: no case and no record exist yet in which anybody is named. */
@ApiExcludeController()
@Controller('workspace/consultations/new')
@For('caseworker', 'police-officer')
export class ConsultationScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly names: PlanNames,
  ) {}

  @Get()
  async form(@Visitor() visitor: Guest, @Ctx() context: RequestContext, @Res() reply: FastifyReply): Promise<void> {
    await this.show(visitor, context, {}, reply, 200);
  }

  @Post()
  async open(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const shown = { values: body, meetingId: String(body['meetingId']) };
    const parsed = parseForm(openConsultationInput, readArrangement(body), visitor.lang);
    if (!parsed.ok) return this.show(visitor, meta, { ...shown, errors: parsed.errors }, reply, 400);
    try {
      const { id: caseId, position } = await this.commands.execute(new OpenConsultation(meta, parsed.value));
      await goTo(reply, meetingsHref(caseId, `/${parsed.value.meetingId}`), position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.show(visitor, meta, { ...shown, errors }, reply, statusOf(error));
    }
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    { errors = [], values, meetingId }: Shown,
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { functions, ownFunctions } = await this.names.choices(context);
    const page = (
      <MeetingFormPage
        action={CONSULTATION}
        back="/workspace/cases"
        errors={errors}
        values={values}
        hidden={hidden(meetingId)}
        functions={functions}
        ownFunctions={ownFunctions.filter(({ value }) => context.actor.functions.includes(value))}
      />
    );
    const title = meetingTexts(visitor.lang)('consultation');
    await sendPage(reply, workspacePage(visitor, { title, path: CONSULTATION, active: '/workspace/cases' }, page), status);
  }
}
