import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { Card, PageHeading, Stack } from '#libs/ui';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { one } from '../../consent/index.js';
import type { ClockView } from '../clock.view.js';
import { ExtendClock, extendClockInput } from '../features/extend-clock.js';
import { DayClocks, OneClock } from '../features/read-clocks.js';
import { ClockList } from './clock-list.js';
import { ClockPage, type ClockPageProps } from './clock-page.js';
import { clockTexts } from './clock-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/clocks';
const after = z.object({ after: z.string().optional() });
const uuid = z.uuid();

/** Tidsfrister: the day's, and each with its reason and its extension. */
@ApiExcludeController()
@Controller('workspace/clocks')
@For('caseworker', 'police-officer', 'supervisor')
export class ClockScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
  ) {}

  @Get()
  async day(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    const { context, lang } = visitor;
    const t = clockTexts(lang);
    const clocks = await this.queries.execute(new DayClocks(context));
    const card = (state: 'overdue' | 'soon' | 'ended') => (
      <Card title={t(state)} id={state}>
        <ClockList
          clocks={clocks.filter((clock: ClockView) => clock.state === state)}
          now={context.now}
          nameOf={(caseId) => t('case', { id: caseId.slice(0, 8) })}
          none={t(`${state}.none`)}
        />
      </Card>
    );
    const page = (
      <Stack>
        <PageHeading title={t('title')} lead={t(context.actor.duty === 'supervisor' ? 'leadHead' : 'lead')} />
        {card('overdue')}
        {card('soon')}
        {card('ended')}
      </Stack>
    );
    await sendPage(reply, workspacePage(visitor, { title: t('title'), path: PATH, active: PATH }, page));
  }

  @Get(':clockId')
  async one(
    @Visitor() visitor: Guest,
    @Param('clockId', { schema: uuid }) clockId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    await this.send(visitor, clockId, request, reply, { upToDate });
  }

  @Post(':clockId')
  async extend(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('clockId', { schema: uuid }) clockId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = clockTexts(visitor.lang);
    const values = { until: one(body, 'until') ?? '', reason: one(body, 'reason') ?? '' };
    const parsed = parseForm(extendClockInput, values, visitor.lang);
    if (!parsed.ok) {
      const errors = parsed.errors.map(({ path, message }) => {
        const field = (['until', 'reason'] as const).find((name) => name === String(path));
        return { path, message: field ? t(`error.${field}`) : message };
      });
      return this.send(visitor, clockId, request, reply, { status: 400, again: { errors, values } });
    }
    try {
      const { position } = await this.commands.execute(new ExtendClock(meta, clockId, parsed.value));
      await goTo(reply, `${PATH}/${clockId}`, position);
    } catch (error) {
      await this.send(visitor, clockId, request, reply, { status: 400, again: { errors: refusedForm(error, visitor.lang), values } });
    }
  }

  private async send(
    visitor: Guest,
    clockId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    { status = 200, upToDate = true, again }: { status?: number; upToDate?: boolean; again?: ClockPageProps['again'] },
  ): Promise<void> {
    const { context, lang } = visitor;
    const clock = await this.queries.execute(new OneClock(context, clockId));
    const page = <ClockPage clock={clock} now={context.now} duty={context.actor.duty} again={again} />;
    await sendPage(
      reply,
      workspacePage(visitor, { title: clockTexts(lang)('one'), path: request.url, active: PATH, upToDate }, page),
      status,
    );
  }
}
