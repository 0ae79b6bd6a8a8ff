import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { DisclosureReviews, type DisclosureReview } from './read-reviews.js';
import { ReviewDisclosure, reviewInput, type ReviewInput } from './review-disclosure.js';

const uuid = z.uuid();

@ApiTags('Granskning')
@Controller('api/v1')
@For('supervisor')
export class DisclosureReviewApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('disclosure-reviews')
  @ApiOperation({
    summary: 'Utlämnanden under Akut i den egna enheten: vad som väntar på granskning, till när, och vad granskningen kom fram till',
  })
  async list(@Ctx() context: RequestContext): Promise<{ items: readonly DisclosureReview[] }> {
    return { items: await this.queries.execute(new DisclosureReviews(context)) };
  }

  @Post('disclosures/:disclosureId/review')
  @ApiOperation({ summary: 'Granska i efterhand ett utlämnande som en person beslutade under Akut' })
  review(
    @Meta() meta: CommandMeta,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body({ schema: reviewInput }) body: ReviewInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReviewDisclosure(meta, disclosureId, body));
  }
}
