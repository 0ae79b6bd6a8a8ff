import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { casePage, Directory, For, Visitor, type AdmittedRequest } from '#src/access/index';
import { sendPage } from '#src/people/index';
import { WhyPage, WhyPersonPage } from './why-page.js';
import { WhyPersonVisible } from './why-person.js';
import { WhyVisible } from './why-visible.js';

const uuid = z.uuid();

const inRecord = z.object({ recordId: uuid.optional() });

/** "Varför syns detta?" for one entry of the chain, and for a person's own fields. */
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
    const names = await this.names(visitor);
    const page = <WhyPage view={view} {...names} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'who-sees-what', path: request.url }, page), 200);
  }

  @Get('persons/:personId')
  async whyPerson(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: inRecord }) { recordId }: z.infer<typeof inRecord>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.queries.execute(new WhyPersonVisible(visitor.context, caseId, personId, recordId));
    const page = <WhyPersonPage view={view} {...await this.names(visitor)} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'who-sees-what', path: request.url }, page), 200);
  }

  private async names(visitor: AdmittedRequest['insatskedja']) {
    const [all, colleagues] = await Promise.all([this.directory.functions(), this.directory.staffOf(visitor.context.actor.agencyId)]);
    return {
      functions: new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`])),
      agencies: new Map(all.map(({ agencyId, agencyName }) => [agencyId, agencyName])),
      staff: new Map(colleagues.map(({ id, name, title }) => [id, `${name}, ${title}`])),
    };
  }
}
