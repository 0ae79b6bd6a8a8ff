import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExtension, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { CarryDecision } from './features/carry-decision.js';
import { ChangeMeeting, type MeetingChange } from './features/change-meeting.js';
import { OpenConsultation, PlanMeeting } from './features/plan-meeting.js';
import { MeetingsInCase, OneMeeting } from './features/read-meetings.js';
import { invitationFile } from './invitation.js';
import {
  cancelMeetingInput,
  correctNotesInput,
  holdMeetingInput,
  invitePersonInput,
  moveMeetingInput,
  nameConsultationInput,
  openConsultationInput,
  planMeetingInput,
  settleActionInput,
  type HoldMeetingInput,
  type InvitePersonInput,
  type OpenConsultationInput,
  type PlanMeetingInput,
} from './meeting.input.js';
import type { MeetingSummary, MeetingView } from './meeting.view.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });
const carryInput = z.strictObject({ goalId: uuid.optional() });

@ApiTags('Möten')
@Controller('api/v1/meetings')
@For('caseworker', 'police-officer')
export class MeetingApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens möten i ett ärende, det senaste först' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly MeetingSummary[] }> {
    return { items: await this.queries.execute(new MeetingsInCase(ctx, caseId)) };
  }

  @Get(':meetingId')
  @ApiOperation({ summary: 'Ett möte med agenda, närvaro, fakta och bedömningar var för sig, beslut och uppgifter' })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    const view = await this.queries.execute(new OneMeeting(ctx, meetingId));
    void reply.header('etag', `"${view.version}"`);
    return view;
  }

  @Get(':meetingId/invitation')
  @ApiExtension('x-file', 'text/calendar')
  @ApiOperation({ summary: 'Kallelsen som kalenderfil, utan personuppgifter' })
  async invitation(
    @Ctx() ctx: RequestContext,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const meeting = await this.queries.execute(new OneMeeting(ctx, meetingId, { action: 'export', operation: 'meeting-invitation' }));
    await sendCalendar(reply, invitationFile(meeting, 'sv', ctx.now));
  }

  @Post()
  @ApiOperation({ summary: 'Planera ett möte: SIP-möte eller ärendekonferens' })
  plan(@Meta() meta: CommandMeta, @Body({ schema: planMeetingInput }) body: PlanMeetingInput): Promise<CommandResult> {
    return this.commands.execute(new PlanMeeting(meta, body));
  }

  @Post('consultations')
  @ApiOperation({ summary: 'Planera ett barnsamråd: anonymt, i en egen akt utan personer. Svarar med ärendets id' })
  consult(@Meta() meta: CommandMeta, @Body({ schema: openConsultationInput }) body: OpenConsultationInput): Promise<CommandResult> {
    return this.commands.execute(new OpenConsultation(meta, body));
  }

  @Post(':meetingId/move')
  @HttpCode(200)
  @ApiOperation({ summary: 'Flytta mötet till en annan tid (If-Match krävs)' })
  move(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: moveMeetingInput }) input: z.infer<typeof moveMeetingInput>,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'MoveMeeting', input });
  }

  @Post(':meetingId/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ställ in mötet (If-Match krävs)' })
  cancel(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: cancelMeetingInput }) input: z.infer<typeof cancelMeetingInput>,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'CancelMeeting', input });
  }

  @Post(':meetingId/guests')
  @HttpCode(200)
  @ApiOperation({ summary: 'Kalla en person, efter frågan om det är säkert att ta emot (If-Match krävs)' })
  invite(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: invitePersonInput }) input: InvitePersonInput,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'InvitePerson', input });
  }

  @Post(':meetingId/minutes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Anteckna det hållna mötet; sekretesspåminnelsen krävs (If-Match krävs)' })
  hold(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: holdMeetingInput }) input: HoldMeetingInput,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'HoldMeeting', input });
  }

  @Put(':meetingId/minutes')
  @ApiOperation({ summary: 'Rätta anteckningarna (If-Match krävs)' })
  correct(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: correctNotesInput }) input: z.infer<typeof correctNotesInput>,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'CorrectNotes', input });
  }

  @Post(':meetingId/actions/:actionId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Klar, inte längre möjlig, eller inte gjord (If-Match krävs)' })
  settle(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Param('actionId', { schema: uuid }) actionId: string,
    @Body({ schema: settleActionInput }) input: z.infer<typeof settleActionInput>,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'SettleAction', actionId, input });
  }

  @Post(':meetingId/decisions/:decisionId/plan-line')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ett beslut blir en rad i den gemensamma planen' })
  carry(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Param('decisionId', { schema: uuid }) decisionId: string,
    @Body({ schema: carryInput }) { goalId }: z.infer<typeof carryInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new CarryDecision(meta, meetingId, decisionId, goalId));
  }

  @Post(':meetingId/name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Koppla ett anonymt barnsamråd till barnets akt, efter orosanmälan (If-Match krävs)' })
  name(
    @Meta() meta: CommandMeta,
    @Param('meetingId', { schema: uuid }) meetingId: string,
    @Body({ schema: nameConsultationInput }) input: z.infer<typeof nameConsultationInput>,
  ): Promise<CommandResult> {
    return this.change(meta, meetingId, { type: 'NameConsultation', input });
  }

  private change(meta: CommandMeta, meetingId: string, change: MeetingChange): Promise<CommandResult> {
    return this.commands.execute(new ChangeMeeting(meta, meetingId, change));
  }
}

/** Under a name that says nothing. */
export const sendCalendar = async (reply: FastifyReply, file: string): Promise<void> => {
  void reply.header('content-disposition', 'attachment; filename="mote.ics"').header('cache-control', 'no-store');
  await reply.type('text/calendar; charset=utf-8').send(file);
};
