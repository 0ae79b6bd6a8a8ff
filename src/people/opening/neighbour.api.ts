import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { AcceptNeighbour } from './features/accept-neighbour.js';
import { NeighbourWarning } from './features/neighbour-warning.js';
import { acceptNeighbourInput, type AcceptNeighbourInput } from './opening-input.js';

const uuid = z.uuid();

@ApiTags('Nödöppning och skyddade adresser')
@Controller('api/v1/cases/:caseId/neighbour')
@For('caseworker', 'police-officer', 'police-liaison')
export class NeighbourApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Om en granne som jag har anmält finns i ärendet och jag inte har svarat på det' })
  warning(@Ctx() context: RequestContext, @Param('caseId', { schema: uuid }) caseId: string): Promise<{ readonly caseId: string }> {
    return this.queries.execute(new NeighbourWarning(context, caseId));
  }

  @Post()
  @ApiOperation({ summary: 'Fortsätt ändå: med skäl, synligt för enhetschefen och granskat' })
  accept(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body({ schema: acceptNeighbourInput }) body: AcceptNeighbourInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new AcceptNeighbour(meta, caseId, body));
  }
}
