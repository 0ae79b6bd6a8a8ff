import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Ctx,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { ChangeProtection } from '../features/change-protection.js';
import { ChangeSafeContact } from '../features/change-safe-contact.js';
import { CorrectPerson } from '../features/correct-person.js';
import { OnePerson, type PersonWithHistory } from '../features/read-persons.js';
import { revealInput, RevealProtected } from '../features/reveal-protected.js';
import { changeProtectionInput, changeSafeContactInput, correctPersonInput } from '../person/person-input.js';
import type { PersonView } from '../person/person-view.js';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from './form.js';
import { personFormValue, readPersonForm } from './person-fields.js';
import { personHref } from './person-list.js';
import { CORRECTABLE, CorrectPage, PersonPage, RevealPage, SafeContactPage, type FormState } from './person-pages.js';
import { ProtectionPage } from './protection-page.js';
import { personTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const where = z.object({ recordId: z.uuid().optional(), after: z.string().optional() });
type Where = z.infer<typeof where>;

/** One person: the card, and the forms that change it. */
@ApiExcludeController()
@Controller('workspace/people/:personId')
@For('caseworker', 'police-officer')
export class PersonScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async person(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const found = await this.find(visitor.context, personId, query);
    const staff = await Promise.all(
      [...new Set(found.history.map(({ by }) => by))].map(async (id) => [id, await this.directory.staffById(id)] as const),
    );
    const staffNames = new Map(staff.map(([id, one]) => [id, one?.name ?? '']));
    const title = personTexts(visitor.lang)(`role.${found.person.role}`);
    await sendPage(
      reply,
      workspacePage(visitor, { title, path: request.url, upToDate }, <PersonPage found={found} staffNames={staffNames} />),
    );
  }

  @Get('correct')
  async correctForm(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const page = <CorrectPage person={person} state={{}} idempotencyKey={randomUUID()} />;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('correct'), path: request.url }, page));
  }

  @Post('correct')
  async correct(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const parsed = parseForm(correctPersonInput, correctionOf(person, body), visitor.lang);
    const again = (state: FormState) => <CorrectPage person={person} state={state} idempotencyKey={randomUUID()} />;
    await this.run(visitor, request, reply, 'correct', body, again, person, async () => {
      if (!parsed.ok) return parsed;
      return { ok: true, value: await this.commands.execute(new CorrectPerson(meta, parsed.value)) };
    });
  }

  @Get('safe-contact')
  async safeContactForm(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const page = <SafeContactPage person={person} state={{}} idempotencyKey={randomUUID()} />;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('safe.change'), path: request.url }, page));
  }

  @Post('safe-contact')
  async safeContact(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const { safeContact } = personFormValue(readPersonForm(body));
    const input = { recordId: person.recordId, caseId: person.caseId, personId, safeContact: safeContact ?? {} };
    const parsed = parseForm(changeSafeContactInput, input, visitor.lang);
    const again = (state: FormState) => <SafeContactPage person={person} state={state} idempotencyKey={randomUUID()} />;
    await this.run(visitor, request, reply, 'safe.change', body, again, person, async () => {
      if (!parsed.ok) return parsed;
      return { ok: true, value: await this.commands.execute(new ChangeSafeContact(meta, parsed.value)) };
    });
  }

  @Get('protection')
  async protectionForm(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const page = <ProtectionPage person={person} state={{}} idempotencyKey={randomUUID()} />;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('protection.change'), path: request.url }, page));
  }

  @Post('protection')
  async protection(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) query: Where,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person } = await this.find(visitor.context, personId, query);
    const input = { recordId: person.recordId, caseId: person.caseId, personId, protection: body['protection'] };
    const parsed = parseForm(changeProtectionInput, input, visitor.lang);
    const again = (state: FormState) => <ProtectionPage person={person} state={state} idempotencyKey={randomUUID()} />;
    await this.run(visitor, request, reply, 'protection.change', body, again, person, async () => {
      if (!parsed.ok) return parsed;
      return { ok: true, value: await this.commands.execute(new ChangeProtection(meta, parsed.value)) };
    });
  }

  /** Tells nothing of whom it is about, not even that there is somebody: whoever may not reveal learns it by the answer to the form. */
  @Get('reveal')
  async revealForm(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) { recordId = '' }: Where,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = <RevealPage place={{ personId, recordId }} state={{}} />;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('reveal'), path: request.url }, page));
  }

  @Post('reveal')
  async reveal(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('personId', { schema: uuid }) personId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = parseForm(revealInput, { recordId: body['recordId'], purpose: body['purpose'] ?? '' }, visitor.lang);
    const shown = parsed.ok ? await this.queries.execute(new RevealProtected(context, personId, parsed.value)) : undefined;
    const place = { personId, recordId: String(body['recordId'] ?? '') };
    const state = parsed.ok ? {} : { errors: parsed.errors, values: body };
    const page = <RevealPage place={place} {...(shown ? { shown } : {})} state={state} />;
    const html = workspacePage(visitor, { title: personTexts(visitor.lang)('reveal'), path: request.url }, page);
    await sendPage(reply, html, parsed.ok ? 200 : 400);
  }

  private find(context: RequestContext, personId: string, { recordId }: Where): Promise<PersonWithHistory> {
    return this.queries.execute(new OnePerson(context, personId, recordId));
  }

  /** Does it and goes to the person; or shows the form again with everything that was typed. */
  private async run(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    title: Parameters<ReturnType<typeof personTexts>>[0],
    body: FormBody,
    again: (state: FormState) => preact.JSX.Element,
    person: PersonView,
    act: () => Promise<{ ok: true; value: { position: string } } | { ok: false; errors: FormState['errors'] }>,
  ): Promise<void> {
    const done = await act().catch((error: unknown) => ({ ok: false as const, errors: refusedForm(error, visitor.lang) }));
    if (done.ok) return goTo(reply, personHref(person), done.value.position);
    const state: FormState = { values: body, ...(done.errors ? { errors: done.errors } : {}) };
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)(title), path: request.url }, again(state)), 400);
  }
}

/**
 * What the form changes, compared with what it showed: an emptied field is taken away, one that was withheld and left empty stays, and what is as
 * it was is no correction.
 */
const correctionOf = (person: PersonView, body: FormBody): Record<string, unknown> => {
  const entered = readPersonForm(body);
  const minor = entered['minor'] === true;
  const changed = CORRECTABLE.flatMap((field): [string, unknown][] => {
    const before = person.values[field];
    const after = entered[field];
    if (after === undefined) return typeof before === 'string' && field !== 'name' ? [[field, null]] : [];
    return after === before ? [] : [[field, after]];
  });
  return {
    recordId: person.recordId,
    caseId: person.caseId,
    personId: person.personId,
    reason: entered['reason'],
    ...(entered['role'] === person.role ? {} : { role: entered['role'] }),
    ...(minor === person.minor ? {} : { minor }),
    ...Object.fromEntries(changed),
  };
};
