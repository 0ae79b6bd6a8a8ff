import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { problems } from '#libs/http';
import {
  casePage,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type CommandResult,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import type { ConsentView } from '../consent-view.js';
import { ExtendConsent, extendConsentInput, WithdrawConsent, withdrawConsentInput } from '../features/change-consent.js';
import { OwnRecord } from '../features/own-record.js';
import { CaseConsents, OneConsent } from '../features/read-consents.js';
import { RecordConsent, recordConsentInput } from '../features/record-consent.js';
import { extendInput, formErrors, one, recordInput, withdrawInput } from './consent-form.js';
import { ExtendPage, functionOptions, NewConsentPage, WithdrawPage, type FormState } from './consent-forms.js';
import { ConsentList } from './consent-list.js';
import { consentTexts } from './consent-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.object({ after: z.string().optional(), withdrawn: z.string().optional() });
const place = z.object({ recordId: uuid.optional() });
type Ran = { readonly result: CommandResult } | { readonly state: FormState };

/** Consent in a case: the list, and the forms to give, extend and withdraw it. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/consent')
@For('caseworker', 'police-officer')
export class ConsentScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const views = await this.queries.execute(new CaseConsents(visitor.context, caseId));
    const { records } = await this.queries.execute(new OwnRecord(visitor.context, caseId));
    const persons = records.flatMap((record) => record.persons);
    const names = { functions: await this.functionNames(), persons: new Map(persons.map(({ personId, name }) => [personId, name])) };
    const page = <ConsentList caseId={caseId} views={views} names={names} withdrawn={query.withdrawn !== undefined} />;
    await this.send(visitor, request, reply, caseId, page, 200, upToDate);
  }

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: place }) { recordId }: z.infer<typeof place>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(visitor, request, reply, caseId, await this.newPage(visitor, caseId, recordId, {}));
  }

  @Post('new')
  async record(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { recordId } = await this.queries.execute(new OwnRecord(visitor.context, caseId, one(body, 'recordId')));
    const parsed = parseForm(recordConsentInput, recordInput(body, { recordId, caseId }, meta.now), visitor.lang);
    const ran = await this.run(visitor, body, parsed, (input) => this.commands.execute(new RecordConsent(meta, input)));
    if ('result' in ran) return goTo(reply, listHref(caseId), ran.result.position);
    await this.send(visitor, request, reply, caseId, await this.newPage(visitor, caseId, recordId, ran.state), 400);
  }

  @Get(':consentId/withdraw')
  async withdrawForm(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.find(visitor, caseId, consentId);
    await this.send(visitor, request, reply, caseId, await this.withdrawPage(view, {}));
  }

  @Post(':consentId/withdraw')
  async withdraw(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.find(visitor, caseId, consentId);
    const parsed = parseForm(withdrawConsentInput, withdrawInput(body), visitor.lang);
    const ran = await this.run(visitor, body, parsed, (input) => this.commands.execute(new WithdrawConsent(meta, consentId, input)));
    if ('result' in ran) return goTo(reply, `${listHref(caseId)}?withdrawn=1`, ran.result.position);
    await this.send(visitor, request, reply, caseId, await this.withdrawPage(view, ran.state), 400);
  }

  @Get(':consentId/extend')
  async extendForm(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.find(visitor, caseId, consentId);
    await this.send(visitor, request, reply, caseId, await this.extendPage(visitor, view, {}));
  }

  @Post(':consentId/extend')
  async extend(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.find(visitor, caseId, consentId);
    const parsed = parseForm(extendConsentInput, extendInput(body), visitor.lang);
    const ran = await this.run(visitor, body, parsed, (input) => this.commands.execute(new ExtendConsent(meta, consentId, input)));
    if ('result' in ran) return goTo(reply, listHref(caseId), ran.result.position);
    await this.send(visitor, request, reply, caseId, await this.extendPage(visitor, view, ran.state), 400);
  }

  /** The consent, under its own case only. */
  private async find({ context }: Guest, caseId: string, consentId: string): Promise<ConsentView> {
    const view = await this.queries.execute(new OneConsent(context, consentId));
    if (view.caseId !== caseId) throw problems.notFound();
    return view;
  }

  private async run<T>(
    { lang }: Guest,
    body: FormBody,
    parsed: ReturnType<typeof parseForm<T>>,
    execute: (input: T) => Promise<CommandResult>,
  ): Promise<Ran> {
    const t = consentTexts(lang);
    if (!parsed.ok) return { state: { values: body, errors: formErrors(parsed.errors, t, true) } };
    try {
      return { result: await execute(parsed.value) };
    } catch (error) {
      return { state: { values: body, errors: formErrors(refusedForm(error, lang), t, false) } };
    }
  }

  private async newPage({ context }: Guest, caseId: string, asked: string | undefined, state: FormState): Promise<VNode> {
    const record = await this.queries.execute(new OwnRecord(context, caseId, asked));
    const functions = functionOptions(await this.directory.functions(), context.actor.agencyId, record.track);
    const consentId = one(state.values ?? {}, 'consentId') ?? randomUUID();
    const hidden = { idempotencyKey: randomUUID(), consentId, recordId: record.recordId };
    const page = { action: `${listHref(caseId)}/new`, back: listHref(caseId), hidden, state };
    return <NewConsentPage {...page} record={record} functions={functions} kind={context.actor.agencyKind} />;
  }

  private async withdrawPage(view: ConsentView, state: FormState): Promise<VNode> {
    return <WithdrawPage {...changing(view, 'withdraw', state)} view={view} functions={await this.functionNames()} />;
  }

  private async extendPage({ context }: Guest, view: ConsentView, state: FormState): Promise<VNode> {
    const { track, persons } = await this.queries.execute(new OwnRecord(context, view.caseId, view.recordId));
    const functions = functionOptions(await this.directory.functions(), context.actor.agencyId, track);
    return <ExtendPage {...changing(view, 'extend', state)} view={view} functions={functions} persons={persons} />;
  }

  private async functionNames(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.directory.functions()).map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`]));
  }

  private async send(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    caseId: string,
    page: VNode,
    status = 200,
    upToDate = true,
  ): Promise<void> {
    await sendPage(reply, casePage(visitor, { caseId, active: 'consent', path: request.url, upToDate }, page), status);
  }
}

const listHref = (caseId: string): string => `/workspace/cases/${caseId}/consent`;
const changing = ({ caseId, consentId }: ConsentView, step: string, state: FormState) => ({
  action: `${listHref(caseId)}/${consentId}/${step}`,
  back: listHref(caseId),
  hidden: { idempotencyKey: randomUUID() },
  state,
});
