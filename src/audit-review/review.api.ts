import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeLogReview, ExplainAccess } from './features/change-review.js';
import { ReadAskedOfMe, type AskedOfMePage } from './features/own-reviews.js';
import { ReadLogReview, ReadLogReviews, type LogReviewPage, type OneLogReview } from './features/read-reviews.js';
import { ReadReviewStatistics, type ReviewStatistics } from './features/statistics.js';
import { TargetLogReview } from './features/target-review.js';
import { explainInput, incidentInput, judgeInput, settleInput, targetInput, type TargetInput } from './review.input.js';

const uuid = z.uuid();

@ApiTags('Loggkontroll')
@Controller('api/v1/log-reviews')
@For('supervisor')
export class LogReviewApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Åtkomster att granska: stickprov, riktade granskningar och signaler' })
  list(@Ctx() context: RequestContext): Promise<LogReviewPage> {
    return this.queries.execute(new ReadLogReviews(context));
  }

  @Get('statistics')
  @ApiOperation({ summary: 'Hur många granskningar som gjorts, per enhet och kvartal; aldrig per person' })
  statistics(@Ctx() context: RequestContext): Promise<ReviewStatistics> {
    return this.queries.execute(new ReadReviewStatistics(context));
  }

  @Post('targeted')
  @ApiOperation({ summary: 'Riktad granskning av en medarbetare, ett ärende eller en person' })
  target(@Meta() meta: CommandMeta, @Body({ schema: targetInput }) input: TargetInput): Promise<CommandResult> {
    return this.commands.execute(new TargetLogReview(meta, input));
  }

  @Get(':reviewId')
  @ApiOperation({ summary: 'En granskning med sina loggrader' })
  one(@Ctx() context: RequestContext, @Param('reviewId', { schema: uuid }) reviewId: string): Promise<OneLogReview> {
    return this.queries.execute(new ReadLogReview(context, reviewId));
  }

  @Post(':reviewId/explanation-request')
  @HttpCode(200)
  @ApiOperation({ summary: 'Be den det gäller om en förklaring' })
  ask(@Meta() meta: CommandMeta, @Param('reviewId', { schema: uuid }) reviewId: string): Promise<CommandResult> {
    return this.commands.execute(new ChangeLogReview(meta, reviewId, { type: 'AskExplanation' }));
  }

  @Post(':reviewId/verdict')
  @HttpCode(200)
  @ApiOperation({ summary: 'Avsluta granskningen utan eller med anmärkning' })
  judge(
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Body({ schema: judgeInput }) input: z.infer<typeof judgeInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeLogReview(meta, reviewId, { type: 'Judge', ...input }));
  }

  @Post(':reviewId/incident')
  @HttpCode(200)
  @ApiOperation({ summary: 'Öppna en personuppgiftsincident: 72 timmar till anmälan (artikel 33)' })
  incident(
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Body({ schema: incidentInput }) input: z.infer<typeof incidentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeLogReview(meta, reviewId, { type: 'OpenIncident', ...input }));
  }

  @Post(':reviewId/incident/settlement')
  @HttpCode(200)
  @ApiOperation({ summary: 'Incidenten är anmäld, eller dokumenterad utan risk' })
  settle(
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Body({ schema: settleInput }) input: z.infer<typeof settleInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeLogReview(meta, reviewId, { type: 'SettleIncident', ...input }));
  }
}

@ApiTags('Loggkontroll')
@Controller('api/v1/me/log-reviews')
@For('caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator')
export class OwnLogReviewApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Frågor om den egna åtkomsten' })
  list(@Ctx() context: RequestContext): Promise<AskedOfMePage> {
    return this.queries.execute(new ReadAskedOfMe(context));
  }

  @Post(':reviewId/explanation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Förklara den egna åtkomsten' })
  explain(
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Body({ schema: explainInput }) { explanation }: z.infer<typeof explainInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ExplainAccess(meta, reviewId, explanation));
  }
}
