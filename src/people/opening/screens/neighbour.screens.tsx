import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { FormError } from '#libs/ui';
import { For, homeOf, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '../../screens/form.js';
import { AcceptNeighbour } from '../features/accept-neighbour.js';
import { NeighbourWarning } from '../features/neighbour-warning.js';
import { acceptNeighbourInput } from '../opening-input.js';
import { NeighbourPage } from './neighbour-page.js';
import { openingTexts } from './opening-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const query = z.object({ returnTo: z.string().max(500).optional() });

/** Stands before a case with a neighbour of the visitor's in it, once. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/neighbour')
@For('caseworker', 'police-officer', 'police-liaison')
export class NeighbourScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async warn(
    @Visitor() visitor: Guest,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: query }) { returnTo }: z.infer<typeof query>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.execute(new NeighbourWarning(visitor.context, caseId));
    await this.show(reply, visitor, caseId, returnTo);
  }

  @Post()
  async accept(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, returnTo, ...entered } = nestForm(body);
    const back = typeof returnTo === 'string' ? returnTo : undefined;
    const parsed = parseForm(acceptNeighbourInput, { reason: '', ...entered }, visitor.lang);
    if (!parsed.ok) return this.show(reply, visitor, caseId, back, parsed.errors, body);
    try {
      const { position } = await this.commands.execute(new AcceptNeighbour(meta, caseId, parsed.value));
      await goTo(reply, within(caseId, back), position);
    } catch (error) {
      await this.show(reply, visitor, caseId, back, refusedForm(error, visitor.lang), body);
    }
  }

  private async show(
    reply: FastifyReply,
    visitor: Guest,
    caseId: string,
    returnTo: string | undefined,
    errors?: readonly FormError[],
    values?: FormBody,
  ): Promise<void> {
    const hidden = { idempotencyKey: randomUUID(), returnTo: within(caseId, returnTo) };
    const page = (
      <NeighbourPage
        caseId={caseId}
        home={homeOf(visitor.context.actor.duty)}
        hidden={hidden}
        {...(errors ? { errors } : {})}
        {...(values ? { values } : {})}
      />
    );
    const shell = {
      title: openingTexts(visitor.lang)('neighbour.title'),
      path: `/workspace/cases/${caseId}/neighbour`,
    };
    await sendPage(reply, workspacePage(visitor, shell, page), errors ? 400 : 200);
  }
}

/** Back to where the warning stood, if that is a page of this very case or of a request; else to the case itself. */
const within = (caseId: string, returnTo: string | undefined): string => {
  const base = `/workspace/cases/${caseId}`;
  const path = returnTo?.split('?')[0] ?? base;
  const there = path.startsWith(`${base}/`) || path.startsWith('/workspace/referrals/');
  return there && path !== `${base}/neighbour` ? path : base;
};
