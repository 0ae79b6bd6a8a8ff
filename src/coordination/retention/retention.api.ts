import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeRetention } from './features/change-retention.js';
import { CaseRetention, DueRecords, OneRetention } from './features/read-retention.js';
import { decideErasureInput, liftHoldInput, onDecisionInput, placeHoldInput } from './retention-input.js';
import { RetentionRules } from './retention-rules.js';
import { viewRetention, type RetentionView } from './retention-view.js';

const uuid = z.uuid();

/** Gallring: how long a record is kept, decisions to destroy, and holds. */
@ApiTags('Gallring')
@Controller('api/v1')
@For('supervisor')
export class RetentionApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly rules: RetentionRules,
  ) {}

  @Get('retention')
  @ApiOperation({ summary: 'Gallringslistan: enhetens akter vars tid gått ut, och de som något beslutats om' })
  async due(@Ctx() context: RequestContext): Promise<{ items: readonly RetentionView[] }> {
    const kept = await this.queries.execute(new DueRecords(context));
    return { items: kept.map((one) => viewRetention(one, this.rules, context.actor.staffId)) };
  }

  @Get('retention/:recordId')
  @For('supervisor', 'caseworker', 'police-officer')
  @ApiOperation({ summary: 'Hur länge en akt sparas, enligt vilken regel, och vad som beslutats om den' })
  async one(@Ctx() context: RequestContext, @Param('recordId', { schema: uuid }) recordId: string): Promise<RetentionView> {
    return viewRetention(await this.queries.execute(new OneRetention(context, recordId)), this.rules, context.actor.staffId);
  }

  @Get('cases/:caseId/retention')
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Hur länge den egna verksamhetens akter i ärendet sparas' })
  async inCase(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
  ): Promise<{ items: readonly RetentionView[] }> {
    const kept = await this.queries.execute(new CaseRetention(context, caseId));
    return { items: kept.map((one) => viewRetention(one, this.rules, context.actor.staffId)) };
  }

  @Post('retention/:recordId/holds')
  @ApiOperation({ summary: 'Stoppa gallringen av en akt, på egen grund och till ett datum' })
  hold(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: placeHoldInput }) input: z.infer<typeof placeHoldInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetention(meta, recordId, { act: 'hold', input }));
  }

  @Post('retention/:recordId/lift')
  @ApiOperation({ summary: 'Häv ett gallringsstopp' })
  lift(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: liftHoldInput }) input: z.infer<typeof liftHoldInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetention(meta, recordId, { act: 'lift', input }));
  }

  @Post('retention/:recordId/decisions')
  @ApiOperation({ summary: 'Besluta att en akt vars tid gått ut ska gallras. Verkställs när en andra person har bekräftat.' })
  decide(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: decideErasureInput }) input: z.infer<typeof decideErasureInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetention(meta, recordId, { act: 'decide', input }));
  }

  @Post('retention/:recordId/confirm')
  @For('supervisor', 'caseworker', 'police-officer')
  @ApiOperation({ summary: 'Bekräfta ett gallringsbeslut som någon annan fattat. Akten gallras i samma stund.' })
  confirm(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: onDecisionInput }) input: z.infer<typeof onDecisionInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetention(meta, recordId, { act: 'confirm', input }));
  }

  @Post('retention/:recordId/withdraw')
  @ApiOperation({ summary: 'Återta ett gallringsbeslut som inte verkställts' })
  withdraw(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: onDecisionInput }) input: z.infer<typeof onDecisionInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetention(meta, recordId, { act: 'withdraw', input }));
  }
}
