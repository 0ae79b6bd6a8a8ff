import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeLife } from './features/change-life.js';
import { LifeInCase, OneLife, type RecordLife } from './features/read-life.js';
import { LIFE_INPUTS, type LifeChange } from './life-input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });
type Input<A extends keyof typeof LIFE_INPUTS> = z.infer<(typeof LIFE_INPUTS)[A]>;

@ApiTags('Akter')
@Controller('api/v1/records')
@For('caseworker', 'police-officer')
export class LifeApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens akter i ett ärende, och hur de står' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly RecordLife[] }> {
    return { items: await this.queries.execute(new LifeInCase(ctx, caseId)) };
  }

  @Get(':recordId')
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'En akt och hur den står' })
  read(@Ctx() ctx: RequestContext, @Param('recordId', { schema: uuid }) recordId: string): Promise<RecordLife> {
    return this.queries.execute(new OneLife(ctx, recordId));
  }

  @Post(':recordId/propose-closing')
  @HttpCode(200)
  @ApiOperation({ summary: 'Föreslå att akten avslutas, med utfall' })
  propose(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['propose-closing'] }) input: Input<'propose-closing'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'propose-closing', input });
  }

  @Post(':recordId/decline-closing')
  @HttpCode(200)
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'Avslå eller ta tillbaka ett förslag att avsluta' })
  decline(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['decline-closing'] }) input: Input<'decline-closing'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'decline-closing', input });
  }

  @Post(':recordId/close')
  @HttpCode(200)
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'Godkänn ett förslag: akten avslutas. Inte av den som föreslog' })
  close(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS.close }) input: Input<'close'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'close', input });
  }

  @Post(':recordId/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Återöppna akten, med skäl' })
  reopen(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS.reopen }) input: Input<'reopen'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'reopen', input });
  }

  @Post(':recordId/hand-over')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lämna över till en kollega i jour, till en viss tid' })
  handOver(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['hand-over'] }) input: Input<'hand-over'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'hand-over', input });
  }

  @Post(':recordId/hand-back')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lämna tillbaka efter jouren, med vad som hänt' })
  handBack(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['hand-back'] }) input: Input<'hand-back'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'hand-back', input });
  }

  @Post(':recordId/relate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Säg att en annan akt i verksamheten hör ihop med den här' })
  relate(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS.relate }) input: Input<'relate'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'relate', input });
  }

  @Post(':recordId/unrelate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ta tillbaka att en annan akt hör ihop med den här' })
  unrelate(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS.unrelate }) input: Input<'unrelate'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'unrelate', input });
  }

  @Post(':recordId/take-lead')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ta på sig att hålla ihop ärendet' })
  takeLead(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['take-lead'] }) input: Input<'take-lead'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'take-lead', input });
  }

  @Post(':recordId/leave-lead')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lämna ifrån sig att hålla ihop ärendet' })
  leaveLead(
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Body({ schema: LIFE_INPUTS['leave-lead'] }) input: Input<'leave-lead'>,
  ): Promise<CommandResult> {
    return this.change(meta, recordId, { act: 'leave-lead', input });
  }

  private change(meta: CommandMeta, recordId: string, change: LifeChange): Promise<CommandResult> {
    return this.commands.execute(new ChangeLife(meta, recordId, change));
  }
}
