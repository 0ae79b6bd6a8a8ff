import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { FormError } from '#libs/ui';
import { Directory, For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { ChangeLogReview, type ReviewChange } from '../features/change-review.js';
import { ReadLogReview, ReadLogReviews } from '../features/read-reviews.js';
import { ReadReviewStatistics } from '../features/statistics.js';
import { TargetLogReview } from '../features/target-review.js';
import { incidentInput, judgeInput, settleInput, targetInput } from '../review.input.js';
import { LOG_REVIEWS, LogReviewsPage, StatisticsPage, type StaffNames } from './log-review-pages.js';
import { logReviewTexts } from './log-review-texts.js';
import { OneReviewPage, type OneReviewProps } from './one-review-page.js';
import { TargetPage } from './target-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.object({ after: z.string().max(500).optional() });
type After = z.infer<typeof after>;
const targetQuery = z.object({ staffId: z.uuid().optional(), caseId: z.uuid().optional(), personId: z.uuid().optional() });

/** Loggkontroll: the head of a unit looks at what its staff looked at. */
@ApiExcludeController()
@Controller('workspace/log-review')
@For('supervisor')
export class LogReviewScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(@Visitor() visitor: Guest, @Query({ schema: after }) { after: position }: After, @Res() reply: FastifyReply): Promise<void> {
    const upToDate = await this.views.wait(position);
    const { items } = await this.queries.execute(new ReadLogReviews(visitor.context));
    const page = <LogReviewsPage reviews={items} staff={await this.staff(visitor)} />;
    await this.page(reply, visitor, { path: LOG_REVIEWS, upToDate }, page);
  }

  @Get('statistics')
  async statistics(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    const statistics = await this.queries.execute(new ReadReviewStatistics(visitor.context));
    await this.page(reply, visitor, { path: `${LOG_REVIEWS}/statistics` }, <StatisticsPage statistics={statistics} />);
  }

  @Get('new')
  async targetForm(
    @Visitor() visitor: Guest,
    @Query({ schema: targetQuery }) query: z.infer<typeof targetQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const today = swedishDate(visitor.context.now);
    const monthAgo = swedishDate(new Date(visitor.context.now.getTime() - 30 * 86_400_000));
    await this.showTarget(reply, visitor, [], { from: monthAgo, to: today, ...query });
  }

  @Post('new')
  async target(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body);
    const parsed = parseForm(targetInput, { reason: '', from: '', to: '', ...entered }, visitor.lang);
    if (!parsed.ok) return this.showTarget(reply, visitor, parsed.errors, body);
    try {
      const { position } = await this.commands.execute(new TargetLogReview(meta, parsed.value));
      await goTo(reply, LOG_REVIEWS, position);
    } catch (error) {
      await this.showTarget(reply, visitor, refusedForm(error, visitor.lang), body);
    }
  }

  @Get(':reviewId')
  async one(
    @Visitor() visitor: Guest,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Query({ schema: after }) { after: position }: After,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.views.wait(position);
    await this.showOne(reply, visitor, reviewId, { path: request.url, upToDate });
  }

  @Post(':reviewId/:act')
  async change(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Param('act') act: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = `${LOG_REVIEWS}/${reviewId}`;
    const again = (errors: readonly FormError[]) => this.showOne(reply, visitor, reviewId, { path }, { act, errors, values: body });
    const parsed = readChange(act, body, visitor.lang);
    if (!parsed.ok) return again(parsed.errors);
    try {
      const { position } = await this.commands.execute(new ChangeLogReview(meta, reviewId, parsed.value));
      await goTo(reply, path, position);
    } catch (error) {
      await again(refusedForm(error, visitor.lang));
    }
  }

  private async showOne(
    reply: FastifyReply,
    visitor: Guest,
    reviewId: string,
    shell: { path: string; upToDate?: boolean },
    again?: OneReviewProps['again'],
  ): Promise<void> {
    const review = await this.queries.execute(new ReadLogReview(visitor.context, reviewId));
    const page = <OneReviewPage review={review} staff={await this.staff(visitor)} again={again} />;
    await this.page(reply, visitor, shell, page, again ? 400 : 200);
  }

  private async showTarget(reply: FastifyReply, visitor: Guest, errors: readonly FormError[], values: FormBody): Promise<void> {
    const colleagues = await this.directory.staffOf(visitor.context.actor.agencyId);
    const others = colleagues.filter(({ id }) => id !== visitor.context.actor.staffId);
    const page = <TargetPage staff={others} errors={errors} values={values} newKey={randomUUID()} />;
    await this.page(reply, visitor, { path: `${LOG_REVIEWS}/new` }, page, errors.length > 0 ? 400 : 200);
  }

  private async page(
    reply: FastifyReply,
    visitor: Guest,
    shell: { path: string; upToDate?: boolean },
    page: Parameters<typeof workspacePage>[2],
    status = 200,
  ): Promise<void> {
    const title = logReviewTexts(visitor.lang)('title');
    await sendPage(reply, workspacePage(visitor, { title, active: LOG_REVIEWS, ...shell }, page), status);
  }

  private async staff({ context }: Guest): Promise<StaffNames> {
    const colleagues = await this.directory.staffOf(context.actor.agencyId);
    return new Map(colleagues.map(({ id, name, title }) => [id, `${name}, ${title}`]));
  }
}

type ReadChange = { readonly ok: true; readonly value: ReviewChange } | { readonly ok: false; readonly errors: readonly FormError[] };

/** @throws Problem not-found for an act that there is none of */
const readChange = (act: string, body: FormBody, lang: Guest['lang']): ReadChange => {
  const { idempotencyKey: _, ...entered } = nestForm(body);
  const read = <T extends object>(type: ReviewChange['type'], schema: z.ZodType<T>, empty: object): ReadChange => {
    const parsed = parseForm(schema, { ...empty, ...entered }, lang);
    return parsed.ok ? { ok: true, value: { type, ...parsed.value } as unknown as ReviewChange } : parsed;
  };
  switch (act) {
    case 'ask':
      return { ok: true, value: { type: 'AskExplanation' } };
    case 'judge':
      return read('Judge', judgeInput, { note: '' });
    case 'incident':
      return read('OpenIncident', incidentInput, { what: '' });
    case 'settle':
      return read('SettleIncident', settleInput, { note: '' });
    default:
      throw problems.notFound();
  }
};
