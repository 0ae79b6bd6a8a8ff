import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { casePage, Directory, For, Visitor, type AdmittedRequest } from '#src/access/index';
import { sendPage } from '#src/people/index';
import { WhoSeesPage } from './who-sees-page.js';
import { WhoSeesWhat } from './who-sees-what.js';

const uuid = z.uuid();

/** "Vem ser vad" of a case. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/who-sees-what')
@For('caseworker', 'police-officer')
export class WhoSeesScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  @Get()
  async whoSeesWhat(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { classes, grants } = await this.queries.execute(new WhoSeesWhat(visitor.context, caseId));
    const all = await this.directory.functions();
    const names = {
      functions: new Map(all.map(({ id, name, agencyName }) => [id, `${name}, ${agencyName}`])),
      agencies: new Map(all.map(({ agencyId, agencyName }) => [agencyId, agencyName])),
    };
    const page = <WhoSeesPage classes={classes} limits={grants} {...names} />;
    await sendPage(reply, casePage(visitor, { caseId, active: 'who-sees-what', path: request.url }, page), 200);
  }
}
