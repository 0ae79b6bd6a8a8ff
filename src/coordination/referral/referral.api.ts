import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ActOnReferral, type ReferralAct } from './features/act-on-referral.js';
import { OpenCaseFromReferral } from './features/open-case.js';
import { PreviewReferral, type ReferralPreview } from './features/preview-referral.js';
import { OneReferral } from './features/read-referral.js';
import { SendOnReferral } from './features/send-on-referral.js';
import { SendReferral } from './features/send-referral.js';
import {
  answerInput,
  outcomeInput,
  previewReferralInput,
  questionInput,
  returnInput,
  sendOnInput,
  sendReferralInput,
  withdrawInput,
  type PreviewReferralInput,
  type SendOnInput,
  type SendReferralInput,
} from './referral.input.js';
import type { ReferralView } from './referral.view.js';

const uuid = z.uuid();
const nothing = z.strictObject({ idempotencyKey: z.string().optional() }).optional();

@ApiTags('Förfrågningar')
@Controller('api/v1/referrals')
@For('caseworker', 'police-officer', 'police-liaison')
export class ReferralApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Skicka en förfrågan till en funktion' })
  send(@Meta() meta: CommandMeta, @Body({ schema: sendReferralInput }) body: SendReferralInput): Promise<CommandResult> {
    return this.commands.execute(new SendReferral(meta, body));
  }

  @Post('preview')
  @HttpCode(200)
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Visa exakt vilka uppgifter som skulle lämnas, innan något skickas' })
  preview(@Ctx() context: RequestContext, @Body({ schema: previewReferralInput }) body: PreviewReferralInput): Promise<ReferralPreview> {
    return this.queries.execute(new PreviewReferral(context, body));
  }

  @Get(':referralId')
  @ApiOperation({ summary: 'En förfrågan: det du får se av den, och vad du kan göra' })
  one(@Ctx() context: RequestContext, @Param('referralId', { schema: uuid }) referralId: string): Promise<ReferralView> {
    return this.queries.execute(new OneReferral(context, referralId));
  }

  @Post(':referralId/acknowledge')
  @For('caseworker', 'police-liaison')
  @ApiOperation({ summary: 'Kvittera: vi har läst den' })
  acknowledge(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: nothing }) _body?: unknown,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'AcknowledgeReferral', data: {} });
  }

  @Post(':referralId/accept')
  @For('caseworker', 'police-liaison')
  @ApiOperation({ summary: 'Acceptera: vi tar oss an det' })
  accept(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: nothing }) _body?: unknown,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'AcceptReferral', data: {} });
  }

  @Post(':referralId/return')
  @For('caseworker', 'police-liaison')
  @ApiOperation({ summary: 'Återsänd till avsändaren med skäl. Din åtkomst till innehållet upphör.' })
  return(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: returnInput }) body: z.infer<typeof returnInput>,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'ReturnReferral', data: body });
  }

  @Post(':referralId/questions')
  @For('caseworker', 'police-liaison')
  @ApiOperation({ summary: 'Begär komplettering' })
  ask(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: questionInput }) body: z.infer<typeof questionInput>,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'RequestInformation', data: body });
  }

  @Post(':referralId/questions/:questionId/answer')
  @ApiOperation({ summary: 'Svara på en begäran om komplettering' })
  answer(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Param('questionId', { schema: uuid }) questionId: string,
    @Body({ schema: answerInput }) body: z.infer<typeof answerInput>,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'AnswerInformation', data: { questionId, ...body } });
  }

  @Post(':referralId/send-on')
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Sänd en återsänd eller utgången förfrågan vidare till en annan funktion' })
  sendOn(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: sendOnInput }) body: SendOnInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new SendOnReferral(meta, referralId, body));
  }

  @Post(':referralId/withdraw')
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Återkalla. Mottagarens åtkomst till innehållet upphör.' })
  withdraw(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: withdrawInput }) body: z.infer<typeof withdrawInput>,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'WithdrawReferral', data: body });
  }

  @Post(':referralId/outcome-request')
  @ApiOperation({ summary: 'Be om återkoppling: vad har förfrågan eller anmälan lett till?' })
  requestOutcome(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: nothing }) _body?: unknown,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'RequestOutcome', data: {} });
  }

  @Post(':referralId/outcome')
  @For('caseworker', 'police-liaison')
  @ApiOperation({ summary: 'Återkoppla utfallet till avsändaren' })
  outcome(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: outcomeInput }) body: z.infer<typeof outcomeInput>,
  ): Promise<CommandResult> {
    return this.act(meta, referralId, { type: 'ReportOutcome', data: body });
  }

  @Post(':referralId/case')
  @For('caseworker')
  @ApiOperation({ summary: 'Öppna egen akt av en accepterad förfrågan, med en märkt kopia av innehållet. Svaret bär aktens id.' })
  openCase(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: nothing }) _body?: unknown,
  ): Promise<CommandResult> {
    return this.commands.execute(new OpenCaseFromReferral(meta, referralId));
  }

  private act(meta: CommandMeta, referralId: string, act: ReferralAct): Promise<CommandResult> {
    return this.commands.execute(new ActOnReferral(meta, referralId, act));
  }
}
