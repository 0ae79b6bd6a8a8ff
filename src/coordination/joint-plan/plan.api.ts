import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangePlan, closePlanInput } from './features/change-plan.js';
import { DraftPlan } from './features/draft-plan.js';
import { PlansInCase, ReadPlan } from './features/read-plan.js';
import { draftPlanInput, followUpInput, planContentInput, preparePlanInput } from './plan.input.js';
import type { PlanView } from './plan.view.js';

const inCase = z.strictObject({ caseId: z.uuid() });
const uuid = z.uuid();
const whichVersion = z.strictObject({ planVersion: z.coerce.number().int().min(1).optional() });

@ApiTags('Gemensam plan')
@Controller('api/v1/plans')
@For('caseworker', 'police-officer')
export class PlanApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Planer i ett ärende som läsaren får se' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly PlanView[] }> {
    return { items: await this.queries.execute(new PlansInCase(ctx, caseId)) };
  }

  @Get(':planId')
  @ApiOperation({ summary: 'En plan: den senaste versionen, eller en tidigare' })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('planId', { schema: uuid }) planId: string,
    @Query({ schema: whichVersion }) { planVersion }: z.infer<typeof whichVersion>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    const plan = await this.queries.execute(new ReadPlan(ctx, planId, planVersion));
    if (plan.version) void reply.header('etag', `"${plan.version}"`);
    return plan;
  }

  @Post()
  @ApiOperation({ summary: 'Upprätta ett utkast till gemensam plan; den som leder äger den' })
  draft(@Meta() meta: CommandMeta, @Body({ schema: draftPlanInput }) body: z.infer<typeof draftPlanInput>): Promise<CommandResult> {
    return this.commands.execute(new DraftPlan(meta, body));
  }

  @Put(':planId')
  @ApiOperation({ summary: 'Spara en ny version av planen (If-Match krävs)' })
  revise(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: planContentInput }) content: z.infer<typeof planContentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangePlan(meta, planId, { type: 'RevisePlan', content }));
  }

  @Post(':planId/preparation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Förbered planen: samtycke, vilka som behövs, önskemål (If-Match krävs)' })
  prepare(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: preparePlanInput }) preparation: z.infer<typeof preparePlanInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangePlan(meta, planId, { type: 'PreparePlan', preparation }));
  }

  @Post(':planId/agree')
  @HttpCode(200)
  @ApiOperation({ summary: 'Besluta planen: var och en planerar sina insatser (If-Match krävs)' })
  agree(@Meta() meta: CommandMeta, @Param('planId', { schema: uuid }) planId: string): Promise<CommandResult> {
    return this.commands.execute(new ChangePlan(meta, planId, { type: 'AgreePlan' }));
  }

  @Post(':planId/follow-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Följ upp planen (If-Match krävs)' })
  followUp(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: followUpInput }) followUp: z.infer<typeof followUpInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangePlan(meta, planId, { type: 'FollowUpPlan', followUp }));
  }

  @Post(':planId/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Avsluta planen (If-Match krävs)' })
  close(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: closePlanInput }) { reason }: z.infer<typeof closePlanInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangePlan(meta, planId, { type: 'ClosePlan', reason }));
  }
}
