import { Controller, Get, Query, Req, Sse, type MessageEvent } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { z } from 'zod';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { listInput } from './list-input.js';
import { ListReferrals, type ReferralPage } from './list-referrals.js';
import { ReferralLive } from './referral-live.js';

@ApiTags('Förfrågningar')
@Controller('api/v1/referrals')
@For('caseworker', 'police-officer', 'police-liaison')
export class ReferralInboxApi {
  constructor(
    private readonly queries: QueryBus,
    private readonly live: ReferralLive,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Inkomna eller skickade förfrågningar för de funktioner du bemannar' })
  list(@Ctx() context: RequestContext, @Query({ schema: listInput }) query: z.infer<typeof listInput>): Promise<ReferralPage> {
    return this.queries.execute(new ListReferrals(context, query));
  }

  @Sse('stream')
  @ApiOperation({ summary: 'Säger att något har ändrats bland dina förfrågningar, aldrig vad. Behörigheten prövas på nytt varje gång.' })
  stream(@Ctx() context: RequestContext, @Req() request: FastifyRequest): Promise<Observable<MessageEvent>> {
    const seen = request.headers['last-event-id'];
    return this.live.open(context, typeof seen === 'string' ? seen : undefined);
  }
}
