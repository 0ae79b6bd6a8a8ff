import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { PlanAgreedLines } from './features/plan-agreed-lines.js';
import { PlanCare } from './features/plan-care.js';
import { ReadCare, CareInCase, type CareView } from './features/read-care.js';
import { ReportCare } from './features/report-care.js';
import { planCareInput, reportCareInput, type PlanCareInput, type ReportCareInput } from './care.input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Hälso- och sjukvårdens insatser')
@Controller('api/v1/health-care/interventions')
@For('caseworker')
export class CareApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens insatser i ett ärende' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly CareView[] }> {
    return { items: await this.queries.execute(new CareInCase(ctx, caseId)) };
  }

  @Get(':interventionId')
  @ApiOperation({ summary: 'En insats' })
  read(@Ctx() ctx: RequestContext, @Param('interventionId', { schema: uuid }) interventionId: string): Promise<CareView> {
    return this.queries.execute(new ReadCare(ctx, interventionId));
  }

  @Post()
  @ApiOperation({ summary: 'Planera en insats' })
  plan(@Meta() meta: CommandMeta, @Body({ schema: planCareInput }) input: PlanCareInput): Promise<CommandResult> {
    return this.commands.execute(new PlanCare(meta, input));
  }

  @Post(':interventionId/report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rapportera att insatsen påbörjats, avbrutits eller avslutats' })
  report(
    @Meta() meta: CommandMeta,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body({ schema: reportCareInput }) input: ReportCareInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReportCare(meta, interventionId, input));
  }

  @Post('from-plan/:planId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Planera det som en beslutad gemensam plan lägger på den egna verksamheten' })
  async fromPlan(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
  ): Promise<{ items: readonly CommandResult[] }> {
    return { items: await this.commands.execute(new PlanAgreedLines(meta, { planId })) };
  }
}
