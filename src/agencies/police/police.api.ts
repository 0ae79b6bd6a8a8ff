import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { CorrectReport } from './features/correct-report.js';
import { PlanAgreedLines } from './features/plan-agreed-lines.js';
import { PlanMeasure } from './features/plan-measure.js';
import { MeasuresInCase, ReadMeasure, type MeasureView } from './features/read-measures.js';
import { ReadReport, ReportsInCase, type ReportView } from './features/read-reports.js';
import { RegisterReport } from './features/register-report.js';
import { ReportMeasure } from './features/report-measure.js';
import { planMeasureInput, reportMeasureInput, type PlanMeasureInput, type ReportMeasureInput } from './measure/measure.input.js';
import { correctReportInput, registerReportInput, type CorrectReportInput, type RegisterReportInput } from './report/report.input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });
type InCase = z.infer<typeof inCase>;

/** The duty police-officer alone: a liaison sees requests, and nothing of this. */
@ApiTags('Polisen')
@Controller('api/v1/police')
@For('police-officer')
export class PoliceApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('reports')
  @ApiOperation({ summary: 'Registrera en anmälan med dess personer; öppnar en egen akt' })
  register(@Meta() meta: CommandMeta, @Body({ schema: registerReportInput }) body: RegisterReportInput): Promise<CommandResult> {
    return this.commands.execute(new RegisterReport(meta, body));
  }

  @Get('reports')
  @ApiOperation({ summary: 'Den egna myndighetens anmälningar i ett ärende' })
  async reports(@Ctx() context: RequestContext, @Query({ schema: inCase }) { caseId }: InCase): Promise<{ items: readonly ReportView[] }> {
    return { items: await this.queries.execute(new ReportsInCase(context, caseId)) };
  }

  @Get('reports/:reportId')
  @ApiOperation({ summary: 'En anmälan' })
  async report(
    @Ctx() context: RequestContext,
    @Param('reportId', { schema: uuid }) reportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    const report = await this.queries.execute(new ReadReport(context, reportId));
    void reply.header('etag', `"${report.version}"`);
    return report;
  }

  @Post('reports/:reportId/corrections')
  @ApiOperation({ summary: 'Rätta en anmälan (If-Match krävs)' })
  correct(
    @Meta() meta: CommandMeta,
    @Param('reportId', { schema: uuid }) reportId: string,
    @Body({ schema: correctReportInput }) body: CorrectReportInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new CorrectReport(meta, reportId, body));
  }

  @Get('measures')
  @ApiOperation({ summary: 'Polisens åtgärder i ett ärende' })
  async measures(
    @Ctx() context: RequestContext,
    @Query({ schema: inCase }) { caseId }: InCase,
  ): Promise<{ items: readonly MeasureView[] }> {
    return { items: await this.queries.execute(new MeasuresInCase(context, caseId)) };
  }

  @Get('measures/:interventionId')
  @ApiOperation({ summary: 'En åtgärd' })
  measure(@Ctx() context: RequestContext, @Param('interventionId', { schema: uuid }) interventionId: string): Promise<MeasureView> {
    return this.queries.execute(new ReadMeasure(context, interventionId));
  }

  @Post('measures')
  @ApiOperation({ summary: 'Planera en skyddsåtgärd' })
  plan(@Meta() meta: CommandMeta, @Body({ schema: planMeasureInput }) body: PlanMeasureInput): Promise<CommandResult> {
    return this.commands.execute(new PlanMeasure(meta, body));
  }

  @Post('measures/:interventionId/report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rapportera att åtgärden påbörjats, avbrutits eller avslutats' })
  reportMeasure(
    @Meta() meta: CommandMeta,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body({ schema: reportMeasureInput }) body: ReportMeasureInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReportMeasure(meta, interventionId, body));
  }

  @Post('measures/from-plan/:planId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Planera det som en beslutad gemensam plan lägger på polisen' })
  async fromPlan(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
  ): Promise<{ items: readonly CommandResult[] }> {
    return { items: await this.commands.execute(new PlanAgreedLines(meta, { planId })) };
  }
}
