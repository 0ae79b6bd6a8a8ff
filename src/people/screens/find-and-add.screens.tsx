import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Ctx, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta, type RequestContext } from '#src/access/index';
import { RegisterPerson } from '../features/register-person.js';
import { SearchPeople, searchPeopleInput } from '../features/search-people.js';
import { looksLikeNumber } from '../personal-number.js';
import { registerPersonInput } from '../person/person-input.js';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from './form.js';
import { personFormValue, readPersonForm } from './person-fields.js';
import { personHref } from './person-list.js';
import { NewPersonPage, type FormState } from './person-pages.js';
import { SearchPage } from './search-page.js';
import { personTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const place = z.object({ recordId: z.uuid(), caseId: z.uuid() });
const SEARCH = '/workspace/people/search';

/** Search first, then new. */
@ApiExcludeController()
@Controller('workspace/people')
@For('caseworker', 'police-officer')
export class FindAndAddScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('search')
  async searchForm(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    const title = personTexts(visitor.lang)('search.title');
    await sendPage(reply, workspacePage(visitor, { title, path: SEARCH, active: SEARCH }, <SearchPage state={{}} />));
  }

  /** Posted, so that what is searched for stands in no address, history or log. */
  @Post('search')
  async search(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = typeof body['query'] === 'string' ? body['query'].trim() : '';
    const parsed = parseForm(searchPeopleInput, looksLikeNumber(query) ? { personNumber: query } : { name: query }, visitor.lang);
    const state: FormState = parsed.ok
      ? { values: body }
      : { values: body, errors: parsed.errors.map(({ message }) => ({ path: 'query', message })) };
    const result = parsed.ok ? await this.queries.execute(new SearchPeople(context, parsed.value)) : undefined;
    const page = <SearchPage state={state} {...(result ? { result } : {})} />;
    const title = personTexts(visitor.lang)('search.title');
    await sendPage(reply, workspacePage(visitor, { title, path: SEARCH, active: SEARCH }, page), parsed.ok ? 200 : 400);
  }

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Query({ schema: place }) where: z.infer<typeof place>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { recordId, caseId } = where;
    const hidden = { personId: randomUUID(), idempotencyKey: randomUUID() };
    const page = <NewPersonPage place={{ recordId, caseId }} state={{}} hidden={hidden} />;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('new.title'), path: request.url }, page));
  }

  @Post('new')
  async add(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const { idempotencyKey: _, ...entered } = readPersonForm(body);
    const parsed = parseForm(registerPersonInput, personFormValue(entered), visitor.lang);
    const done = parsed.ok
      ? await this.commands
          .execute(new RegisterPerson(meta, parsed.value))
          .then(({ position }) => ({ position, errors: [] }))
          .catch((error: unknown) => ({ position: undefined, errors: refusedForm(error, visitor.lang) }))
      : { position: undefined, errors: parsed.errors };
    if (parsed.ok && done.position !== undefined) return goTo(reply, personHref(parsed.value), done.position);
    const where = placeOf(entered);
    const hidden = { personId: String(entered['personId']), idempotencyKey: randomUUID() };
    const page = <NewPersonPage place={where} state={{ errors: done.errors, values: body }} hidden={hidden} />;
    const path = `/workspace/people/new?recordId=${where.recordId}&caseId=${where.caseId}`;
    await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('new.title'), path }, page), 400);
  }
}

/** @throws Problem when the hidden fields of the form are not ours */
const placeOf = (entered: Record<string, unknown>): z.infer<typeof place> => {
  const parsed = place.safeParse(entered);
  if (!parsed.success) throw problems.malformed();
  return parsed.data;
};
