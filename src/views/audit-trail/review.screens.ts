import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { fieldProblems } from '#libs/http';
import { Directory, For, Visitor, type AdmittedRequest } from '#src/access/index';
import { auditFilter } from './audit-filter.js';
import { ReadAuditTrail, type AuditPage } from './read-audit-trail.js';
import { enteredFilter, reviewPage } from './review.page.js';

const NOTHING: AuditPage = { items: [] };

/** Granskning: the supervisor's log review (PDL 4:3, HSLF-FS 2016:40 4:9). */
@ApiExcludeController()
@Controller('workspace/review')
@For('supervisor')
export class ReviewScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { context, lang } = visitor;
    const filter = enteredFilter(query);
    const parsed = auditFilter.safeParse(filter);
    const { agencyId } = context.actor;
    const staff = await this.directory.staffOf(agencyId);
    const ids = new Set((await this.directory.functions()).filter((one) => one.agencyId === agencyId).map(({ unitId }) => unitId));
    const units = await Promise.all([...ids].map(async (id) => ({ id, name: await this.directory.unitName(id) })));
    if (!parsed.success) {
      void reply.status(400);
      const errors = fieldProblems(parsed.error.issues as never).map(({ path, message }) => ({ path, message: message[lang] }));
      return reviewPage(visitor, { filter, errors, staff, units, page: NOTHING });
    }
    const page = await this.queries.execute(new ReadAuditTrail(context, parsed.data));
    return reviewPage(visitor, { filter, errors: [], staff, units, page });
  }
}
