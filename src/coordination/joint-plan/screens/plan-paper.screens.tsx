import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController, ApiExtension, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Card, PageHeading, Stack, type FormError, type FormValues } from '#libs/ui';
import { casePage, Ctx, For, Visitor, type AdmittedRequest, type RequestContext } from '#src/access/index';
import { nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { OwnPeopleOfCase } from '../features/own-people.js';
import { Papers, sendPaper } from '../features/papers.js';
import { ReadPlan } from '../features/read-plan.js';
import { handoverInput, type Handover } from '../handover.js';
import { paperTexts } from '../paper-texts.js';
import { HandoverForm } from './handover-form.js';
import { planHref } from './plan-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();

/** The plan as a paper for the individual: asked about first, then made, never kept. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/plan/:planId/paper')
@For('caseworker', 'police-officer')
export class PlanPaperScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly papers: Papers,
  ) {}

  @Get()
  async form(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(visitor, context, { caseId, planId }, {}, reply, 200);
  }

  @Post()
  async make(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('planId', { schema: uuid }) planId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...values } = nestForm(body);
    const parsed = parseForm(handoverInput, values, visitor.lang);
    if (!parsed.ok) return this.show(visitor, context, { caseId, planId }, { errors: parsed.errors, values }, reply, 400);
    const paper = await this.papers
      .plan(context, planId, parsed.value, visitor.lang)
      .catch((error: unknown) => refusedForm(error, visitor.lang));
    if ('blocks' in paper) return sendPaper(reply, paper);
    await this.show(visitor, context, { caseId, planId }, { errors: paper, values }, reply, 400);
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    { caseId, planId }: { caseId: string; planId: string },
    { errors = [], values }: { errors?: readonly FormError[]; values?: FormValues },
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const plan = await this.queries.execute(new ReadPlan(context, planId));
    if (plan.caseId !== caseId) throw problems.notFound();
    const title = paperTexts(visitor.lang)('handover');
    const page = (
      <Stack>
        <PageHeading title={title} />
        <Card>
          <HandoverForm
            action={planHref(caseId, `/${planId}/paper`)}
            person={persons.find(({ personId }) => personId === plan.personId)}
            errors={errors}
            values={values}
          />
        </Card>
      </Stack>
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'plan', title }, page), status);
  }
}

@ApiTags('Gemensam plan')
@Controller('api/v1/plans/:planId/paper')
@For('caseworker', 'police-officer')
export class PlanPaperApi {
  constructor(private readonly papers: Papers) {}

  @Post()
  @HttpCode(200)
  @ApiExtension('x-file', 'application/pdf')
  @ApiOperation({ summary: 'Planen som tillgänglig PDF för den enskilde, efter frågan om det är säkert att ta emot' })
  async paper(
    @Ctx() context: RequestContext,
    @Param('planId', { schema: uuid }) planId: string,
    @Body({ schema: handoverInput }) handover: Handover,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPaper(reply, await this.papers.plan(context, planId, handover, 'sv'));
  }
}
