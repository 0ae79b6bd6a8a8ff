import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { PlanAgreedLines } from './features/plan-agreed-lines.js';
import { PlanSupport } from './features/plan-support.js';
import { ReadSupport, SupportInCase, type SupportView } from './features/read-support.js';
import { ReportSupport } from './features/report-support.js';
import { planSupportInput, reportSupportInput, type PlanSupportInput, type ReportSupportInput } from './support.input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Socialtjänstens insatser')
@Controller('api/v1/social-services/interventions')
@For('caseworker')
export class SupportApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens insatser i ett ärende' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly SupportView[] }> {
    return { items: await this.queries.execute(new SupportInCase(ctx, caseId)) };
  }

  @Get(':interventionId')
  @ApiOperation({ summary: 'En insats' })
  read(@Ctx() ctx: RequestContext, @Param('interventionId', { schema: uuid }) interventionId: string): Promise<SupportView> {
    return this.queries.execute(new ReadSupport(ctx, interventionId));
  }

  @Post()
  @ApiOperation({ summary: 'Planera en insats' })
  plan(@Meta() meta: CommandMeta, @Body({ schema: planSupportInput }) input: PlanSupportInput): Promise<CommandResult> {
    return this.commands.execute(new PlanSupport(meta, input));
  }

  @Post(':interventionId/report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rapportera att insatsen påbörjats, avbrutits eller avslutats' })
  report(
    @Meta() meta: CommandMeta,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body({ schema: reportSupportInput }) input: ReportSupportInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReportSupport(meta, interventionId, input));
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
