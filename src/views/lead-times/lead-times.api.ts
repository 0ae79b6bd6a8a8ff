import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { LeadTimes, type LeadTimesView } from './read-lead-times.js';

export const quarterQuery = z.strictObject({
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/)
    .optional(),
});

@ApiTags('Uppföljning')
@Controller('api/v1/county')
@For('county-coordinator')
export class LeadTimesApi {
  constructor(private readonly queries: QueryBus) {}

  @Get('lead-times')
  @ApiOperation({ summary: 'Ledtider och insatser per länsdel och avslutat kvartal; det som rör få ärenden döljs' })
  read(@Ctx() context: RequestContext, @Query({ schema: quarterQuery }) { quarter }: z.infer<typeof quarterQuery>): Promise<LeadTimesView> {
    return this.queries.execute(new LeadTimes(context, quarter));
  }
}
