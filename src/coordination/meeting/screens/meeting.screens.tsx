import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z, type ZodType } from 'zod';
import { problems } from '#libs/http';
import type { FormError } from '#libs/ui';
import {
  casePage,
  Ctx,
  For,
  Meta,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { CarryDecision } from '../features/carry-decision.js';
import { ChangeMeeting, type MeetingChange } from '../features/change-meeting.js';
import { MeetingsInCase, OneMeeting } from '../features/read-meetings.js';
import { invitationFile } from '../invitation.js';
import { sendCalendar } from '../meeting.api.js';
import {
  cancelMeetingInput,
  correctNotesInput,
  holdMeetingInput,
  invitePersonInput,
  moveMeetingInput,
  nameConsultationInput,
  settleActionInput,
} from '../meeting.input.js';
import type { MeetingView } from '../meeting.view.js';
import { minuteRows, readMinutes, readSmall, withMoreRows } from './meeting-form.js';
import { MeetingPage } from './meeting-page.js';
import type { MeetingPageProps } from './meeting-props.js';
import { MeetingPages } from './meeting-pages.js';
import { MeetingsPage, meetingsHref } from './meetings-page.js';

type Guest = AdmittedRequest['insatskedja'];
type Entered = Record<string, unknown>;
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().optional() });

/** The small forms of a meeting, each by the last word of its address. */
const FORMS: Readonly<Record<string, (entered: Entered, lang: Guest['lang']) => ReturnType<typeof parsed>>> = {
  move: (entered, lang) => parsed('MoveMeeting', moveMeetingInput, entered, lang),
  cancel: (entered, lang) => parsed('CancelMeeting', cancelMeetingInput, entered, lang),
  guests: (entered, lang) => parsed('InvitePerson', invitePersonInput, entered, lang),
  notes: (entered, lang) => parsed('CorrectNotes', correctNotesInput, entered, lang),
  name: ({ child, ...rest }, lang) => {
    const [recordId, personId] = typeof child === 'string' ? child.split('/') : [];
    return parsed('NameConsultation', nameConsultationInput, { ...rest, recordId, personId }, lang);
  },
};
const form = z.enum(['move', 'cancel', 'guests', 'notes', 'name']);

const parsed = (
  type: string,
  schema: ZodType<unknown>,
  entered: Entered,
  lang: Guest['lang'],
): { readonly change: MeetingChange } | { readonly errors: readonly FormError[] } => {
  const result = parseForm(schema, entered, lang);
  return result.ok ? { change: { type, input: result.value } as MeetingChange } : { errors: result.errors };
};

/** The meetings of a case: listed, read, called, held, followed up. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/meetings')
@For('caseworker', 'police-officer')
export class MeetingScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly pages: MeetingPages,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    await this.pages.people(context, caseId);
    const meetings = await this.queries.execute(new MeetingsInCase(context, caseId));
    await sendPage(
      reply,
      casePage(visitor, { caseId, active: 'meetings', upToDate }, <MeetingsPage caseId={caseId} meetings={meetings} />),
    );
  }

  @Get(':meetingId')
  async one(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    await this.show(visitor, context, await this.find(context, caseId, meetingId), { upToDate }, reply, 200);
  }

  @Get(':meetingId/invitation.ics')
  async invitation(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const meeting = await this.queries.execute(new OneMeeting(context, meetingId, { action: 'export', operation: 'meeting-invitation' }));
    if (meeting.caseId !== caseId) throw problems.notFound();
    await sendCalendar(reply, invitationFile(meeting, visitor.lang, context.now));
  }

  @Post(':meetingId/minutes')
  async hold(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const meeting = await this.find(meta, caseId, meetingId);
    if (body['intent'] === 'more') {
      const failed = { form: 'minutes', errors: [], values: body };
      return this.show(visitor, meta, meeting, { failed, rows: withMoreRows(minuteRows(body)) }, reply, 200);
    }
    const { input, pathOf } = readMinutes(body);
    const result = parseForm(holdMeetingInput, input, visitor.lang);
    const errors = result.ok
      ? await this.attempt(new ChangeMeeting(meta, meetingId, { type: 'HoldMeeting', input: result.value }), meeting, visitor, reply)
      : result.errors;
    if (!errors) return;
    const atRows = errors.map((error) => ({ ...error, path: pathOf(String(error.path)) }));
    const led = atRows.map((error) => (error.path === '' && body['reminded'] === undefined ? { ...error, path: 'reminded' } : error));
    await this.show(visitor, meta, meeting, { failed: { form: 'minutes', errors: led, values: body }, rows: minuteRows(body) }, reply, 400);
  }

  @Post(':meetingId/actions/:actionId')
  async settle(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Param('actionId', { schema: uuid }) actionId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const result = parseForm(settleActionInput, readSmall(body), visitor.lang);
    if (!result.ok) throw problems.invalid([{ path: 'outcome', message: CHOOSE }]);
    const { position } = await this.commands.execute(
      new ChangeMeeting(meta, meetingId, { type: 'SettleAction', actionId, input: result.value }),
    );
    await goTo(reply, meetingsHref(caseId, `/${meetingId}`), position);
  }

  @Post(':meetingId/decisions/:decisionId')
  async carry(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Param('decisionId', { schema: uuid }) decisionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { position } = await this.commands.execute(new CarryDecision(meta, meetingId, decisionId));
    await goTo(reply, meetingsHref(caseId, `/${meetingId}`), position);
  }

  @Post(':meetingId/:form')
  async small(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Param('form', { schema: form }) which: z.infer<typeof form>,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const meeting = await this.find(meta, caseId, meetingId);
    const entered = readSmall(body);
    const made = FORMS[which]!(entered, visitor.lang);
    const errors =
      'change' in made ? await this.attempt(new ChangeMeeting(meta, meetingId, made.change), meeting, visitor, reply) : made.errors;
    if (errors) await this.show(visitor, meta, meeting, { failed: { form: which, errors, values: entered } }, reply, 400);
  }

  /** Sends it, and goes on; what was refused comes back as errors of the form. */
  private async attempt(command: ChangeMeeting, meeting: MeetingView, visitor: Guest, reply: FastifyReply) {
    try {
      const { position } = await this.commands.execute(command);
      // A consultation that was named has moved to the child's case.
      const named = command.change.type === 'NameConsultation';
      await goTo(reply, named ? '/workspace/cases' : meetingsHref(meeting.caseId, `/${meeting.meetingId}`), position);
      return undefined;
    } catch (error) {
      return refusedForm(error, visitor.lang);
    }
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    meeting: MeetingView,
    shown: Pick<Partial<MeetingPageProps>, 'failed' | 'rows'> & { upToDate?: boolean },
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { upToDate, rows = minuteRows(), failed } = shown;
    const props = await this.pages.props(visitor, context, meeting);
    const { caseId } = meeting;
    const options = { caseId, active: 'meetings' as const, ...(upToDate === undefined ? {} : { upToDate }) };
    await sendPage(reply, casePage(visitor, options, <MeetingPage {...props} rows={rows} failed={failed} />), status);
  }

  /** @throws Problem not-found also when the meeting belongs to another case than the address says */
  private async find(context: RequestContext, caseId: string, meetingId: string): Promise<MeetingView> {
    const meeting = await this.queries.execute(new OneMeeting(context, meetingId));
    if (meeting.caseId !== caseId) throw problems.notFound();
    return meeting;
  }
}

const CHOOSE = { sv: 'Välj vad det blev av uppgiften.', en: 'Choose what became of the action.' };
