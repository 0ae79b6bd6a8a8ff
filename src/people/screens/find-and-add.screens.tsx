import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Ctx, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta, type RequestContext } from '#src/access/index';
import { NearMatches } from '../features/near-matches.js';
import { RegisterPerson } from '../features/register-person.js';
import { SearchPeople, searchPeopleInput, type PersonSearchResult } from '../features/search-people.js';
import { looksLikeNumber } from '../personal-number.js';
import { registerPersonInput } from '../person/person-input.js';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from './form.js';
import { personFormValue, readPersonForm } from './person-fields.js';
import { personHref } from './person-list.js';
import { NewPersonPage } from './new-person-page.js';
import type { FormState } from './person-pages.js';
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
  async add(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Meta() meta: CommandMeta,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, confirmed, ...entered } = readPersonForm(body);
    const { recordId, caseId } = placeOf(entered);
    const again = async (state: FormState, status: number, matches: PersonSearchResult | null = null): Promise<void> => {
      const hidden = { personId: String(entered['personId']), idempotencyKey: randomUUID() };
      const page = <NewPersonPage place={{ recordId, caseId }} state={{ ...state, values: body }} hidden={hidden} matches={matches} />;
      const path = `/workspace/people/new?recordId=${recordId}&caseId=${caseId}`;
      await sendPage(reply, workspacePage(visitor, { title: personTexts(visitor.lang)('new.title'), path }, page), status);
    };
    const parsed = parseForm(registerPersonInput, personFormValue(entered), visitor.lang);
    if (!parsed.ok) return again({ errors: parsed.errors }, 400);
    const matches = confirmed === true ? null : await this.queries.execute(new NearMatches(context, caseId, [parsed.value]));
    if (matches) return again({}, 409, matches);
    try {
      const { position } = await this.commands.execute(new RegisterPerson(meta, parsed.value));
      return await goTo(reply, personHref(parsed.value), position);
    } catch (error) {
      return again({ errors: refusedForm(error, visitor.lang) }, 400);
    }
  }
}

/** @throws Problem when the hidden fields of the form are not ours */
const placeOf = (entered: Record<string, unknown>): z.infer<typeof place> => {
  const parsed = place.safeParse(entered);
  if (!parsed.success) throw problems.malformed();
  return parsed.data;
};
