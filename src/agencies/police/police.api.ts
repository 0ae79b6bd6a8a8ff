import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { stepInput, type StepInput } from '#libs/proceeding';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { TakeStep } from '#src/proceedings/index';
import { breachTable } from './contact-ban-breach/breach.decider.js';
import { CorrectReport } from './features/correct-report.js';
import { ReadReport, ReportsInCase, type ReportView } from './features/read-reports.js';
import { RegisterReport } from './features/register-report.js';
import { correctReportInput, registerReportInput, type CorrectReportInput, type RegisterReportInput } from './report/report.input.js';

const uuid = z.uuid();
const breachStep = stepInput(breachTable);
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

  @Post('contact-ban-breaches/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Överträdelse av kontaktförbud: registrera, återta' })
  breach(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: breachStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'contact-ban-breach', proceedingId, body));
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
}
