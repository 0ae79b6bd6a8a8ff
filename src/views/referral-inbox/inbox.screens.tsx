import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { For, ViewsReached, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { REFERRALS_PAGE, referralTexts } from '#src/coordination/referral/index';
import { InboxPage } from './inbox-page.js';
import { listInput } from './list-input.js';
import { ListReferrals } from './list-referrals.js';

/** Förfrågningar: where a liaison's and a caseworker's day begins. */
@ApiExcludeController()
@Controller('workspace/referrals')
@For('caseworker', 'police-officer', 'police-liaison')
export class InboxScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const { context, lang } = visitor;
    const upToDate = await this.reached.wait(typeof query['after'] === 'string' ? query['after'] : undefined);
    const filter = pageFilter(query);
    const page = await this.queries.execute(new ListReferrals(context, filter));
    const options = {
      title: referralTexts(lang)('list'),
      path: request.url,
      active: REFERRALS_PAGE,
      upToDate,
      live: '/api/v1/referrals/stream',
    };
    return workspacePage(visitor, options, <InboxPage page={page} filter={filter} now={context.now} />);
  }
}

/** An address typed by hand shows the inbox rather than a fault: nothing wider can come of it. */
const pageFilter = ({ box, status, cursor }: Record<string, unknown>) => {
  const parsed = listInput.safeParse({ ...(box ? { box } : {}), ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
  return parsed.success ? parsed.data : listInput.parse({});
};
