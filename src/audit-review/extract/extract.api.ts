import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { DelayExtract, HandOverExtract, type HandedOver } from './change-extract.js';
import { delayInput, handOverInput, liftInput, type DelayInput, type HandOverInput } from './extract.input.js';
import { ReadExtractState, type ExtractState } from './read-extract.js';

const uuid = z.uuid();

@ApiTags('Loggutdrag')
@Controller('api/v1/log-extracts/:personId')
@For('caseworker', 'police-officer', 'supervisor')
export class LogExtractApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Läget för en persons loggutdrag ur en akt' })
  state(
    @Ctx() context: RequestContext,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: liftInput }) { recordId }: z.infer<typeof liftInput>,
  ): Promise<ExtractState> {
    return this.queries.execute(new ReadExtractState(context, recordId, personId));
  }

  @Post('handovers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lämna ut loggutdraget efter kontroll av identitet, när det är säkert att ta emot' })
  handOver(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: handOverInput }) input: HandOverInput,
  ): Promise<HandedOver> {
    return this.commands.execute(new HandOverExtract(meta, personId, input));
  }

  @Post('delay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Vänta med utdraget till ett datum, på en grund' })
  delay(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: delayInput }) input: DelayInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new DelayExtract(meta, personId, { recordId: input.recordId, delay: input }));
  }

  @Post('delay/lift')
  @HttpCode(200)
  @ApiOperation({ summary: 'Vänta inte längre med utdraget' })
  lift(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: liftInput }) { recordId }: z.infer<typeof liftInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new DelayExtract(meta, personId, { recordId, delay: null }));
  }
}
