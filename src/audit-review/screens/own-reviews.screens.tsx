import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Actions, Button, Card, EmptyState, Form, formatDateTime, PageHeading, Stack, TextArea, useLang, type FormError } from '#libs/ui';
import { For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { ExplainAccess } from '../features/change-review.js';
import { ReadAskedOfMe, type AskedOfMe } from '../features/own-reviews.js';
import { explainInput } from '../review.input.js';
import { actName, logReviewTexts } from './log-review-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/me/log-reviews';
const uuid = z.uuid();
const after = z.object({ after: z.string().max(500).optional() });
interface Again {
  readonly reviewId: string;
  readonly errors: readonly FormError[];
  readonly values: FormBody;
}

/** Frågor om din åtkomst: whom a review is about answers, in their own words. */
@ApiExcludeController()
@Controller('workspace/me/log-reviews')
@For('caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator')
export class OwnReviewScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Query({ schema: after }) { after: position }: z.infer<typeof after>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, visitor, await this.views.wait(position));
  }

  @Post(':reviewId')
  async explain(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('reviewId', { schema: uuid }) reviewId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body);
    const parsed = parseForm(explainInput, { explanation: '', ...entered }, visitor.lang);
    if (!parsed.ok) return this.show(reply, visitor, true, { reviewId, errors: parsed.errors, values: body });
    try {
      const { position } = await this.commands.execute(new ExplainAccess(meta, reviewId, parsed.value.explanation));
      await goTo(reply, PATH, position);
    } catch (error) {
      await this.show(reply, visitor, true, { reviewId, errors: refusedForm(error, visitor.lang), values: body });
    }
  }

  private async show(reply: FastifyReply, visitor: Guest, upToDate: boolean, again?: Again): Promise<void> {
    const { items } = await this.queries.execute(new ReadAskedOfMe(visitor.context));
    const shell = { title: logReviewTexts(visitor.lang)('own.title'), path: PATH, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, <OwnReviewsPage items={items} again={again} />), again ? 400 : 200);
  }
}

const OwnReviewsPage = ({ items, again }: { items: readonly AskedOfMe[]; again: Again | undefined }) => {
  const t = logReviewTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('own.title')} lead={t('own.lead')} />
      {items.length === 0 && <EmptyState title={t('own.none')} />}
      {items.map((asked) => (
        <Asked asked={asked} again={again?.reviewId === asked.reviewId ? again : undefined} />
      ))}
    </Stack>
  );
};

const Asked = ({ asked, again }: { asked: AskedOfMe; again: Again | undefined }) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const { reviewId, explainBy, explanation, open, accesses } = asked;
  const [first] = accesses;
  return (
    <Card title={first ? `${actName(first.action, lang)}, ${formatDateTime(first.at, lang)}` : t('own.title')}>
      <ul>
        {accesses.map(({ at, action }) => (
          <li>
            {formatDateTime(at, lang)}: {actName(action, lang)}
          </li>
        ))}
      </ul>
      {open && explainBy && <p class="subtle">{`${t('own.by')}: ${formatDateTime(explainBy, lang)}`}</p>}
      {explanation !== null && <p>{`${t('own.given')}: ${explanation}`}</p>}
      {!open && explanation === null && <p class="subtle">{t('own.closed')}</p>}
      {open && (
        <Form
          action={`${PATH}/${reviewId}`}
          hidden={{ idempotencyKey: randomUUID() }}
          {...(again ? { errors: again.errors, values: again.values } : {})}
        >
          <TextArea name="explanation" label={t('own.explain')} rows={4} maxLength={4000} />
          <Actions>
            <Button>{t('own.send')}</Button>
          </Actions>
        </Form>
      )}
    </Card>
  );
};
