import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z, type ZodType } from 'zod';
import {
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type CommandResult,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { CaseConsents } from '../../consent/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { ActOnReferral, type ReferralAct } from '../features/act-on-referral.js';
import { CompleteMove } from '../features/complete-move.js';
import { OpenCaseFromReferral } from '../features/open-case.js';
import { OneReferral } from '../features/read-referral.js';
import { SendOnReferral } from '../features/send-on-referral.js';
import { answerInput, moveInput, outcomeInput, questionInput, returnInput, sendOnInput, withdrawInput } from '../referral.input.js';
import { referralTexts } from '../referral.texts.js';
import { REFERRALS_PAGE, referralPage } from '../referral.urls.js';
import { POSTED_ACTIONS, type PostedAction } from '../referral.view.js';
import type { ActState } from './act-forms.js';
import { FormerReferralPage, ReferralPage } from './detail-page.js';
import { actInput, sendOnForm } from './form-input.js';
import { groundsFor } from './ground-fields.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.looseObject({ after: z.string().optional(), sent: z.string().optional() });
const empty = z.object({});

interface Act {
  readonly schema: ZodType;
  readonly input: (body: FormBody) => Record<string, unknown>;
  readonly command: (meta: CommandMeta, referralId: string, input: never) => Command<CommandResult>;
}
const simple = (schema: ZodType, type: ReferralAct['type'], ...names: readonly string[]): Act => ({
  schema,
  input: (body) => actInput(body, ...names),
  command: (meta, referralId, input) => new ActOnReferral(meta, referralId, { type, data: input } as ReferralAct),
});
/** Each act that the page offers: what its form holds and which command it becomes. */
const ACTS: Record<PostedAction, Act> = {
  acknowledge: simple(empty, 'AcknowledgeReferral'),
  accept: simple(empty, 'AcceptReferral'),
  return: simple(returnInput, 'ReturnReferral', 'reason', 'note'),
  ask: simple(questionInput, 'RequestInformation', 'questionId', 'question'),
  answer: simple(answerInput.extend({ questionId: uuid }), 'AnswerInformation', 'questionId', 'class', 'answer'),
  withdraw: simple(withdrawInput, 'WithdrawReferral', 'reason'),
  'request-outcome': simple(empty, 'RequestOutcome'),
  'report-outcome': simple(outcomeInput, 'ReportOutcome', 'outcome', 'note'),
  'send-on': { schema: sendOnInput, input: sendOnForm, command: (meta, referralId, input) => new SendOnReferral(meta, referralId, input) },
  move: {
    schema: moveInput,
    input: (body) => actInput(body, 'goesOn', ...(body['goesOn'] === 'close' ? ['proposalId', 'outcome', 'note'] : [])),
    command: (meta, referralId, input) => new CompleteMove(meta, referralId, input),
  },
  'open-case': { schema: empty, input: () => ({}), command: (meta, referralId) => new OpenCaseFromReferral(meta, referralId) },
};

/** One request, and what is done with it. */
@ApiExcludeController()
@Controller('workspace/referrals')
@For('caseworker', 'police-officer', 'police-liaison')
export class ReferralScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
    private readonly rules: LegalRules,
  ) {}

  @Get(':referralId')
  async one(
    @Visitor() visitor: Guest,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    await this.show(visitor, referralId, { errors: [], values: {} }, request, reply, { upToDate, sent: query.sent !== undefined });
  }

  @Post(':referralId/:act')
  async act(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Param('act', { schema: z.enum(POSTED_ACTIONS) }) name: PostedAction,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const act = ACTS[name];
    const parsed = parseForm(act.schema, act.input(body), visitor.lang);
    if (!parsed.ok)
      return this.show(visitor, referralId, { act: name, errors: parsed.errors, values: body }, request, reply, { status: 400 });
    try {
      const result = await this.commands.execute(act.command(meta, referralId, parsed.value as never));
      const opened = name === 'open-case' ? await this.caseOf(visitor, referralId) : undefined;
      await goTo(reply, opened ? `/workspace/cases/${opened}` : referralPage(referralId), result.position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.show(visitor, referralId, { act: name, errors, values: body }, request, reply, { status: 400 });
    }
  }

  private async caseOf({ context }: Guest, referralId: string): Promise<string | undefined> {
    const referral = await this.queries.execute(new OneReferral(context, referralId));
    return referral.side === 'former' ? undefined : referral.caseId;
  }

  private async show(
    visitor: Guest,
    referralId: string,
    state: ActState,
    request: FastifyRequest,
    reply: FastifyReply,
    { upToDate = true, sent = false, status = 200 }: { upToDate?: boolean; sent?: boolean; status?: number },
  ): Promise<void> {
    const { context, lang } = visitor;
    const t = referralTexts(lang);
    const referral = await this.queries.execute(new OneReferral(context, referralId));
    const path = status === 200 ? request.url : referralPage(referralId);
    const buttons = !['return', 'ask', 'answer', 'withdraw', 'report-outcome', 'send-on', 'move'].includes(state.act ?? '');
    const faults = buttons ? state.errors.map(({ message }) => ({ tone: 'danger' as const, text: message })) : [];
    const flash = [...(sent ? [{ tone: 'success' as const, text: t('done.sent') }] : []), ...faults];
    const options = { title: t('title'), path, active: REFERRALS_PAGE, upToDate, flash };
    if (referral.side === 'former') {
      await sendPage(reply, workspacePage(visitor, options, <FormerReferralPage former={referral} />), status);
      return;
    }
    const sendsOn = referral.actions.includes('send-on');
    const page = (
      <ReferralPage
        referral={referral}
        state={state}
        newKey={randomUUID}
        now={context.now}
        grounds={sendsOn ? groundsFor(await this.rules.inForce(), context.actor.agencyKind, context.now, referral.kind) : []}
        functions={sendsOn ? await this.directory.functions() : []}
        consents={sendsOn && referral.caseId ? await this.queries.execute(new CaseConsents(context, referral.caseId)) : []}
      />
    );
    await sendPage(reply, workspacePage(visitor, options, page), status);
  }
}
