import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Ctx, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta, type RequestContext } from '#src/access/index';
import { z } from 'zod';
import { OwnRelations } from '../queries/own-relations.js';
import { ChangeRetraction, retractRelationInput } from '../staff/features/retract-relation.js';
import { DeclareRelation, ownRelationInput } from '../staff/features/declare-relation.js';
import { parseForm, refusedForm, sendPage, textOf, type FormBody } from './form.js';
import { RelationsPage, RELATIONS } from './relations-page.js';
import type { FormState } from './staff-form.js';
import { flashOf, organisationTexts, sentences } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];

/** "Mina närstående": everyone who meets cases declares whom they must not meet there. */
@ApiExcludeController()
@Controller('workspace/me/relations')
@For('caseworker', 'police-officer', 'police-liaison', 'supervisor')
export class RelationsScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Query('done') done: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(reply, visitor, context, {}, done);
  }

  @Post()
  async declare(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const input = { personnummer: textOf(body['personnummer']).replace(/[\s-]/g, ''), relation: textOf(body['relation']) };
    const parsed = parseForm(ownRelationInput, input, visitor.lang, sentences(organisationTexts(visitor.lang)));
    const errors = parsed.ok
      ? await this.commands.execute(new DeclareRelation(meta, { staffId: meta.actor.staffId, ...parsed.value })).then(
          () => undefined,
          (error: unknown) => refusedForm(error, visitor.lang),
        )
      : parsed.errors;
    if (errors) return this.send(reply, visitor, meta, { errors, values: body });
    await reply.redirect(`${RELATIONS}?done=${input.relation === 'neighbour' ? 'neighbour' : 'relation'}`, 303);
  }

  @Post(':relationId/retract')
  async retract(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('relationId', { schema: z.uuid() }) relationId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = parseForm(
      retractRelationInput,
      { reason: textOf(body['reason']) },
      visitor.lang,
      sentences(organisationTexts(visitor.lang)),
    );
    const errors = parsed.ok
      ? await this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'RetractRelation', reason: parsed.value.reason })).then(
          () => undefined,
          (error: unknown) => refusedForm(error, visitor.lang),
        )
      : parsed.errors;
    if (errors) return this.send(reply, visitor, meta, { errors, values: body });
    await reply.redirect(`${RELATIONS}?done=retraction`, 303);
  }

  private async send(reply: FastifyReply, visitor: Guest, context: RequestContext, state: FormState, done?: unknown): Promise<void> {
    const t = organisationTexts(visitor.lang);
    const relations = await this.queries.execute(new OwnRelations(context));
    const page = <RelationsPage relations={relations} state={state} newKey={randomUUID} />;
    const shell = { title: t('kin.title'), path: RELATIONS, active: RELATIONS, flash: flashOf(t, done) };
    await sendPage(reply, workspacePage(visitor, shell, page), state.errors ? 400 : 200);
  }
}
