import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { casePage, Directory, For, Meta, ViewsReached, Visitor, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { one, OwnRecord } from '../../consent/index.js';
import { ApproveDisclosure } from '../features/approve-disclosure.js';
import { CloseDisclosure, closeDisclosureInput } from '../features/change-disclosure.js';
import { OneDisclosure } from '../features/one-disclosure.js';
import { isPreviewChanged } from '../preview-tag.js';
import type { FormState } from './disclosure-pages.js';
import { disclosureTexts } from './disclosure-texts.js';
import { OneDisclosurePage } from './one-disclosure-page.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const after = z.object({ after: z.string().optional() });

/** One decision with all that it rests on; of a proposal what the second person needs to judge it. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/disclosures/:disclosureId')
@For('caseworker', 'police-officer')
export class OneDisclosureScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async show(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Query({ schema: after }) query: z.infer<typeof after>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(query.after);
    await this.send(visitor, request, reply, { caseId, disclosureId }, { upToDate });
  }

  /** If something else would go than what was read through, it is shown anew. */
  @Post('approve')
  async approve(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { position } = await this.commands.execute(new ApproveDisclosure(meta, disclosureId, one(body, 'previewTag')));
      await goTo(reply, `/workspace/cases/${caseId}/disclosures`, position);
    } catch (error) {
      if (!isPreviewChanged(error)) throw error;
      const changed = refusedForm(error, visitor.lang)[0]?.message ?? null;
      await this.send(visitor, request, reply, { caseId, disclosureId }, { status: 409, changed });
    }
  }

  @Post('decline')
  async decline(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const at = { caseId, disclosureId };
    const values = { reason: 'not-approved', note: one(body, 'note') ?? '' };
    const parsed = parseForm(closeDisclosureInput, values, visitor.lang);
    if (!parsed.ok) {
      const errors = [{ path: 'note', message: disclosureTexts(visitor.lang)('error.note') }];
      return this.send(visitor, request, reply, at, { status: 400, state: { errors, values } });
    }
    try {
      const { position } = await this.commands.execute(new CloseDisclosure(meta, disclosureId, parsed.value));
      await goTo(reply, `/workspace/cases/${caseId}/disclosures`, position);
    } catch (error) {
      await this.send(visitor, request, reply, at, { status: 400, state: { errors: refusedForm(error, visitor.lang), values } });
    }
  }

  private async send(
    visitor: Guest,
    request: FastifyRequest,
    reply: FastifyReply,
    { caseId, disclosureId }: { caseId: string; disclosureId: string },
    {
      status = 200,
      upToDate = true,
      state = {},
      changed = null,
    }: { status?: number; upToDate?: boolean; state?: FormState; changed?: string | null },
  ): Promise<void> {
    const { context } = visitor;
    const view = await this.queries.execute(new OneDisclosure(context, caseId, disclosureId));
    const { persons } = await this.queries.execute(new OwnRecord(context, caseId, view.recordId));
    const [all, colleagues] = await Promise.all([this.directory.functions(), this.directory.staffOf(context.actor.agencyId)]);
    const functions = new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`]));
    const staff = new Map(colleagues.map(({ id, name, title }) => [id, `${name}, ${title}`]));
    const base = `/workspace/cases/${caseId}/disclosures`;
    const page = <OneDisclosurePage {...{ base, view, persons, functions, staff, state, changed }} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'disclosures', path: request.url, upToDate }, page), status);
  }
}
