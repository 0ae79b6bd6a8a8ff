import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { stepInput } from '#libs/proceeding';
import { For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { OwnPeopleOfCase, personLabel } from '#src/coordination/joint-plan/index';
import { eachPerson, goTo, nestForm, parseForm, refusedForm, roleName, sendPage, type FormBody } from '#src/people/index';
import { ProceedingsInCase, ReadProceeding, type ProceedingView } from '../features/read-proceedings.js';
import { TakeStep } from '../features/take-step.js';
import { Proceedings } from '../own-proceedings.js';
import { proceedingTexts } from './proceeding-texts.js';
import { ProceedingPage, PROCEEDINGS, ProceedingsPage, type RefusedStep } from './proceedings-pages.js';

type Guest = AdmittedRequest['insatskedja'];
type Person = Parameters<typeof personLabel>[0];
const uuid = z.uuid();
const inCase = z.object({ caseId: uuid, after: z.string().optional() });
const shownAfter = z.object({ after: z.string().optional() });
const begun = z.object({ caseId: uuid, proceedingId: uuid, proceeding: z.string(), step: z.string() });

/** The own proceedings on screen: all in a case, beginning one, and registering its next step. */
@ApiExcludeController()
@Controller('workspace/proceedings')
@For('caseworker', 'police-officer')
export class ProceedingsScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly proceedings: Proceedings,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Query({ schema: inCase }) query: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showList(visitor, query.caseId, reply, { upToDate: await this.reached.wait(query.after) });
  }

  @Post()
  async begin(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const form = begun.safeParse(body);
    if (!form.success) throw problems.malformed();
    const { caseId, proceedingId, proceeding, step } = form.data;
    const { table } = this.proceedings.named(proceeding, meta);
    const { idempotencyKey: _key, proceedingId: _id, proceeding: _name, ...entered } = nestForm(body, ticksOf(table));
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(meta, caseId));
    // It belongs in the record where the person is: a child, and the violence user, may have one of their own.
    const person = persons.find(({ personId }) => personId === entered['personId']);
    const parsed = parseForm(stepInput(table), { ...entered, ...(person ? { recordId: person.recordId } : {}) }, visitor.lang);
    const outcome = parsed.ok
      ? await this.outcome(visitor, () => this.commands.execute(new TakeStep(meta, proceeding, proceedingId, parsed.value)))
      : parsed;
    if ('position' in outcome) return goTo(reply, `${PROCEEDINGS}?caseId=${caseId}`, outcome.position);
    await this.showList(visitor, caseId, reply, { refused: { proceeding, step, errors: outcome.errors, values: body } });
  }

  @Get(':proceedingId')
  async one(
    @Visitor() visitor: Guest,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    await this.showOne(visitor, await this.queries.execute(new ReadProceeding(visitor.context, proceedingId)), reply, { upToDate });
  }

  @Post(':proceedingId')
  async next(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.queries.execute(new ReadProceeding(meta, proceedingId));
    const { proceeding } = row;
    const { table } = this.proceedings.named(proceeding, meta);
    const { idempotencyKey: _key, proceeding: _name, ...entered } = nestForm(body, ticksOf(table));
    const parsed = parseForm(stepInput(table), entered, visitor.lang);
    const outcome = parsed.ok
      ? await this.outcome(visitor, () => this.commands.execute(new TakeStep(meta, proceeding, proceedingId, parsed.value)))
      : parsed;
    if ('position' in outcome) return goTo(reply, `${PROCEEDINGS}/${proceedingId}`, outcome.position);
    const step = typeof entered['step'] === 'string' ? entered['step'] : '';
    await this.showOne(visitor, row, reply, { refused: { proceeding, step, errors: outcome.errors, values: body } });
  }

  private async outcome({ lang }: Guest, act: () => Promise<{ position: string }>) {
    try {
      return { position: (await act()).position };
    } catch (error) {
      return { errors: refusedForm(error, lang) };
    }
  }

  private async showList(
    visitor: Guest,
    caseId: string,
    reply: FastifyReply,
    { upToDate = true, refused }: { upToDate?: boolean; refused?: RefusedStep },
  ): Promise<void> {
    const { context, lang } = visitor;
    const { recordId, persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const rows = await this.queries.execute(new ProceedingsInCase(context, caseId));
    const kept = refused?.values['proceedingId'];
    const begin = this.proceedings.of(context).flatMap(({ table }) => {
      const about = eachPerson(persons).filter(({ role }) => table.about.includes(role));
      if (about.length === 0) return [];
      const proceedingId = refused?.proceeding === table.name && typeof kept === 'string' ? kept : randomUUID();
      const hidden = { idempotencyKey: randomUUID(), proceedingId, caseId, recordId };
      return [{ table, persons: about.map((person) => ({ value: person.personId, label: nameOf(person, lang) })), hidden }];
    });
    const proceedings = rows.map((row) => this.shown(visitor, row, persons));
    const page = <ProceedingsPage caseId={caseId} now={context.now} proceedings={proceedings} begin={begin} refused={refused} />;
    const shell = { title: proceedingTexts(lang)('title'), path: `${PROCEEDINGS}?caseId=${caseId}`, active: '/workspace/cases', upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }

  private async showOne(
    visitor: Guest,
    row: ProceedingView,
    reply: FastifyReply,
    { upToDate = true, refused }: { upToDate?: boolean; refused?: RefusedStep },
  ): Promise<void> {
    const { context, lang } = visitor;
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, row.caseId));
    const proceeding = this.shown(visitor, row, persons);
    const page = <ProceedingPage now={context.now} proceeding={proceeding} idempotencyKey={randomUUID()} refused={refused} />;
    const shell = { title: proceeding.table.title[lang], path: `${PROCEEDINGS}/${row.proceedingId}`, active: '/workspace/cases', upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }

  private shown({ context, lang }: Guest, row: ProceedingView, persons: readonly Person[]) {
    const { table } = this.proceedings.named(row.proceeding, context);
    const person = persons.find(({ personId }) => personId === row.personId);
    return { ...row, table, person: person ? nameOf(person, lang) : row.personId.slice(0, 8) };
  }
}

const nameOf = (person: Person, lang: 'sv' | 'en'): string => `${personLabel(person)} (${roleName(person.role, lang)})`;
const ticksOf = ({ facts }: { facts: Readonly<Record<string, { asked: string }>> }): string[] =>
  Object.entries(facts).flatMap(([name, { asked }]) => (asked === 'tick' ? [name] : []));
