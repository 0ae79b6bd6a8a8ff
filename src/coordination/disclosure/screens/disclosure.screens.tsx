import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { problems } from '#libs/http';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import { translator, type FormError, type Lang, type Option } from '#libs/ui';
import {
  casePage,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { AttachmentsInCase } from '../../attachment/index.js';
import { CaseConsents, functionOptions, one, OwnRecord, personOptions, type OwnRecordView } from '../../consent/index.js';
import { LegalRules, ruleOf } from '../../legal-rules/index.js';
import { CloseDisclosure, closeDisclosureInput } from '../features/change-disclosure.js';
import { DecideDisclosure } from '../features/decide-disclosure.js';
import { dateProblems, disclosureInput, type DisclosureInput } from '../features/disclosure-input.js';
import { PreviewDisclosure } from '../features/preview-disclosure.js';
import { CaseDisclosures, DisclosureForPrint } from '../features/read-disclosures.js';
import { isPreviewChanged } from '../preview-tag.js';
import { limitsOf } from '../protection-text.js';
import { disclosureErrors, disclosureOf, possibleGrounds, urgentDisclosureOf } from './disclosure-form.js';
import { DisclosureList, PrintPage } from './disclosure-lists.js';
import { ContentPage, DecidePage, RecipientPage, type FormState } from './disclosure-pages.js';
import { disclosureTexts } from './disclosure-texts.js';
import { fileOptions } from './file-parts.js';
import { UrgentPage } from './urgent-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.object({ after: z.string().optional() });
const place = z.object({ recordId: uuid.optional() });
const chosen = place.extend({ recipientFunction: z.string().optional(), mode: z.enum(['copy', 'standing']).catch('copy') });
const modeOf = (body: FormBody): 'copy' | 'standing' => (one(body, 'mode') === 'standing' ? 'standing' : 'copy');
const kindSchema = z.enum(AGENCY_KINDS);
const baseOf = (caseId: string): string => `/workspace/cases/${caseId}/disclosures`;

/** Disclosures of a case: decisions, the three steps of a new one, and the print for those not connected. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId')
@For('caseworker', 'police-officer')
export class DisclosureScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
    private readonly rules: LegalRules,
  ) {}

  @Get('disclosures')
  async list(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const views = await this.queries.execute(new CaseDisclosures(visitor.context, caseId));
    const { functions } = await this.names();
    const page = <DisclosureList base={baseOf(caseId)} views={views} functions={functions} me={visitor.context.actor.staffId} />;
    await this.send(visitor, request, reply, caseId, page, { upToDate });
  }

  @Get('disclosures/new')
  async newForm(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: chosen }) query: z.infer<typeof chosen>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(visitor, request, reply, caseId, await this.entry(visitor, caseId, query, {}));
  }

  /** Step 2 answers with step 3; step 3 with the decision, or with step 2 again. Nobody enters anything twice. */
  @Post('disclosures/new')
  async submit(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = disclosureTexts(visitor.lang);
    const { recordId } = await this.queries.execute(new OwnRecord(visitor.context, caseId, one(body, 'recordId')));
    const at = { recordId, recipientFunction: one(body, 'recipientFunction'), mode: modeOf(body) };
    const again = async (errors: readonly FormError[], status: number) =>
      this.send(visitor, request, reply, caseId, await this.entry(visitor, caseId, at, { errors, values: body }), { status });
    if (one(body, 'step') === 'change') return again([], 200);

    const parsed = parseForm(disclosureInput, disclosureOf(body, { recordId, caseId }), visitor.lang);
    if (!parsed.ok) return again(disclosureErrors(parsed.errors, t, true), 400);
    const late = dateProblems(parsed.value, visitor.context.now).map(({ path, message }) => ({ path, message: message[visitor.lang] }));
    if (late.length > 0) return again(disclosureErrors(late, t, false), 400);
    try {
      if (one(body, 'step') === 'decide') {
        const { position } = await this.commands.execute(new DecideDisclosure(meta, parsed.value));
        return await goTo(reply, baseOf(caseId), position);
      }
      await this.send(visitor, request, reply, caseId, await this.preview(visitor, caseId, parsed.value, body));
    } catch (error) {
      if (isPreviewChanged(error)) {
        const anew = await this.preview(visitor, caseId, parsed.value, body, refusedForm(error, visitor.lang)[0]?.message);
        return this.send(visitor, request, reply, caseId, anew, { status: 409 });
      }
      await again(disclosureErrors(refusedForm(error, visitor.lang), t, false), 400);
    }
  }

  @Get('disclosures/urgent')
  async urgentForm(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: place }) { recordId }: z.infer<typeof place>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(visitor, request, reply, caseId, await this.urgentPage(visitor, caseId, recordId, {}));
  }

  /** Akut: decided at once, by one person. */
  @Post('disclosures/urgent')
  async decideUrgently(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = disclosureTexts(visitor.lang);
    const { recordId } = await this.queries.execute(new OwnRecord(visitor.context, caseId, one(body, 'recordId')));
    const again = async (errors: readonly FormError[]) =>
      this.send(visitor, request, reply, caseId, await this.urgentPage(visitor, caseId, recordId, { errors, values: body }), {
        status: 400,
      });
    const recipient = await this.directory.functionById(one(body, 'recipientFunction') ?? '');
    const parsed = parseForm(disclosureInput, urgentDisclosureOf(body, { recordId, caseId }, recipient?.connected ?? true), visitor.lang);
    if (!parsed.ok) return again(disclosureErrors(parsed.errors, t, true));
    if (!parsed.value.documentation.reason) return again([{ path: 'documentation.reason', message: t('error.documentation.reason') }]);
    try {
      const { position } = await this.commands.execute(new DecideDisclosure(meta, parsed.value));
      await goTo(reply, baseOf(caseId), position);
    } catch (error) {
      await again(disclosureErrors(refusedForm(error, visitor.lang), t, false));
    }
  }

  /** @throws Problem malformed-body when the hidden reason is not ours */
  @Post('disclosures/:disclosureId/close')
  async close(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = closeDisclosureInput.safeParse({ reason: one(body, 'reason') ?? 'no-longer-needed' });
    if (!parsed.success) throw problems.malformed();
    const { position } = await this.commands.execute(new CloseDisclosure(meta, disclosureId, parsed.data));
    await goTo(reply, baseOf(caseId), position);
  }

  @Get('disclosures/:disclosureId/print')
  async print(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { recipientKind, reservation, ...printed } = await this.queries.execute(
      new DisclosureForPrint(visitor.context, caseId, disclosureId),
    );
    const { view } = printed;
    const kind = kindSchema.safeParse(recipientKind);
    const limits = kind.success ? limitsOf(view.ground, view.ruleVersion, kind.data) : { protection: null, partyMaySee: null };
    const { functions } = await this.names();
    const page = (
      <PrintPage
        {...printed}
        sender={visitor.agencyName}
        functions={functions}
        limits={{ ...limits, purpose: view.purpose, reservation }}
      />
    );
    await this.send(visitor, request, reply, caseId, page);
  }

  /** Step 1 until the recipient is known, then step 2. */
  private async entry({ context, lang }: Guest, caseId: string, query: z.infer<typeof chosen>, state: FormState): Promise<VNode> {
    const { actor, now } = context;
    const base = baseOf(caseId);
    const record = await this.queries.execute(new OwnRecord(context, caseId, query.recordId));
    const recipient = query.recipientFunction ? await this.directory.functionById(query.recipientFunction) : null;
    const onlyCopy = actor.agencyKind === 'health-care';
    if (!recipient) {
      const functions = functionOptions(await this.directory.functions(), actor.agencyId, record.track);
      return <RecipientPage base={base} record={record} functions={functions} onlyCopy={onlyCopy} state={state} />;
    }
    const mode = onlyCopy || !recipient.connected ? 'copy' : query.mode;
    const consents = await this.queries.execute(new CaseConsents(context, caseId));
    const hidden = {
      idempotencyKey: randomUUID(),
      disclosureId: randomUUID(),
      recordId: record.recordId,
      recipientFunction: recipient.id,
      mode,
      channel: recipient.connected ? 'system' : 'print',
    };
    const grounds = possibleGrounds((await this.rules.inForce()).grounds, actor, recipient, mode, now);
    const files = mode === 'copy' ? await this.files(context, caseId, record, lang) : [];
    return <ContentPage {...{ base, hidden, recipient, mode, record, consents, grounds, files, state }} />;
  }

  private async files(context: RequestContext, caseId: string, record: OwnRecordView, lang: Lang): Promise<Option[]> {
    const all = await this.queries.execute(new AttachmentsInCase(context, caseId));
    const t = translator(lang);
    return fileOptions(all, record.recordId, personOptions(record.persons, lang), (cls) => t(`class.${cls}`), lang);
  }

  private async urgentPage({ context }: Guest, caseId: string, asked: string | undefined, state: FormState): Promise<VNode> {
    const record = await this.queries.execute(new OwnRecord(context, caseId, asked));
    const functions = functionOptions(await this.directory.functions(), context.actor.agencyId, record.track);
    return <UrgentPage base={baseOf(caseId)} functions={functions} record={record} state={state} />;
  }

  private async preview(
    { context }: Guest,
    caseId: string,
    input: DisclosureInput,
    values: FormBody,
    changed: string | null = null,
  ): Promise<VNode> {
    const preview = await this.queries.execute(new PreviewDisclosure(context, input));
    const { functions } = await this.names();
    const ground = ruleOf(input.ground, preview.verdict.allowed ? preview.verdict.ruleVersion : null);
    const { secrecy } = await this.rules.inForce();
    const reminders = secrecy.filter(
      ({ at, classes }) => at.includes(context.actor.agencyKind) && classes.some((cls) => input.classes.includes(cls)),
    );
    return (
      <DecidePage
        {...{ base: baseOf(caseId), idempotencyKey: randomUUID(), values, input, preview, ground, reminders, functions, changed }}
      />
    );
  }

  private async names(): Promise<{ functions: ReadonlyMap<string, string> }> {
    const all = await this.directory.functions();
    return { functions: new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`])) };
  }

  private async send(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    caseId: string,
    page: VNode,
    { status = 200, upToDate = true }: { status?: number; upToDate?: boolean } = {},
  ): Promise<void> {
    await sendPage(reply, casePage(visitor, { caseId, active: 'disclosures', path: request.url, upToDate }, page), status);
  }
}
