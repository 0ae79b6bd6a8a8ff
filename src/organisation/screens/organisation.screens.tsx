import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Breadcrumbs, Card, PageHeading, Stack, swedishMoment } from '#libs/ui';
import {
  Ctx,
  For,
  Meta,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type CommandResult,
  type RequestContext,
} from '#src/access/index';
import { ReadRegister } from '../queries/read-register.js';
import { AppointStandIn, appointStandInInput } from '../staff/features/appoint-stand-in.js';
import { EndStaff } from '../staff/features/end-staff.js';
import { RegisterStaff, registerStaffInput } from '../staff/features/register-staff.js';
import { ScheduleOnCall, scheduleOnCallInput } from '../staff/features/schedule-on-call.js';
import { listOf, optional, parseForm, refusedForm, sendPage, textOf, type FormBody, type Parsed } from './form.js';
import { RegisterPage, ROOT } from './register-page.js';
import { ChooseAgency, StaffForm, type FormState } from './staff-form.js';
import { StaffPage, type StaffFormName } from './staff-page.js';
import { flashOf, organisationTexts, sentences } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const freshKey = randomUUID;

/** The administrator's pages: who has which rights, and their changes. */
@ApiExcludeController()
@Controller('workspace/organisation')
@For('administrator')
export class OrganisationScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Query('agency') agency: unknown,
    @Query('done') done: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = organisationTexts(visitor.lang);
    const agencyId = textOf(agency);
    const register = await this.queries.execute(new ReadRegister(context, agencyId ? { agencyId } : {}));
    const path = agencyId ? `${ROOT}?agency=${encodeURIComponent(agencyId)}` : ROOT;
    const page = <RegisterPage register={register} agencyId={agencyId} now={context.now} />;
    await sendPage(reply, workspacePage(visitor, { title: t('org.title'), path, active: ROOT, flash: flashOf(t, done) }, page));
  }

  @Get('staff/new')
  async new(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Query('agency') agency: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendNew(reply, visitor, context, textOf(agency), randomUUID(), {});
  }

  @Get('staff/:staffId')
  async one(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Query('done') done: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendStaff(reply, visitor, context, staffId, { done });
  }

  /** New and changed alike: the hidden id says who. */
  @Post('staff')
  async save(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const staffId = textOf(body['staffId']);
    if (!uuid.safeParse(staffId).success) throw problems.malformed();
    const input = {
      id: staffId,
      agencyId: textOf(body['agencyId']),
      unitId: textOf(body['unitId']),
      name: textOf(body['name']),
      title: textOf(body['title']),
      subject: textOf(body['subject']),
      duties: listOf(body['duties']),
      functions: listOf(body['functions']),
      ...optional('personnummer', textOf(body['personnummer']).replace(/[\s-]/g, '')),
    };
    const errors = await this.attempt(visitor, parse(visitor, registerStaffInput, input), (value) => new RegisterStaff(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'registered');
    const state = { errors, values: { ...body, duties: input.duties, functions: input.functions } };
    if (body['known'] === 'true') return this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'entry', state } });
    await this.sendNew(reply, visitor, meta, input.agencyId, staffId, state);
  }

  @Post('staff/:staffId/end')
  async end(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const errors = await this.attempt(visitor, { ok: true, value: { staffId } }, (value) => new EndStaff(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'ended');
    await this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'entry', state: { errors } } });
  }

  @Post('staff/:staffId/stand-in')
  async standIn(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const input = { absentStaffId: staffId, standInStaffId: textOf(body['standInStaffId']), ...spell(body) };
    const errors = await this.attempt(visitor, parse(visitor, appointStandInInput, input), (value) => new AppointStandIn(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'standIn');
    await this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'stand-in', state: { errors, values: body } } });
  }

  @Post('staff/:staffId/stand-in/end')
  async endStandIn(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const input = { absentStaffId: staffId, standInStaffId: textOf(body['standInStaffId']), ...stopped(body, meta.now) };
    const errors = await this.attempt(visitor, parse(visitor, appointStandInInput, input), (value) => new AppointStandIn(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'standIn');
    await this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'stand-in', state: { errors } } });
  }

  @Post('staff/:staffId/on-call')
  async onCall(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const input = { staffId, functionId: textOf(body['functionId']), ...spell(body) };
    const errors = await this.attempt(visitor, parse(visitor, scheduleOnCallInput, input), (value) => new ScheduleOnCall(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'onCall');
    await this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'on-call', state: { errors, values: body } } });
  }

  @Post('staff/:staffId/on-call/end')
  async endOnCall(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('staffId', { schema: uuid }) staffId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const input = { staffId, functionId: textOf(body['functionId']), ...stopped(body, meta.now) };
    const errors = await this.attempt(visitor, parse(visitor, scheduleOnCallInput, input), (value) => new ScheduleOnCall(meta, value));
    if (!errors) return done(reply, `${ROOT}/staff/${staffId}`, 'onCall');
    await this.sendStaff(reply, visitor, meta, staffId, { refused: { form: 'on-call', state: { errors } } });
  }

  /** The errors to show, or undefined when it is done. */
  private async attempt<T>(visitor: Guest, parsed: Parsed<T>, command: (value: T) => Command<CommandResult>): Promise<FormState['errors']> {
    if (!parsed.ok) return parsed.errors;
    return this.commands.execute(command(parsed.value)).then(
      () => undefined,
      (error: unknown) => refusedForm(error, visitor.lang),
    );
  }

  private async sendNew(
    reply: FastifyReply,
    visitor: Guest,
    context: RequestContext,
    agencyId: string,
    staffId: string,
    state: FormState,
  ): Promise<void> {
    const t = organisationTexts(visitor.lang);
    const register = await this.queries.execute(new ReadRegister(context, { agencyId: agencyId || 'none' }));
    const agency = register.agencies.get(agencyId);
    const page = (
      <Stack>
        <Breadcrumbs items={[{ label: t('org.title'), href: ROOT }, { label: t('org.add') }]} />
        <PageHeading title={t('org.add')} lead={agency?.name} />
        <Card>
          {agency ? (
            <StaffForm register={register} agencyId={agencyId} state={state} hidden={{ staffId, idempotencyKey: freshKey() }} />
          ) : (
            <ChooseAgency register={register} />
          )}
        </Card>
      </Stack>
    );
    const path = `${ROOT}/staff/new?agency=${encodeURIComponent(agencyId)}`;
    await sendPage(reply, workspacePage(visitor, { title: t('org.add'), path, active: ROOT }, page), state.errors ? 400 : 200);
  }

  private async sendStaff(
    reply: FastifyReply,
    visitor: Guest,
    context: RequestContext,
    staffId: string,
    { done: said, refused }: { done?: unknown; refused?: { form: StaffFormName; state: FormState } },
  ): Promise<void> {
    const t = organisationTexts(visitor.lang);
    const register = await this.queries.execute(new ReadRegister(context, { staffId }));
    const staff = register.staff.get(staffId)!;
    const { now, actor } = context;
    const page = (
      <StaffPage
        register={register}
        staff={staff}
        now={now}
        viewerId={actor.staffId}
        freshKey={freshKey}
        {...(refused ? { refused } : {})}
      />
    );
    const shell = { title: staff.name, path: `${ROOT}/staff/${staffId}`, active: ROOT, flash: flashOf(t, said) };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }
}

const parse = <T,>(visitor: Guest, schema: z.ZodType<T>, input: unknown): Parsed<T> =>
  parseForm(schema, input, visitor.lang, sentences(organisationTexts(visitor.lang)));

const spell = (body: FormBody) => ({
  from: swedishMoment(textOf(body['from'])),
  ...optional('until', swedishMoment(textOf(body['until']))),
});
/** Ended now; one that has not begun is called off. */
const stopped = (body: FormBody, now: Date) => {
  const from = textOf(body['from']);
  return { from, until: from > now.toISOString() ? from : now.toISOString() };
};

const done = async (reply: FastifyReply, path: string, what: string): Promise<void> => {
  await reply.redirect(`${path}?done=${what}`, 303);
};
