import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { For, ViewsReached, Visitor, type AdmittedRequest } from '#src/access/index';
import { CaseChain } from './case-chain.query.js';
import { caseOverviewPage } from './case-overview.page.js';
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
}
