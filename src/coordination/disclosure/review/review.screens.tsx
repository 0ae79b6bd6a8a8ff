import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Directory, For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { one } from '../../consent/index.js';
import { DisclosureReviews } from './read-reviews.js';
import { ReviewDisclosure, reviewInput } from './review-disclosure.js';
import { ReviewPage, type ReviewPageProps } from './review-page.js';
import { reviewTexts } from './review-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/urgent';
const after = z.object({ after: z.string().optional() });

/** Akutbeslut: what one person disclosed alone, for the head of the unit to review. */
@ApiExcludeController()
@Controller('workspace/urgent')
@For('supervisor')
export class ReviewScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    await this.send(visitor, request, reply, { upToDate });
  }

  @Post(':disclosureId')
  async review(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('disclosureId', { schema: z.uuid() }) disclosureId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = reviewTexts(visitor.lang);
    const values = { verdict: one(body, 'verdict') ?? '', note: one(body, 'note') ?? '' };
    const parsed = parseForm(reviewInput, values, visitor.lang);
    if (!parsed.ok) {
      const errors = parsed.errors.map(({ path, message }) => {
        const field = (['verdict', 'note'] as const).find((name) => name === String(path));
        return { path, message: field ? t(`error.${field}`) : message };
      });
      return this.send(visitor, request, reply, { status: 400, again: { disclosureId, errors, values } });
    }
    try {
      const { position } = await this.commands.execute(new ReviewDisclosure(meta, disclosureId, parsed.value));
      await goTo(reply, PATH, position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.send(visitor, request, reply, { status: 400, again: { disclosureId, errors, values } });
    }
  }

  private async send(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    { status = 200, upToDate = true, again }: { status?: number; upToDate?: boolean; again?: ReviewPageProps['again'] },
  ): Promise<void> {
    const { context, lang } = visitor;
    const reviews = await this.queries.execute(new DisclosureReviews(context));
    const [all, colleagues] = await Promise.all([this.directory.functions(), this.directory.staffOf(context.actor.agencyId)]);
    const functions = new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`]));
    const staff = new Map(colleagues.map(({ id, name, title }) => [id, `${name}, ${title}`]));
    const page = <ReviewPage {...{ reviews, functions, staff, me: context.actor.staffId, again }} />;
    const shell = { title: reviewTexts(lang)('title'), path: request.url, active: PATH, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), status);
  }
}
