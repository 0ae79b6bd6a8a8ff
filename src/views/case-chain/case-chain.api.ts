import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, VersionTokens, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { acknowledgeGapInput } from '#src/coordination/gaps/index';
import { acknowledgeIn } from './acknowledge-in.js';
import { CaseChain } from './case-chain.query.js';
import type { CaseChainView } from './case-chain.view.js';
import { ChainWatch } from './chain-watch.js';
import { streamNews } from './news-stream.js';
import { OwnCases, type OwnCasesPage } from './own-cases.query.js';

const uuid = z.uuid();
const listQuery = z.strictObject({ status: z.enum(['open', 'closed']).default('open'), cursor: z.string().max(2_000).optional() });
const eventsQuery = z.strictObject({ since: z.string().max(200).optional() });

@ApiTags('Ärenden')
@Controller('api/v1/cases')
@For('caseworker', 'police-officer')
export class CaseChainApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly versions: VersionTokens,
    private readonly watch: ChainWatch,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Ärenden som den inloggade arbetar med' })
  list(@Ctx() context: RequestContext, @Query({ schema: listQuery }) { status, cursor }: z.infer<typeof listQuery>): Promise<OwnCasesPage> {
    return this.queries.execute(new OwnCases(context, status, cursor));
  }

  @Get(':caseId/chain')
  @ApiOperation({ summary: 'Insatskedjan så som den inloggade får se den: egen del och det som lämnats ut' })
  async chain(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseChainView | undefined> {
    const view = await this.queries.execute(new CaseChain(context, caseId));
    // Of the very answer, under this reader's key: it tells nothing of rows that the answer does not hold.
    const sum = createHash('sha256').update(JSON.stringify(view)).digest('base64url');
    const tag = `"${await this.versions.version(context.actor, `case-chain-${caseId}-${sum}`, 0)}"`;
    void reply.header('etag', tag);
    if (!known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) return view;
    void reply.status(304);
    return undefined;
  }

  @Post(':caseId/gaps/:gapId/acknowledgement')
  @ApiOperation({ summary: 'Kvittera en lucka i kedjan med skäl; den stängs när den fylls, och öppnas den på nytt är den en annan lucka' })
  acknowledgeGap(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('gapId', { schema: uuid }) gapId: string,
    @Body({ schema: acknowledgeGapInput }) { reason }: z.infer<typeof acknowledgeGapInput>,
  ): Promise<CommandResult> {
    const { commands, queries } = this;
    return acknowledgeIn({ commands, queries }, meta, { caseId, gapId, reason });
  }

  @Get(':caseId/events')
  @ApiOperation({ summary: 'Händelseström: säger att något ändrats i ärendet, aldrig vad' })
  async events(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: eventsQuery }) { since }: z.infer<typeof eventsQuery>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = await this.watch.open(context, caseId);
    await streamNews(reply, { now, seen: lastEventId || since }, (seen, left) => this.watch.changes(context, caseId, seen, left));
  }
}
