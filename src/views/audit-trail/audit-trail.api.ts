import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { auditFilter, type AuditFilter } from './audit-filter.js';
import { ReadAuditTrail, type AuditPage } from './read-audit-trail.js';

@ApiTags('Granskning')
@Controller('api/v1/audit')
@For('supervisor')
export class AuditTrailApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Åtkomstlogg för den egna verksamheten' })
  read(@Ctx() context: RequestContext, @Query({ schema: auditFilter }) filter: AuditFilter): Promise<AuditPage> {
    return this.queries.execute(new ReadAuditTrail(context, filter));
  }
}
