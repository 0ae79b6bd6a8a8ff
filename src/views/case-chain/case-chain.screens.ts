import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { For, Meta, ViewsReached, Visitor, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { acknowledgeGapInput } from '#src/coordination/gaps/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { acknowledgeIn } from './acknowledge-in.js';
import { CaseChain } from './case-chain.query.js';
import { caseOverviewPage } from './case-overview.page.js';
import { caseTexts } from './case.texts.js';
import { gapsPage, type GapsPageOptions } from './gaps.page.js';
import { casesPage } from './cases.page.js';
import { OwnCases } from './own-cases.query.js';

const uuid = z.uuid();
const after = z.string().max(500).optional();
const listQuery = z.object({ status: z.enum(['open', 'closed']).default('open'), cursor: z.string().max(2_000).optional(), after });
const pageQuery = z.object({ after });

@ApiExcludeController()
@Controller('workspace/cases')
@For('caseworker', 'police-officer')
export class CaseChainScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query({ schema: listQuery }) { status, cursor, after: position }: z.infer<typeof listQuery>,
  ): Promise<string> {
    const upToDate = await this.views.wait(position);
    const page = await this.queries.execute(new OwnCases(visitor.context, status, cursor));
    return casesPage(visitor, { status, cursor, page, upToDate });
  }

  @Get(':caseId')
  @Header('content-type', 'text/html; charset=utf-8')
  async overview(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: pageQuery }) { after: position }: z.infer<typeof pageQuery>,
  ): Promise<string> {
    const upToDate = await this.views.wait(position);
    return caseOverviewPage(visitor, await this.queries.execute(new CaseChain(visitor.context, caseId)), upToDate);
  }

  @Get(':caseId/gaps')
  async gaps(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: pageQuery }) { after: position }: z.infer<typeof pageQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendGaps(visitor, caseId, reply, { upToDate: await this.views.wait(position) });
  }

  @Post(':caseId/gaps/:gapId')
  async acknowledge(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('gapId', { schema: uuid }) gapId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = { reason: body['reason'] ?? '' };
    const parsed = parseForm(acknowledgeGapInput, values, visitor.lang);
    if (!parsed.ok) {
      const errors = parsed.errors.map(({ path }) => ({ path, message: caseTexts(visitor.lang)('gap.error') }));
      return this.sendGaps(visitor, caseId, reply, { upToDate: true, again: { gapId, errors, values } }, 400);
    }
    try {
      const { position } = await acknowledgeIn({ commands: this.commands, queries: this.queries }, meta, {
        caseId,
        gapId,
        ...parsed.value,
      });
      await goTo(reply, `/workspace/cases/${caseId}/gaps`, position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.sendGaps(visitor, caseId, reply, { upToDate: true, again: { gapId, errors, values } }, 400);
    }
  }

  private async sendGaps(
    visitor: AdmittedRequest['insatskedja'],
    caseId: string,
    reply: FastifyReply,
    options: GapsPageOptions,
    status = 200,
  ): Promise<void> {
    await sendPage(reply, gapsPage(visitor, await this.queries.execute(new CaseChain(visitor.context, caseId)), options), status);
  }
}
