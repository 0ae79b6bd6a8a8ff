import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import type { ClockNotice, ClockView } from './clock.view.js';
import { ExtendClock, extendClockInput, type ExtendClockInput } from './features/extend-clock.js';
import { ClocksIn, DayClocks, OneClock } from './features/read-clocks.js';

const uuid = z.uuid();
const which = z.union([z.strictObject({ caseId: uuid }), z.strictObject({ recordId: uuid })]);

/** Tidsfrister: what the own agency has to do by when, and why. */
@ApiTags('Tidsfrister')
@Controller('api/v1/clocks')
@For('caseworker', 'police-officer', 'supervisor')
export class ClockApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tidsfrister som löper i ett ärende eller en akt (caseId eller recordId), den som går ut först överst' })
  async list(
    @Ctx() context: RequestContext,
    @Query({ schema: which }) where: z.infer<typeof which>,
  ): Promise<{ items: readonly ClockView[] }> {
    return { items: await this.queries.execute(new ClocksIn(context, where)) };
  }

  @Get('day')
  @ApiOperation({ summary: 'Dagens tidsfrister i de egna akterna (för enhetschef: enhetens): nära, försenade och nyss utgångna' })
  async day(@Ctx() context: RequestContext): Promise<{ items: readonly ClockView[] }> {
    return { items: await this.queries.execute(new DayClocks(context)) };
  }

  @Get(':clockId')
  @ApiOperation({ summary: 'En tidsfrist: varifrån den kommer, när den går ut, vem som varnats och varför den förlängts' })
  one(
    @Ctx() context: RequestContext,
    @Param('clockId', { schema: uuid }) clockId: string,
  ): Promise<ClockView & { readonly notices: readonly ClockNotice[] }> {
    return this.queries.execute(new OneClock(context, clockId));
  }

  @Post(':clockId/extensions')
  @ApiOperation({ summary: 'Förläng en tidsfrist, i den roll och på de skäl som regeln anger' })
  extend(
    @Meta() meta: CommandMeta,
    @Param('clockId', { schema: uuid }) clockId: string,
    @Body({ schema: extendClockInput }) input: ExtendClockInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ExtendClock(meta, clockId, input));
  }
}
