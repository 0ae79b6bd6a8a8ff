import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { ProceedingsInCase, ReadProceeding, type ProceedingView } from './features/read-proceedings.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

/** What stands; steps are taken under each agency's own address. */
@ApiTags('Förlopp')
@Controller('api/v1/proceedings')
@For('caseworker', 'police-officer')
export class ProceedingsApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens förlopp i ett ärende: kontaktförbud, förundersökning, program' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly ProceedingView[] }> {
    return { items: await this.queries.execute(new ProceedingsInCase(ctx, caseId)) };
  }

  @Get(':proceedingId')
  @ApiOperation({ summary: 'Ett förlopp' })
  read(@Ctx() ctx: RequestContext, @Param('proceedingId', { schema: uuid }) proceedingId: string): Promise<ProceedingView> {
    return this.queries.execute(new ReadProceeding(ctx, proceedingId));
  }
}
