import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { casePage, Directory, For, Visitor, type AdmittedRequest } from '#src/access/index';
import { sendPage } from '#src/people/index';
import { WhyPage } from './why-page.js';
import { WhyVisible } from './why-visible.js';

const uuid = z.uuid();

/** "Varför syns detta?" for one entry of the chain. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/who-sees-what')
@For('caseworker', 'police-officer')
export class WhyScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  @Get(':entryId')
  async why(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('entryId', { schema: uuid }) entryId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.queries.execute(new WhyVisible(visitor.context, caseId, entryId));
    const [all, colleagues] = await Promise.all([this.directory.functions(), this.directory.staffOf(visitor.context.actor.agencyId)]);
    const names = {
      functions: new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`])),
      agencies: new Map(all.map(({ agencyId, agencyName }) => [agencyId, agencyName])),
      staff: new Map(colleagues.map(({ id, name, title }) => [id, `${name}, ${title}`])),
    };
    await sendPage(
      reply,
      casePage(visitor, { caseId, active: 'who-sees-what', path: request.url }, <WhyPage view={view} {...names} />),
      200,
    );
  }
}
