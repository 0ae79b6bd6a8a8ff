import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { homeOf, Public } from '#src/access/index';
import { Authenticator } from '#src/login/index';

@ApiExcludeController()
@Controller()
@Public()
export class HomeController {
  constructor(private readonly authenticator: Authenticator) {}

  /** To the first page of the duty, or to the login. */
  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const who = await this.authenticator.authenticate(request);
    await reply.redirect(who ? homeOf(who.actor.duty) : '/login', 303);
  }
}
