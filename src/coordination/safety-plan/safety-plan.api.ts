import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { OneSafetyPlan, SafetyPlansInCase } from './features/read-safety-plans.js';
import { ChangeSafetyPlan, MakeSafetyPlan } from './features/save-safety-plan.js';
import {
  endSafetyPlanInput,
  makeSafetyPlanInput,
  reviseSafetyPlanInput,
  type MakeSafetyPlanInput,
  type ReviseSafetyPlanInput,
} from './safety-plan.input.js';
import type { SafetyPlanView } from './safety-plan.view.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Trygghetsplan')
@Controller('api/v1/safety-plans')
@For('caseworker', 'police-officer')
export class SafetyPlanApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens trygghetsplaner i ett ärende' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly SafetyPlanView[] }> {
    return { items: await this.queries.execute(new SafetyPlansInCase(ctx, caseId)) };
  }

  @Get(':safetyPlanId')
  @ApiOperation({ summary: 'En trygghetsplan: varningstecken, steg, trygga kontakter' })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SafetyPlanView> {
    const plan = await this.queries.execute(new OneSafetyPlan(ctx, safetyPlanId));
    void reply.header('etag', `"${plan.version}"`);
    return plan;
  }

  @Post()
  @ApiOperation({ summary: 'Gör en trygghetsplan tillsammans med den våldsutsatta' })
  make(@Meta() meta: CommandMeta, @Body({ schema: makeSafetyPlanInput }) body: MakeSafetyPlanInput): Promise<CommandResult> {
    return this.commands.execute(new MakeSafetyPlan(meta, body));
  }

  @Put(':safetyPlanId')
  @ApiOperation({ summary: 'Ändra trygghetsplanen (If-Match krävs)' })
  revise(
    @Meta() meta: CommandMeta,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Body({ schema: reviseSafetyPlanInput }) input: ReviseSafetyPlanInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeSafetyPlan(meta, safetyPlanId, { type: 'ReviseSafetyPlan', input }));
  }

  @Post(':safetyPlanId/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Avsluta trygghetsplanen (If-Match krävs)' })
  end(
    @Meta() meta: CommandMeta,
    @Param('safetyPlanId', { schema: uuid }) safetyPlanId: string,
    @Body({ schema: endSafetyPlanInput }) input: z.infer<typeof endSafetyPlanInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeSafetyPlan(meta, safetyPlanId, { type: 'EndSafetyPlan', input }));
  }
}
