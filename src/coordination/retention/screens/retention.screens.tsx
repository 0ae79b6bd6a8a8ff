import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { FormError } from '#libs/ui';
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
import { ChangeRetention } from '../features/change-retention.js';
import { CaseRetention, DueRecords, OneRetention, type RecordKept } from '../features/read-retention.js';
import { decideErasureInput, liftHoldInput, onDecisionInput, placeHoldInput, type RetentionChange } from '../retention-input.js';
import { RetentionRules } from '../retention-rules.js';
import { viewRetention, type RetentionView } from '../retention-view.js';
import type { RetentionPage } from './retention-page.js';
import { CaseRetentionPage, DueListPage, OneRecordPage, RETENTION } from './retention-pages.js';
import { retentionTexts } from './retention-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.object({ after: z.string().max(500).optional() });

/** Gallring: the head's list, one record, and what those who work with a case see of it. */
@ApiExcludeController()
@Controller('workspace')
@For('supervisor')
export class RetentionScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
    private readonly reached: ViewsReached,
    private readonly rules: RetentionRules,
  ) {}

  @Get('retention')
  async list(@Visitor() visitor: Guest, @Query({ schema: after }) query: z.infer<typeof after>, @Res() reply: FastifyReply): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const views = this.views(visitor, await this.queries.execute(new DueRecords(visitor.context)));
    const shell = { title: retentionTexts(visitor.lang)('title'), path: RETENTION, active: RETENTION, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, <DueListPage views={views} names={await this.names(views)} />));
  }

  @Get('retention/:recordId')
  async one(
    @Visitor() visitor: Guest,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(visitor, recordId, reply, { upToDate: await this.reached.wait(query.after) });
  }

  @Get('cases/:caseId/retention')
  @For('caseworker', 'police-officer')
  async inCase(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const views = this.views(visitor, await this.queries.execute(new CaseRetention(visitor.context, caseId)));
    const page = <CaseRetentionPage views={views} page={await this.page(visitor, views)} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'retention', path: request.url, upToDate }, page));
  }

  @Post('retention/:recordId/:act')
  @For('supervisor', 'caseworker', 'police-officer')
  async change(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('recordId', { schema: uuid }) recordId: string,
    @Param('act') act: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body, ['outsideSample']);
    const parsed = read(act, entered, visitor.lang);
    if (!parsed) throw problems.notFound();
    if (!('act' in parsed)) return this.again(visitor, recordId, reply, parsed.errors, body);
    try {
      const { position } = await this.commands.execute(new ChangeRetention(meta, recordId, parsed));
      const { caseId } = (await this.queries.execute(new OneRetention(visitor.context, recordId))).row;
      await goTo(reply, isHead(visitor) ? `${RETENTION}/${recordId}` : `/workspace/cases/${caseId}/retention`, position);
    } catch (error) {
      await this.again(visitor, recordId, reply, refusedForm(error, visitor.lang), body);
    }
  }

  private again(visitor: Guest, recordId: string, reply: FastifyReply, errors: readonly FormError[], values: FormBody): Promise<void> {
    return this.show(visitor, recordId, reply, { errors, values: values as RetentionPage['values'] });
  }

  private async show(
    visitor: Guest,
    recordId: string,
    reply: FastifyReply,
    { upToDate = true, ...given }: Partial<Pick<RetentionPage, 'errors' | 'values'>> & { upToDate?: boolean },
  ): Promise<void> {
    const views = this.views(visitor, [await this.queries.execute(new OneRetention(visitor.context, recordId))]);
    const page = { ...(await this.page(visitor, views)), ...given };
    const shell = { title: retentionTexts(visitor.lang)('title'), path: `${RETENTION}/${recordId}`, active: RETENTION, upToDate };
    const html = workspacePage(visitor, shell, <OneRecordPage view={views[0]!} page={page} />);
    await sendPage(reply, html, given.errors ? 400 : 200);
  }

  private views({ context }: Guest, kept: readonly RecordKept[]): RetentionView[] {
    return kept.map((one) => viewRetention(one, this.rules, context.actor.staffId));
  }

  private async page(visitor: Guest, views: readonly RetentionView[]): Promise<RetentionPage> {
    const today = swedishDate(visitor.context.now);
    const grounds = this.rules.holdGrounds(today);
    const head = isHead(visitor);
    const records = head ? [] : await namesOfRecords(this.queries, visitor.context, views);
    const names = new Map([...(await this.names(views)), ...records]);
    return { names, newKey: randomUUID, head, grounds, today, errors: [], values: {} };
  }

  private async names(views: readonly RetentionView[]): Promise<ReadonlyMap<string, string>> {
    const functions = views.map(async ({ functionId }) => [functionId, (await this.directory.functionById(functionId))?.name] as const);
    const staff = views
      .flatMap(({ decision }) => [decision?.decidedBy, decision?.confirmedBy])
      .filter((staffId) => typeof staffId === 'string')
      .map(async (staffId) => [staffId, (await this.directory.staffById(staffId))?.name] as const);
    const found = await Promise.all([...functions, ...staff]);
    return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
  }
}

const isHead = ({ context }: Guest): boolean => context.actor.duty === 'supervisor';

type Read = RetentionChange | { readonly errors: readonly FormError[] } | null;
/** A form as the change that it asks for; null for an act that there is none of. */
const read = (act: string, entered: Record<string, unknown>, lang: Guest['lang']): Read => {
  switch (act) {
    case 'hold': {
      const parsed = parseForm(placeHoldInput, entered, lang);
      return parsed.ok ? { act, input: parsed.value } : parsed;
    }
    case 'lift': {
      const parsed = parseForm(liftHoldInput, entered, lang);
      return parsed.ok ? { act, input: parsed.value } : parsed;
    }
    case 'decide': {
      const parsed = parseForm(decideErasureInput, entered, lang);
      return parsed.ok ? { act, input: parsed.value } : parsed;
    }
    case 'confirm':
    case 'withdraw': {
      const parsed = parseForm(onDecisionInput, entered, lang);
      return parsed.ok ? { act, input: parsed.value } : parsed;
    }
    default:
      return null;
  }
};
