import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Directory, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, sendPage, type FormBody } from '#src/people/index';
import { OpenRecord } from '../../record/index.js';
import { ReceivedAtIntake } from '../features/read-received.js';
import { IntakePage, intakeTexts } from './intake-page.js';

type Guest = AdmittedRequest['insatskedja'];
const opening = z.object({ recordId: z.uuid(), caseId: z.uuid(), functionId: z.string().min(1) });

/** What came to a function and waits, and the act that makes it the agency's own case. */
@ApiExcludeController()
@Controller('workspace/received')
@For('caseworker', 'police-officer')
export class ReceivedScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  @Get()
  async intake(@Visitor() visitor: Guest, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const intake = await this.queries.execute(new ReceivedAtIntake(visitor.context));
    const all = await this.directory.functions();
    const functions = new Map(all.map(({ id, name }) => [id, name]));
    const agencies = new Map(all.map(({ agencyId, agencyName }) => [agencyId, agencyName]));
    const options = { title: intakeTexts(visitor.lang)('title'), path: request.url, active: '/workspace/received' };
    await sendPage(reply, workspacePage(visitor, options, <IntakePage intake={intake} functions={functions} agencies={agencies} />));
  }

  /** @throws Problem malformed-body when the hidden fields are not ours */
  @Post('open')
  async open(@Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const parsed = opening.safeParse(body);
    if (!parsed.success) throw problems.malformed();
    const { position } = await this.commands.execute(new OpenRecord(meta, { ...parsed.data, source: 'own' }));
    await goTo(reply, `/workspace/cases/${parsed.data.caseId}`, position);
  }
}
