import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FormError } from '#libs/ui';
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
  type DirectoryFunction,
  type RequestContext,
} from '#src/access/index';
import { NearMatches, goTo, nestForm, parseForm, PersonsOfRecord, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { CorrectReport } from '../features/correct-report.js';
import { ReadReport, type ReportView } from '../features/read-reports.js';
import { RegisterReport } from '../features/register-report.js';
import { correctReportInput, registerReportInput } from '../report/report.input.js';
import { freshIds, keptIds, readReportForm } from './report-form.js';
import { CorrectReportPage, NewReportPage, ReportPage, type ReportFormState } from './report-pages.js';
import { policeTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const where = z.object({ after: z.string().optional() });
const NEW = '/workspace/reports/new';

@ApiExcludeController()
@Controller('workspace/reports')
@For('police-officer')
export class ReportScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get('new')
  async newForm(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    await this.showNew(visitor, reply, freshIds(), {}, 200);
  }

  @Post('new')
  async register(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Meta() meta: CommandMeta,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const entered = readReportForm(body);
    const again = (state: ReportFormState, status: number) =>
      this.showNew(visitor, reply, keptIds(body), { values: body, ...state }, status);
    const parsed = parseForm(registerReportInput, entered.input, visitor.lang);
    if (!parsed.ok) return again({ errors: entered.inForm(parsed.errors) }, 400);
    const { exposed, suspect, children, caseId } = parsed.value;
    const persons = [exposed, ...(suspect ? [suspect] : []), ...children];
    const matches = entered.confirmed ? null : await this.queries.execute(new NearMatches(context, caseId, persons));
    if (matches) return again({ matches }, 409);
    try {
      const { position } = await this.commands.execute(new RegisterReport(meta, parsed.value));
      return await goTo(reply, `/workspace/cases/${caseId}`, position);
    } catch (error) {
      return again({ errors: entered.inForm(refusedForm(error, visitor.lang)) }, 400);
    }
  }

  @Get(':reportId')
  async report(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('reportId', { schema: uuid }) reportId: string,
    @Query({ schema: where }) { after }: z.infer<typeof where>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const report = await this.queries.execute(new ReadReport(context, reportId));
    const persons = await this.queries.execute(new PersonsOfRecord(context, report.recordId));
    const registeredBy = (await this.directory.staffById(report.registeredBy))?.name ?? '';
    const title = policeTexts(visitor.lang)('report');
    const page = <ReportPage report={report} persons={persons} registeredBy={registeredBy} />;
    await sendPage(reply, workspacePage(visitor, { title, path: request.url, upToDate }, page));
  }

  @Get(':reportId/correct')
  async correctForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('reportId', { schema: uuid }) reportId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showCorrect(visitor, reply, await this.queries.execute(new ReadReport(context, reportId)), {}, 200);
  }

  @Post(':reportId/correct')
  async correct(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Meta() meta: CommandMeta,
    @Param('reportId', { schema: uuid }) reportId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const report = await this.queries.execute(new ReadReport(context, reportId));
    const { idempotencyKey: _, version: __, reason, immediateRisk = false, ...entered } = nestForm(body, ['immediateRisk']);
    // What stands as it was is no correction.
    const now = report as unknown as Record<string, unknown>;
    const changed = Object.entries({ ...entered, immediateRisk }).filter(([name, value]) => now[name] !== value);
    const parsed = parseForm(correctReportInput, { reason, ...Object.fromEntries(changed) }, visitor.lang);
    let errors: readonly FormError[] = parsed.ok ? [] : parsed.errors;
    if (parsed.ok) {
      try {
        const { position } = await this.commands.execute(new CorrectReport(meta, reportId, parsed.value));
        return await goTo(reply, `/workspace/reports/${reportId}`, position);
      } catch (error) {
        errors = refusedForm(error, visitor.lang);
      }
    }
    await this.showCorrect(visitor, reply, report, { errors, values: body }, 400);
  }

  private async showNew(
    visitor: Guest,
    reply: FastifyReply,
    ids: Record<string, string>,
    state: ReportFormState,
    status: number,
  ): Promise<void> {
    const { actor, now } = visitor.context;
    const known = await Promise.all(actor.functions.map((id) => this.directory.functionById(id)));
    const functions = known.filter((one): one is DirectoryFunction => one?.agencyId === actor.agencyId);
    const title = policeTexts(visitor.lang)('new.title');
    const page = <NewReportPage ids={ids} functions={functions} now={now} state={state} />;
    await sendPage(reply, workspacePage(visitor, { title, path: NEW, active: NEW }, page), status);
  }

  private async showCorrect(
    visitor: Guest,
    reply: FastifyReply,
    report: ReportView,
    state: Pick<ReportFormState, 'errors' | 'values'>,
    status: number,
  ): Promise<void> {
    const title = policeTexts(visitor.lang)('report.correct');
    const page = <CorrectReportPage report={report} idempotencyKey={randomUUID()} now={visitor.context.now} state={state} />;
    await sendPage(reply, workspacePage(visitor, { title, path: `/workspace/reports/${report.reportId}/correct` }, page), status);
  }
}
