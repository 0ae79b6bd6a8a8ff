import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem, problems } from '#libs/http';
import type { FormError } from '#libs/ui';
import {
  For,
  isFreshLogin,
  Meta,
  ViewsReached,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type CommandResult,
} from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '../../screens/form.js';
import { ChangeOpening } from '../features/change-opening.js';
import { OpenEmergency } from '../features/open-emergency.js';
import { AskVault, OpenVaultUrgently } from '../features/open-vault.js';
import { ReadOpenings } from '../features/read-openings.js';
import {
  after,
  askVaultInput,
  liftStopInput,
  openEmergencyInput,
  refuseVaultInput,
  reviewOpeningInput,
  VAULT_MINUTES,
} from '../opening-input.js';
import { OpeningFormPage, OPENINGS, OpeningsPage, type OpeningWay } from './opening-pages.js';
import { openingTexts } from './opening-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const listQuery = z.object({ after: z.string().max(500).optional() });
const formQuery = z.object({ recordId: z.uuid(), personId: z.uuid().optional() });
type FormQuery = z.infer<typeof formQuery>;

/** Nödöppning, and the addresses in the vault: asked for, decided, and looked at afterwards. */
@ApiExcludeController()
@Controller('workspace/openings')
@For('caseworker', 'police-officer')
export class OpeningScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  @For('caseworker', 'police-officer', 'supervisor')
  async list(
    @Visitor() visitor: Guest,
    @Query({ schema: listQuery }) { after: position }: z.infer<typeof listQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, visitor, [], await this.views.wait(position));
  }

  @Get('emergency')
  emergencyForm(
    @Visitor() visitor: Guest,
    @Query({ schema: formQuery }) query: FormQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.form(reply, visitor, 'emergency', query, request.url);
  }

  @Get('vault')
  vaultForm(
    @Visitor() visitor: Guest,
    @Query({ schema: formQuery }) query: FormQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.form(reply, visitor, 'vault', query, request.url);
  }

  @Get('urgent')
  urgentForm(
    @Visitor() visitor: Guest,
    @Query({ schema: formQuery }) query: FormQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.form(reply, visitor, 'urgent', query, request.url);
  }

  @Post('emergency')
  emergency(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    return this.open(reply, visitor, 'emergency', body, openEmergencyInput, (input) =>
      this.commands.execute(new OpenEmergency(meta, input)),
    );
  }

  @Post('vault')
  vault(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    return this.open(reply, visitor, 'vault', body, askVaultInput, (input) => this.commands.execute(new AskVault(meta, input)));
  }

  @Post('urgent')
  urgent(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    return this.open(reply, visitor, 'urgent', body, askVaultInput, (input) => this.commands.execute(new OpenVaultUrgently(meta, input)));
  }

  @Post(':openingId/:act')
  @For('caseworker', 'police-officer', 'supervisor')
  async change(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('openingId', { schema: uuid }) openingId: string,
    @Param('act') act: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const change = toChange(meta, act, nestForm(body), visitor.lang);
      const { position } = await this.commands.execute(new ChangeOpening(meta, openingId, change));
      await goTo(reply, OPENINGS, position);
    } catch (error) {
      await this.show(reply, visitor, refusedHere(error, visitor.lang), true);
    }
  }

  private async show(reply: FastifyReply, visitor: Guest, errors: readonly FormError[], upToDate: boolean): Promise<void> {
    const openings = await this.queries.execute(new ReadOpenings(visitor.context));
    const page = <OpeningsPage openings={openings} duty={visitor.context.actor.duty} newKey={randomUUID} errors={errors} />;
    const shell = { title: openingTexts(visitor.lang)('title'), path: OPENINGS, active: OPENINGS, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), errors.length > 0 ? 400 : 200);
  }

  private async form(
    reply: FastifyReply,
    visitor: Guest,
    way: OpeningWay,
    { recordId, personId }: FormQuery,
    path: string,
    again: { errors?: readonly FormError[]; values?: FormBody } = {},
  ): Promise<void> {
    const hidden = { openingId: randomUUID(), idempotencyKey: randomUUID(), recordId, ...(personId ? { personId } : {}) };
    const fresh = way === 'vault' || isFreshLogin(visitor.context);
    const page = <OpeningFormPage way={way} hidden={hidden} fresh={fresh} path={path} {...again} />;
    const shell = { title: openingTexts(visitor.lang)(`${way}.title`), path, active: OPENINGS };
    await sendPage(reply, workspacePage(visitor, shell, page), again.errors ? 400 : 200);
  }

  private async open<T>(
    reply: FastifyReply,
    visitor: Guest,
    way: OpeningWay,
    body: FormBody,
    schema: z.ZodType<T>,
    execute: (input: T) => Promise<CommandResult>,
  ): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body);
    const parsed = parseForm(schema, { reason: '', ...entered }, visitor.lang);
    const place = formQuery.safeParse(entered);
    if (!place.success) throw problems.malformed();
    const { recordId, personId } = place.data;
    const path = `${OPENINGS}/${way}?recordId=${recordId}${personId ? `&personId=${personId}` : ''}`;
    const again = (errors: readonly FormError[]) => this.form(reply, visitor, way, place.data, path, { errors, values: body });
    if (!parsed.ok) return again(parsed.errors);
    try {
      const { position } = await execute(parsed.value);
      await goTo(reply, OPENINGS, position);
    } catch (error) {
      await again(refusedHere(error, visitor.lang));
    }
  }
}

/** Also what asks for something of the person first: a fresh login, a review of what came before. */
const refusedHere = (error: unknown, lang: Guest['lang']): readonly FormError[] =>
  error instanceof Problem && (error.slug === 'fresh-login-needed' || error.slug === 'opening-not-reviewed')
    ? [{ path: '', message: `${error.title[lang]} ${error.extra.detail?.[lang] ?? ''}` }]
    : refusedForm(error, lang);

type Change = ConstructorParameters<typeof ChangeOpening>[2];

/** @throws Problem invalid-input, not-found for an act that there is none of */
const toChange = (
  meta: CommandMeta,
  act: string,
  { idempotencyKey: _, ...entered }: Record<string, unknown>,
  lang: Guest['lang'],
): Change => {
  const read = <T,>(schema: z.ZodType<T>): T => {
    const parsed = parseForm(schema, entered, lang);
    if (parsed.ok) return parsed.value;
    throw problems.invalid(parsed.errors.map(({ path, message }) => ({ path: String(path), message: { sv: message, en: message } })));
  };
  switch (act) {
    case 'approve':
      return { type: 'ApproveVault', by: meta.actor.staffId, until: after(meta.now, VAULT_MINUTES), now: meta.now.toISOString() };
    case 'refuse':
      return { type: 'RefuseVault', by: meta.actor.staffId, ...read(refuseVaultInput) };
    case 'end':
      return { type: 'EndOpening' };
    case 'review': {
      const { outcome, note } = read(reviewOpeningInput);
      return { type: 'ReviewOpening', data: { reviewedBy: meta.actor.staffId, outcome, ...(note ? { note } : {}) } };
    }
    case 'lift':
      return { type: 'LiftStop', data: { liftedBy: meta.actor.staffId, ...read(liftStopInput) } };
    default:
      throw problems.notFound();
  }
};
