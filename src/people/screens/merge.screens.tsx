import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta, type RequestContext } from '#src/access/index';
import { MergePerson, UnmergePerson } from '../features/merge-persons.js';
import { OnePerson, PersonsOfRecord } from '../features/read-persons.js';
import { mergePersonInput, unmergePersonInput } from '../person/person-input.js';
import type { PersonView } from '../person/person-view.js';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from './form.js';
import { MergePage } from './merge-page.js';
import { personHref } from './person-list.js';
import type { FormState } from './person-pages.js';
import { personTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const where = z.object({ recordId: z.uuid().optional() });

/** A person who was registered twice in one record: made one, and taken apart again. */
@ApiExcludeController()
@Controller('workspace/people/:personId/merge')
@For('caseworker', 'police-officer')
export class MergeScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async form(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) { recordId }: z.infer<typeof where>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person, others } = await this.find(visitor.context, personId, recordId);
    await sendPage(reply, this.page(visitor, request, person, others, {}));
  }

  @Post()
  async change(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: where }) { recordId }: z.infer<typeof where>,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { person, others } = await this.find(visitor.context, personId, recordId);
    const place = { recordId: person.recordId, caseId: person.caseId, personId };
    const again = (state: FormState): Promise<void> => sendPage(reply, this.page(visitor, request, person, others, state), 400);
    try {
      if (person.mergedInto !== null) {
        const { position } = await this.commands.execute(new UnmergePerson(meta, unmergePersonInput.parse(place)));
        return await goTo(reply, personHref(person), position);
      }
      const { intoPersonId, basis } = body;
      const parsed = parseForm(mergePersonInput, { ...place, intoPersonId, basis }, visitor.lang);
      if (!parsed.ok) return await again({ errors: parsed.errors, values: body });
      const { position } = await this.commands.execute(new MergePerson(meta, parsed.value));
      return await goTo(reply, personHref({ ...person, personId: parsed.value.intoPersonId }), position);
    } catch (error) {
      return again({ errors: refusedForm(error, visitor.lang), values: body });
    }
  }

  private page(visitor: Guest, request: FastifyRequest, person: PersonView, others: readonly PersonView[], state: FormState) {
    const t = personTexts(visitor.lang);
    const title = t(person.mergedInto === null ? 'merge' : 'unmerge');
    return workspacePage(
      visitor,
      { title, path: request.url },
      <MergePage person={person} others={others} state={state} idempotencyKey={randomUUID()} />,
    );
  }

  private async find(context: RequestContext, personId: string, recordId: string | undefined) {
    const { person } = await this.queries.execute(new OnePerson(context, personId, recordId));
    const all = await this.queries.execute(new PersonsOfRecord(context, person.recordId));
    return { person, others: all.filter((one) => one.personId !== personId && one.mergedInto === null) };
  }
}
