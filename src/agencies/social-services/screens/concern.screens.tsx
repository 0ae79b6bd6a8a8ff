import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Directory, For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, NearMatches, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { ReceiveConcern } from '../concern/features/receive-concern.js';
import { childrenOf, reportOf, TakeReport } from '../concern/features/take-report.js';
import { DecideExtension } from '../extension/features/decide-extension.js';
import { WaitingExtensions } from '../extension/features/read-extensions.js';
import { decideExtensionInput, receiveConcernInput, takeReportInput } from '../process/process.input.js';
import { requireSocialServices } from '../process/own-kind.js';
import { childPage, CHILDREN } from './child-pages.js';
import { childTexts } from './child-texts.js';
import { entered } from './child.screens.js';
import {
  CONCERNS,
  EXTENSIONS,
  ExtensionsPage,
  NewConcernPage,
  TakeReportPage,
  type FormShown,
  type NewConcernProps,
} from './concern-pages.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const newIn = z.object({ caseId: uuid.optional() });
const after = z.object({ after: z.string().optional() });

/** Ids that a new concern is made of, minted when the form is first shown and kept over each correction of it. */
const idsOf = (body: FormBody, caseId: string | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ idempotencyKey: '', concernId: '', recordId: '', caseId: caseId ?? '', 'child.personId': '' }).map(([name, given]) => [
      name,
      typeof body[name] === 'string' ? (body[name] as string) : given || randomUUID(),
    ]),
  );

/** Receiving a concern: written down by hand, or taken in from a report that came by the system. */
@ApiExcludeController()
@Controller('workspace/social-services/concerns')
@For('caseworker')
export class ConcernScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Query({ schema: newIn }) { caseId }: z.infer<typeof newIn>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireSocialServices(visitor.context);
    await this.showNew(visitor, reply, { hidden: idsOf({}, caseId) });
  }

  @Post('new')
  async receive(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const hidden = idsOf(body, undefined);
    const { idempotencyKey: _key, confirmed, ...given } = entered(body);
    const refused = (errors: FormShown['errors'] = [], matches: NewConcernProps['matches'] = null): Promise<void> =>
      this.showNew(visitor, reply, { hidden, errors, values: body, matches }, 400);
    const parsed = parseForm(receiveConcernInput, given, visitor.lang);
    if (!parsed.ok) return refused(parsed.errors);
    // Search first, then new: the same child may be known in another case.
    const { child, caseId } = parsed.value;
    const matches = confirmed === undefined ? await this.queries.execute(new NearMatches(meta, caseId, [child])) : null;
    if (matches) return refused([], matches);
    try {
      const { position } = await this.commands.execute(new ReceiveConcern(meta, parsed.value));
      await goTo(reply, childPage({ personId: child.personId, caseId }), position);
    } catch (error) {
      await refused(refusedForm(error, visitor.lang));
    }
  }

  @Get('take/:referralId')
  async takeForm(
    @Visitor() visitor: Guest,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showTake(visitor, reply, referralId, { hidden: { idempotencyKey: randomUUID() } });
  }

  @Post('take/:referralId')
  async take(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _key, caseId, ...given } = entered(body);
    const refused = (errors: FormShown['errors'] = []): Promise<void> =>
      this.showTake(visitor, reply, referralId, { hidden: { idempotencyKey: randomUUID() }, errors, values: body }, 400);
    const parsed = parseForm(takeReportInput, { ...given, referralId }, visitor.lang);
    if (!parsed.ok) return refused(parsed.errors);
    try {
      const { position } = await this.commands.execute(new TakeReport(meta, parsed.value));
      const known = uuid.safeParse(caseId);
      await goTo(reply, known.success ? `${CHILDREN}?caseId=${known.data}` : '/workspace/cases', position);
    } catch (error) {
      await refused(refusedForm(error, visitor.lang));
    }
  }

  private async showNew(visitor: Guest, reply: FastifyReply, form: Omit<NewConcernProps, 'functions'>, status = 200): Promise<void> {
    const { functions: mine } = visitor.context.actor;
    const functions = (await this.directory.functions())
      .filter(({ id }) => mine.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
    const shell = { title: childTexts(visitor.lang)('new'), path: `${CONCERNS}/new`, active: '/workspace/cases' };
    await sendPage(reply, workspacePage(visitor, shell, <NewConcernPage functions={functions} {...form} />), status);
  }

  private async showTake(visitor: Guest, reply: FastifyReply, referralId: string, form: FormShown, status = 200): Promise<void> {
    const report = await reportOf(this.queries, visitor.context, referralId);
    const children = childrenOf(report);
    const sought = children.map(({ name, personNumber, protection }) => ({ name, personNumber, protection: protection ?? 'none' }));
    const matches = await this.queries.execute(new NearMatches(visitor.context, report.caseId ?? '', sought));
    const hidden = { ...form.hidden, caseId: report.caseId ?? '' };
    const page = (
      <TakeReportPage {...form} hidden={hidden} referralId={referralId} children={children.map(({ name }) => name)} matches={matches} />
    );
    const shell = { title: childTexts(visitor.lang)('take'), path: `${CONCERNS}/take/${referralId}`, active: '/workspace/referrals' };
    await sendPage(reply, workspacePage(visitor, shell, page), status);
  }
}

/** More time: the head of the unit decides. */
@ApiExcludeController()
@Controller('workspace/social-services/extensions')
@For('supervisor')
export class ExtensionScreens {
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
    await this.show(visitor, request, reply, { upToDate: await this.reached.wait(query.after) });
  }

  @Post(':extensionId')
  async decide(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('extensionId', { schema: uuid }) extensionId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = parseForm(decideExtensionInput, { verdict: body['verdict'] }, visitor.lang);
    if (!parsed.ok) return this.show(visitor, request, reply, { errors: parsed.errors });
    try {
      const { position } = await this.commands.execute(new DecideExtension(meta, extensionId, parsed.value));
      await goTo(reply, EXTENSIONS, position);
    } catch (error) {
      await this.show(visitor, request, reply, { errors: refusedForm(error, visitor.lang) });
    }
  }

  private async show(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    { upToDate = true, errors = [] }: { upToDate?: boolean; errors?: NonNullable<FormShown['errors']> },
  ): Promise<void> {
    const { context, lang } = visitor;
    const extensions = await this.queries.execute(new WaitingExtensions(context));
    const staff = new Map((await this.directory.staffOf(context.actor.agencyId)).map(({ id, name }) => [id, name]));
    const page = <ExtensionsPage extensions={extensions} staff={staff} newKey={randomUUID} errors={errors} />;
    const shell = { title: childTexts(lang)('extensions'), path: request.url, active: EXTENSIONS, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), errors.length > 0 ? 400 : 200);
  }
}
