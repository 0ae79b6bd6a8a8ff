import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { PlanAgreedLines } from './features/plan-agreed-lines.js';
import { PlanIntervention } from './features/plan-intervention.js';
import { ReadIntervention, InterventionsInCase, type InterventionView } from './features/read-interventions.js';
import { ReportIntervention } from './features/report-intervention.js';
import {
  planInterventionInput,
  reportInterventionInput,
  type PlanInterventionInput,
  type ReportInterventionInput,
} from './intervention.input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Insatser')
@Controller('api/v1/interventions')
@For('caseworker', 'police-officer')
export class InterventionsApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens insatser i ett ärende' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly InterventionView[] }> {
    return { items: await this.queries.execute(new InterventionsInCase(ctx, caseId)) };
  }

  @Get(':interventionId')
  @ApiOperation({ summary: 'En insats' })
  read(@Ctx() ctx: RequestContext, @Param('interventionId', { schema: uuid }) interventionId: string): Promise<InterventionView> {
    return this.queries.execute(new ReadIntervention(ctx, interventionId));
  }

  @Post()
  @ApiOperation({ summary: 'Planera en insats' })
  plan(@Meta() meta: CommandMeta, @Body({ schema: planInterventionInput }) input: PlanInterventionInput): Promise<CommandResult> {
    return this.commands.execute(new PlanIntervention(meta, input));
  }

  @Post(':interventionId/report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rapportera att insatsen påbörjats, avbrutits eller avslutats' })
  report(
    @Meta() meta: CommandMeta,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body({ schema: reportInterventionInput }) input: ReportInterventionInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReportIntervention(meta, interventionId, input));
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
