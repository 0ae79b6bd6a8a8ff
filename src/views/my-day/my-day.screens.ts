import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { For, homeOf, ViewsReached, Visitor, type AdmittedRequest } from '#src/access/index';
import { sendPage } from '#src/people/index';
import { MyDay } from './my-day.query.js';
import { myDayPage } from './my-day.page.js';

const dayQuery = z.object({ after: z.string().max(500).optional() });

/** Where everybody lands; a duty whose day is another page is led there. */
@ApiExcludeController()
@Controller('workspace')
@For('caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator')
export class MyDayScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  async page(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query({ schema: dayQuery }) { after }: z.infer<typeof dayQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const home = homeOf(visitor.context.actor.duty);
    if (home !== '/workspace') return void (await reply.redirect(home, 303));
    const upToDate = await this.views.wait(after);
    await sendPage(reply, myDayPage(visitor, await this.queries.execute(new MyDay(visitor.context)), upToDate));
  }
}
