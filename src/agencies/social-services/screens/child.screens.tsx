import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z, type ZodType } from 'zod';
import { problems } from '#libs/http';
import { swedishMoment } from '#libs/ui';
import {
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  workspacePage,
  type AdmittedRequest,
  type CommandMeta,
  type CommandResult,
} from '#src/access/index';
import { personLabel } from '#src/coordination/joint-plan/index';
import { goTo, NearMatches, nestForm, parseForm, PersonsOfRecord, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { TakeConcernStep } from '../concern/features/take-concern-step.js';
import { BeginProcess, type Begins } from '../process/features/begin-process.js';
import { ChildrenInCase, OneChild } from '../process/features/read-children.js';
import { TakeStep, type Taken } from '../process/features/take-step.js';
import {
  askExtensionInput,
  concernStepInput,
  decideFollowUpInput,
  decidePlacementInput,
  followUpStepInput,
  inquiryStepInput,
  openInquiryInput,
  placementStepInput,
} from '../process/process.input.js';
import { MatchesPage } from './matches-page.js';
import { ChildListPage, ChildPage, childPage, CHILDREN, type Refused } from './child-pages.js';
import { childTexts } from './child-texts.js';
import { DAYS, LISTS, TICKS } from './step-fields.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const inCase = z.object({ caseId: uuid, after: z.string().optional() });
const named = z.looseObject({ caseId: uuid, form: z.string().default(''), process: z.string(), processId: uuid.optional() });

const STEPS: Readonly<Record<string, ZodType>> = {
  concern: concernStepInput,
  inquiry: inquiryStepInput,
  placement: placementStepInput,
  'follow-up': followUpStepInput,
};
const BEGINNINGS: Readonly<Record<string, ZodType>> = {
  inquiry: openInquiryInput,
  placement: decidePlacementInput,
  'follow-up': decideFollowUpInput,
  extension: askExtensionInput,
};
/** The id that each beginning mints: the same for the same form, so that a repeated one is the same. */
const ID_OF: Readonly<Record<string, string>> = {
  inquiry: 'inquiryId',
  placement: 'placementId',
  'follow-up': 'followUpId',
  extension: 'extensionId',
};

/** What was entered, as the inputs want it: lists, ticks, a Swedish wall clock as a moment, the end of a chosen day. */
export const entered = (body: FormBody): Record<string, unknown> => {
  const lists = Object.fromEntries(LISTS.flatMap((name) => (body[name] === undefined ? [] : [[name, [body[name]].flat()]])));
  const ticks = Object.fromEntries(TICKS.flatMap((name) => (body[name] === undefined ? [] : [[name, true]])));
  const { at, ...rest } = nestForm(body);
  const days = Object.fromEntries(
    DAYS.flatMap((name) => (typeof rest[name] === 'string' ? [[name, swedishMoment(`${rest[name]}T23:59`)]] : [])),
  );
  return { ...rest, ...lists, ...ticks, ...days, ...(typeof at === 'string' ? { at: swedishMoment(at) } : {}) };
};

/** The children of a case, and a child's page with every step. */
@ApiExcludeController()
@Controller('workspace/social-services/children')
@For('caseworker')
export class ChildScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Query({ schema: inCase }) query: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    const { caseId } = query;
    const children = await this.queries.execute(new ChildrenInCase(visitor.context, caseId));
    const page = <ChildListPage caseId={caseId} children={children} names={await this.names(visitor, children)} />;
    const shell = {
      title: childTexts(visitor.lang)('children'),
      path: `${CHILDREN}?caseId=${caseId}`,
      active: '/workspace/cases',
      upToDate,
    };
    await sendPage(reply, workspacePage(visitor, shell, page));
  }

  @Get(':personId')
  async one(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: inCase }) { caseId, after }: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(visitor, { personId, caseId }, reply, { upToDate: await this.reached.wait(after) });
  }

  /** Signals that meet: asked for by a person, never by the page itself, since each search is a line in the trail. */
  @Get(':personId/matches')
  async matches(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { context, lang } = visitor;
    const child = await this.queries.execute(new OneChild(context, personId, caseId));
    const person = (await this.queries.execute(new PersonsOfRecord(context, child.recordId))).find((one) => one.personId === personId);
    const { name, personNumber } = person?.values ?? {};
    const sought = typeof name === 'string' && person ? [{ name, personNumber: asText(personNumber), protection: person.protection }] : [];
    const matches = await this.queries.execute(new NearMatches(context, caseId, sought));
    const shell = { title: childTexts(lang)('matches'), path: childPage(child), active: '/workspace/cases' };
    await sendPage(reply, workspacePage(visitor, shell, <MatchesPage child={child} name={asText(name) ?? ''} matches={matches} />));
  }

  @Post(':personId/steps')
  async step(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { process, processId } = formOf(body);
    const schema = STEPS[process];
    if (!schema || processId === undefined) throw problems.malformed();
    const { idempotencyKey: _k, caseId: _c, recordId: _r, form: _f, process: _p, processId: _i, ...given } = entered(body);
    const input = { ...given, ...mintedBy(given, body['idempotencyKey']) };
    await this.attempt(visitor, { personId, body, schema, input, reply }, (value) =>
      process === 'concern'
        ? new TakeConcernStep(meta, processId, value as never)
        : new TakeStep(meta, processId, { process, input: value } as Taken),
    );
  }

  @Post(':personId/begin')
  async begin(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { process } = formOf(body);
    const schema = BEGINNINGS[process];
    if (!schema) throw problems.malformed();
    const { idempotencyKey, form: _f, process: _p, ...given } = entered(body);
    const input = { ...given, personId, [ID_OF[process]!]: idempotencyKey };
    await this.attempt(
      visitor,
      { personId, body, schema, input, reply },
      (value) => new BeginProcess(meta, { process, input: value } as Begins),
    );
  }

  private async attempt(
    visitor: Guest,
    { personId, body, schema, input, reply }: { personId: string; body: FormBody; schema: ZodType; input: object; reply: FastifyReply },
    command: (value: unknown) => Command<CommandResult>,
  ): Promise<void> {
    const { caseId, form } = formOf(body);
    const refused = (errors: Refused['errors']): Promise<void> =>
      this.show(visitor, { personId, caseId }, reply, { refused: { form, errors, values: body } });
    const parsed = parseForm(schema, input, visitor.lang);
    if (!parsed.ok) return refused(parsed.errors);
    try {
      const { position } = await this.commands.execute(command(parsed.value));
      await goTo(reply, childPage({ personId, caseId }), position);
    } catch (error) {
      await refused(refusedForm(error, visitor.lang));
    }
  }

  private async show(
    visitor: Guest,
    { personId, caseId }: { personId: string; caseId: string },
    reply: FastifyReply,
    { upToDate = true, refused }: { upToDate?: boolean; refused?: Refused },
  ): Promise<void> {
    const { context, lang } = visitor;
    const child = await this.queries.execute(new OneChild(context, personId, caseId));
    const [functions, colleagues] = await Promise.all([this.directory.functions(), this.directory.staffOf(context.actor.agencyId)]);
    const boards = functions
      .filter(
        (one) => one.agencyKind === 'social-services' && one.agencyId !== context.actor.agencyId && one.accepts.includes('concern-report'),
      )
      .map(({ id, name, agencyName }) => ({ value: id, label: `${name}, ${agencyName}` }));
    const name = (await this.names(visitor, [child])).get(personId) ?? childTexts(lang)('child');
    const staff = new Map(colleagues.map(({ id, name: of }) => [id, of]));
    const page = <ChildPage {...{ child, name, staff, boards, refused }} />;
    const shell = { title: name, path: childPage(child), active: '/workspace/cases', upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }

  /** Names of children, out of the own records that they stand in. */
  private async names(
    { context }: Guest,
    children: readonly { recordId: string; personId: string }[],
  ): Promise<ReadonlyMap<string, string>> {
    const persons = await Promise.all(
      [...new Set(children.map(({ recordId }) => recordId))].map((recordId) =>
        this.queries.execute(new PersonsOfRecord(context, recordId)),
      ),
    );
    return new Map(persons.flat().map((person) => [person.personId, personLabel(person)]));
  }
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Whoever decides to open an inquiry, or on support, makes one: its id is the form's own key, so that the same form makes it once. */
const mintedBy = ({ step, outcome }: Record<string, unknown>, key: unknown): Record<string, unknown> => {
  if (step === 'decide' && outcome === 'open-inquiry') return { inquiryId: key };
  return step === 'decide-support' ? { decisionId: key } : {};
};

/** @throws Problem malformed-body when the form's hidden fields are not ours */
const formOf = (body: FormBody): z.infer<typeof named> => {
  const parsed = named.safeParse(body);
  if (!parsed.success) throw problems.malformed();
  return parsed.data;
};
