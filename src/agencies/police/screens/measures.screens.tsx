import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
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
import { goTo, nestForm, parseForm, PersonsOfRecord, refusedForm, sendPage, type FormBody, type Parsed } from '#src/people/index';
import { OwnRecordOfCase } from '../features/own-record.js';
import { PlanAgreedLines } from '../features/plan-agreed-lines.js';
import { PlanMeasure } from '../features/plan-measure.js';
import { MeasuresInCase } from '../features/read-measures.js';
import { ReportMeasure } from '../features/report-measure.js';
import { planMeasureInput, reportMeasureInput } from '../measure/measure.input.js';
import { MeasuresPage, type MeasuresPageProps } from './measures-page.js';
import { policeTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const inCase = z.object({ caseId: z.uuid() });
const where = z.object({ after: z.string().optional() });

/** The police's own measures in a case. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/measures')
@For('police-officer')
export class MeasureScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: where }) { after }: z.infer<typeof where>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    await this.show(visitor, reply, caseId, { path: request.url, upToDate });
  }

  @Post()
  async plan(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body);
    const parsed = parseForm(planMeasureInput, { ...entered, caseId }, visitor.lang);
    await this.run(visitor, reply, caseId, 'plan', body, parsed, (input) => this.commands.execute(new PlanMeasure(meta, input)));
  }

  @Post(':interventionId')
  async report(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('interventionId', { schema: uuid }) interventionId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, reason, ...entered } = nestForm(body);
    // A reason belongs to an interruption alone; the list may stand chosen beside another step.
    const step = entered['step'] === 'interrupt' ? { ...entered, reason } : entered;
    const parsed = parseForm(reportMeasureInput, step, visitor.lang);
    await this.run(visitor, reply, caseId, interventionId, body, parsed, (input) =>
      this.commands.execute(new ReportMeasure(meta, interventionId, input)),
    );
  }

  private async run<T>(
    visitor: Guest,
    reply: FastifyReply,
    caseId: string,
    form: string,
    values: FormBody,
    parsed: Parsed<T>,
    act: (input: T) => Promise<CommandResult>,
  ): Promise<void> {
    const path = `/workspace/cases/${caseId}/measures`;
    if (!parsed.ok) return this.show(visitor, reply, caseId, { path, refused: { form, values, errors: parsed.errors } });
    try {
      const { position } = await act(parsed.value);
      return await goTo(reply, path, position);
    } catch (error) {
      return this.show(visitor, reply, caseId, { path, refused: { form, values, errors: refusedForm(error, visitor.lang) } });
    }
  }

  private async show(
    visitor: Guest,
    reply: FastifyReply,
    caseId: string,
    { path, upToDate = true, refused }: { path: string; upToDate?: boolean; refused?: MeasuresPageProps['refused'] },
  ): Promise<void> {
    const { context } = visitor;
    const record = await this.queries.execute(new OwnRecordOfCase(context, caseId));
    if (!record) throw problems.notFound();
    const [measures, persons, functions] = await Promise.all([
      this.queries.execute(new MeasuresInCase(context, caseId)),
      this.queries.execute(new PersonsOfRecord(context, record.recordId)),
      this.directory.functions(),
    ]);
    const page = (
      <MeasuresPage
        caseId={caseId}
        recordId={record.recordId}
        measures={measures}
        persons={persons}
        functions={functions.filter(({ agencyId }) => agencyId === context.actor.agencyId)}
        now={context.now}
        keyOf={keys(refused)}
        {...(refused ? { refused } : {})}
      />
    );
    const title = policeTexts(visitor.lang)('measures');
    await sendPage(reply, workspacePage(visitor, { title, path, active: '/workspace/cases', upToDate }, page), refused ? 400 : 200);
  }
}

/** The lines that a joint plan lays on the police, planned by hand: when the police opened its record after the plan was agreed. */
@ApiExcludeController()
@Controller('workspace/police/interventions/from-plan')
@For('police-officer')
export class MeasuresFromPlan {
  constructor(private readonly commands: CommandBus) {}

  @Post(':planId')
  async plan(
    @Meta() meta: CommandMeta,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const planned = await this.commands.execute(new PlanAgreedLines(meta, { planId }));
    await goTo(reply, `/workspace/cases/${caseId}/measures`, planned.at(-1)?.position);
  }
}

/** Fresh for each form; the id of what the refused form was about to make is kept. */
const keys =
  (refused: MeasuresPageProps['refused']) =>
  (form: string): string => {
    const kept = form === 'interventionId' && refused?.form === 'plan' ? refused.values['interventionId'] : undefined;
    return typeof kept === 'string' ? kept : randomUUID();
  };
