import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { formatDate, type FormError, type FormValues } from '#libs/ui';
import {
  casePage,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
} from '#src/access/index';
import { goTo, namesOfRecords, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { ChangeLife } from '../features/change-life.js';
import { LifeInCase, OneLife, OwnRecords, type RecordLife } from '../features/read-life.js';
import { LIFE_INPUTS, type LifeAct, type LifeChange } from '../life-input.js';
import { LifePageBody, RECORDS } from './life-page.js';
import type { LifePage } from './life-shown.js';
import { lifeTexts } from './life-texts.js';

type Guest = AdmittedRequest['insatskedja'];
type Refused = Pick<LifePage, 'errors' | 'values'>;
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().max(500).optional() });

/** A record's life on screen: of those who work with it as a page of the case, of the head by itself. */
@ApiExcludeController()
@Controller('workspace')
@For('caseworker', 'police-officer', 'supervisor')
export class LifeScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
    private readonly reached: ViewsReached,
  ) {}

  @Get('cases/:caseId/record')
  @For('caseworker', 'police-officer')
  async inCase(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const lives = await this.queries.execute(new LifeInCase(visitor.context, caseId));
    const body = <LifePageBody lives={lives} page={await this.page(visitor, lives)} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'record', path: request.url, upToDate }, body));
  }

  @Get('records/:recordId')
  async one(
    @Visitor() visitor: Guest,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(visitor, recordId, reply, await this.reached.wait(after));
  }

  @Post('records/:recordId/:act')
  async change(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Param('act') act: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isAct(act)) throw problems.notFound();
    const parsed = read(act, body, visitor.lang);
    if (!('act' in parsed)) return this.show(visitor, recordId, reply, true, { errors: parsed.errors, values: body as FormValues });
    try {
      const { position } = await this.commands.execute(new ChangeLife(meta, recordId, parsed));
      await goTo(reply, `${RECORDS}/${recordId}`, position);
    } catch (error) {
      await this.show(visitor, recordId, reply, true, { errors: refusedForm(error, visitor.lang), values: body as FormValues });
    }
  }

  private async show(visitor: Guest, recordId: string, reply: FastifyReply, upToDate: boolean, refused?: Refused): Promise<void> {
    const life = await this.queries.execute(new OneLife(visitor.context, recordId));
    const body = <LifePageBody lives={[life]} page={{ ...(await this.page(visitor, [life])), ...refused }} />;
    const path = `${RECORDS}/${recordId}`;
    const html = isHead(visitor)
      ? workspacePage(visitor, { title: lifeTexts(visitor.lang)('title'), path, active: '/workspace/team', upToDate }, body)
      : casePage(visitor, { caseId: life.caseId, active: 'record', path, upToDate }, body);
    await sendPage(reply, html, refused ? 400 : 200);
  }

  private async page(visitor: Guest, lives: readonly RecordLife[]): Promise<LifePage> {
    const { context, lang } = visitor;
    const head = isHead(visitor);
    const staff = await this.directory.staffOf(context.actor.agencyId);
    const functions = await this.directory.functions();
    const t = lifeTexts(lang);
    const others = head ? [] : await this.queries.execute(new OwnRecords(context));
    const records = head ? [] : await namesOfRecords(this.queries, context, lives);
    return {
      names: new Map([...[...staff, ...functions].map(({ id, name }) => [id, name] as const), ...records]),
      newKey: randomUUID,
      head,
      staffId: context.actor.staffId,
      colleagues: staff
        .filter(({ id }) => id !== context.actor.staffId)
        .map(({ id, name, title }) => ({ value: id, label: `${name}, ${title}` })),
      functions: functions.map(({ id, name, agencyName }) => ({ value: id, label: `${agencyName}: ${name}` })),
      others: others
        .filter(({ recordId }) => !lives.some((life) => life.recordId === recordId))
        .map(({ recordId, caseId, track, openedAt }) => ({
          value: recordId,
          label: `${t('toCase', { id: caseId.slice(0, 8) })}, ${t(`track.${track}`)}, ${t('opened', { on: formatDate(openedAt, lang) })}`,
        })),
      today: swedishDate(context.now),
      errors: [],
      values: {},
    };
  }
}

const isHead = ({ context }: Guest): boolean => context.actor.duty === 'supervisor';
const isAct = (act: string): act is LifeAct => act in LIFE_INPUTS;

/** A form as the act that it asks for. Each of a page's notes has a name of its own there. */
const read = (act: LifeAct, body: FormBody, lang: Guest['lang']): LifeChange | { readonly errors: readonly FormError[] } => {
  const { idempotencyKey: _, watchFor, happened, ...entered } = nestForm(body);
  const note = watchFor ?? happened;
  const { until, toFunction } = entered as { until?: unknown; toFunction?: unknown };
  const given = {
    ...entered,
    ...(note === undefined ? {} : { note }),
    ...(typeof until === 'string' ? { until: until === '' ? undefined : endOfDay(until) } : {}),
    ...(toFunction === '' ? { toFunction: undefined } : {}),
  };
  const parsed = parseForm(LIFE_INPUTS[act] as z.ZodType<LifeChange['input']>, given, lang);
  return parsed.ok ? ({ act, input: parsed.value } as LifeChange) : parsed;
};

/** The last minute of a Swedish day, in summer and in winter; what is no day stays what it is, and is refused. */
const endOfDay = (day: string): string => {
  const winter = new Date(`${day}T23:59:00+01:00`);
  if (Number.isNaN(winter.getTime())) return day;
  return (swedishDate(winter) === day ? winter : new Date(`${day}T23:59:00+02:00`)).toISOString();
};
