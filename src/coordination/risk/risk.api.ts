import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Instrument } from '#config/instruments';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { AssessRisk } from './features/assess-risk.js';
import { ChangeAssessment } from './features/correct-assessment.js';
import { RiskProposals } from './features/read-proposals.js';
import { ReadRisk, RiskInCase } from './features/read-risk.js';
import { instrumentsFor } from './instruments/instrument-book.js';
import { Instruments } from './instruments/instruments.js';
import type { ReassessmentProposal } from './reassessment.js';
import {
  assessRiskInput,
  correctAssessmentInput,
  retractAssessmentInput,
  type AssessRiskInput,
  type CorrectAssessmentInput,
} from './risk.input.js';
import type { RiskAssessmentView } from './risk.view.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Riskbedömning')
@Controller('api/v1/risk-assessments')
@For('caseworker', 'police-officer')
export class RiskApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly instruments: Instruments,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens riskbedömningar i ett ärende, den senaste först' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly RiskAssessmentView[] }> {
    return { items: await this.queries.execute(new RiskInCase(ctx, caseId)) };
  }

  @Get('proposals')
  @ApiOperation({ summary: 'Vad som gör att en ny bedömning föreslås, så långt läsaren får se det' })
  async proposals(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly ReassessmentProposal[] }> {
    return { items: await this.queries.execute(new RiskProposals(ctx, caseId)) };
  }

  @Get('instruments')
  @ApiOperation({ summary: 'Instrument som den egna verksamheten får använda, med frågor och svar' })
  async available(@Ctx() { actor }: RequestContext): Promise<{ items: readonly Instrument[] }> {
    await this.instruments.refresh();
    return { items: instrumentsFor(actor.agencyId) };
  }

  @Get(':assessmentId')
  @ApiOperation({ summary: 'En riskbedömning med sina svar' })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskAssessmentView> {
    const view = await this.queries.execute(new ReadRisk(ctx, assessmentId));
    void reply.header('etag', `"${view.version}"`);
    return view;
  }

  @Post()
  @ApiOperation({ summary: 'Registrera en strukturerad riskbedömning' })
  assess(@Meta() meta: CommandMeta, @Body({ schema: assessRiskInput }) body: AssessRiskInput): Promise<CommandResult> {
    return this.commands.execute(new AssessRisk(meta, body));
  }

  @Put(':assessmentId')
  @ApiOperation({ summary: 'Rätta en riskbedömning (If-Match krävs)' })
  correct(
    @Meta() meta: CommandMeta,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Body({ schema: correctAssessmentInput }) input: CorrectAssessmentInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeAssessment(meta, assessmentId, { type: 'CorrectAssessment', input }));
  }

  @Post(':assessmentId/retract')
  @HttpCode(200)
  @ApiOperation({ summary: 'Dra tillbaka en riskbedömning som gäller fel person eller gjordes av misstag (If-Match krävs)' })
  retract(
    @Meta() meta: CommandMeta,
    @Param('assessmentId', { schema: uuid }) assessmentId: string,
    @Body({ schema: retractAssessmentInput }) { reason }: z.infer<typeof retractAssessmentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeAssessment(meta, assessmentId, { type: 'RetractAssessment', reason }));
  }
}
