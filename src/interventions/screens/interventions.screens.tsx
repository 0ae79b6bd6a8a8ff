import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { interventionKind, interventionKinds } from '#config/interventions';
import { problems } from '#libs/http';
import type { FormError } from '#libs/ui';
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
import { OwnPeopleOfCase, personLabel } from '#src/coordination/joint-plan/index';
import { eachPerson, goTo, nestForm, parseForm, refusedForm, roleName, sendPage, type FormBody } from '#src/people/index';
import { PlanAgreedLines } from '../features/plan-agreed-lines.js';
import { PlanIntervention } from '../features/plan-intervention.js';
import { ReadIntervention, InterventionsInCase, type InterventionView } from '../features/read-interventions.js';
import { ReportIntervention } from '../features/report-intervention.js';
import { planInterventionInput, reportInterventionInput } from '../intervention.input.js';
import { Declarations } from '../own-interventions.js';
import { InterventionPage, INTERVENTIONS, InterventionsPage } from './interventions-pages.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const inCase = z.object({ caseId: uuid, after: z.string().optional() });
const shownAfter = z.object({ after: z.string().optional() });
interface Refused {
  readonly errors: readonly FormError[];
  readonly values: FormBody;
}

/** The own interventions on screen: all in a case, planning another, and reporting how one goes. */
@ApiExcludeController()
@Controller('workspace/interventions')
@For('caseworker', 'police-officer')
export class InterventionsScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
    private readonly declarations: Declarations,
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
  async plan(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const { idempotencyKey: _key, ...entered } = nestForm(body);
    const { caseId } = caseOf(body);
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(meta, caseId));
    // It belongs in the record where the person is: a child may have one of its own.
    const person = persons.find(({ personId }) => personId === entered['personId']);
    const parsed = parseForm(planInterventionInput, { ...entered, ...(person ? { recordId: person.recordId } : {}) }, visitor.lang);
    const refused = parsed.ok ? await this.refusal(visitor, () => this.commands.execute(new PlanIntervention(meta, parsed.value))) : parsed;
    if ('position' in refused) return goTo(reply, `${INTERVENTIONS}?caseId=${caseId}`, refused.position);
    await this.showList(visitor, caseId, reply, { refused: { errors: refused.errors, values: body } });
  }

  @Get(':interventionId')
  async one(
    @Visitor() visitor: Guest,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showOne(visitor, interventionId, reply, { upToDate: await this.reached.wait(after) });
  }

  @Post(':interventionId')
  async report(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _key, reason, ...entered } = nestForm(body);
    // The list of reasons may stand chosen beside another step, where it has no meaning.
    const step = entered['step'] === 'interrupt' && reason !== undefined ? { ...entered, reason } : entered;
    const parsed = parseForm(reportInterventionInput, step, visitor.lang);
    const refused = parsed.ok
      ? await this.refusal(visitor, () => this.commands.execute(new ReportIntervention(meta, interventionId, parsed.value)))
      : parsed;
    if ('position' in refused) return goTo(reply, `${INTERVENTIONS}/${interventionId}`, refused.position);
    await this.showOne(visitor, interventionId, reply, { refused: { errors: refused.errors, values: body } });
  }

  @Post('from-plan/:planId')
  async fromPlan(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { caseId } = caseOf(body);
    const planned = await this.commands.execute(new PlanAgreedLines(meta, { planId }));
    await goTo(reply, `${INTERVENTIONS}?caseId=${caseId}`, planned.at(-1)?.position);
  }

  /** The command's position, or what of the form it refused. */
  private async refusal(
    { lang }: Guest,
    act: () => Promise<CommandResult>,
  ): Promise<{ readonly position: string } | { readonly errors: readonly FormError[] }> {
    try {
      return { position: (await act()).position };
    } catch (error) {
      // A missing reason is a fault of that field.
      const errors = refusedForm(error, lang);
      return {
        errors: (error as { slug?: string }).slug === 'reason-missing' ? errors.map((one) => ({ ...one, path: 'reason' })) : errors,
      };
    }
  }

  private async showList(
    visitor: Guest,
    caseId: string,
    reply: FastifyReply,
    { upToDate = true, refused }: { upToDate?: boolean; refused?: Refused },
  ): Promise<void> {
    const { context, lang } = visitor;
    const { declared } = this.declarations.of(context);
    const { recordId, persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const rows = await this.queries.execute(new InterventionsInCase(context, caseId));
    const names = await this.names(visitor, persons);
    const kept = refused?.values['interventionId'];
    const page = (
      <InterventionsPage
        title={declared.title[lang]}
        lead={declared.lead[lang]}
        caseId={caseId}
        now={context.now}
        interventions={rows.map(names.shown)}
        form={{
          action: INTERVENTIONS,
          hidden: { idempotencyKey: randomUUID(), interventionId: typeof kept === 'string' ? kept : randomUUID(), caseId, recordId },
          ...refused,
        }}
        kinds={interventionKinds
          .filter(({ responsible }) => responsible.includes(context.actor.agencyKind))
          .map(({ id, name }) => ({ value: id, label: name[lang] }))}
        persons={names.persons}
        functions={names.functions}
      />
    );
    const path = `${INTERVENTIONS}?caseId=${caseId}`;
    const shell = { title: declared.title[lang], path, active: '/workspace/cases', upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }

  private async showOne(
    visitor: Guest,
    interventionId: string,
    reply: FastifyReply,
    { upToDate = true, refused }: { upToDate?: boolean; refused?: Refused },
  ): Promise<void> {
    const { context } = visitor;
    const row = await this.queries.execute(new ReadIntervention(context, interventionId));
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, row.caseId));
    const intervention = (await this.names(visitor, persons)).shown(row);
    const path = `${INTERVENTIONS}/${interventionId}`;
    const form = { action: path, hidden: { idempotencyKey: randomUUID() }, ...refused };
    const page = <InterventionPage caseId={row.caseId} now={context.now} intervention={intervention} form={form} />;
    const shell = { title: intervention.kind, path, active: '/workspace/cases', upToDate };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }

  /** Ids by their names: persons of the own record, functions of the own agency. */
  private async names({ lang, context }: Guest, persons: readonly Parameters<typeof personLabel>[0][]) {
    const people = eachPerson(persons).map((person) => ({
      value: person.personId,
      label: `${personLabel(person)} (${roleName(person.role, lang)})`,
    }));
    const functions = (await this.directory.functions())
      .filter(({ agencyId }) => agencyId === context.actor.agencyId)
      .map(({ id, name }) => ({ value: id, label: name }));
    const labelOf = (options: readonly { value: string; label: string }[], id: string) =>
      options.find(({ value }) => value === id)?.label ?? id;
    const shown = (row: InterventionView) => ({
      ...row,
      kind: interventionKind(row.kind)?.name[lang] ?? row.kind,
      person: labelOf(people, row.personId),
      function: labelOf(functions, row.functionId),
      inPlan: row.planLineId !== null,
    });
    return { persons: people, functions, shown };
  }
}

/** @throws Problem malformed-body when the form's hidden case is not ours */
const caseOf = (body: FormBody): { caseId: string } => {
  const parsed = z.object({ caseId: uuid }).safeParse(body);
  if (!parsed.success) throw problems.malformed();
  return parsed.data;
};
