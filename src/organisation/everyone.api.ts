import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type DirectoryFunction, type RequestContext } from '#src/access/index';
import { PostgresDirectory } from './directory.js';
import { OwnRelations, type OwnRelation } from './queries/own-relations.js';
import { DeclareRelation, ownRelationInput } from './staff/features/declare-relation.js';

/** What everyone who is logged in may do: find a function to turn to, and declare their own kin. */
@ApiTags('Organisation')
@Controller('api/v1')
@For('caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator')
export class EveryoneApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: PostgresDirectory,
  ) {}

  @Get('functions')
  @ApiOperation({ summary: 'Adressboken: funktioner att vända sig till' })
  async functions(): Promise<{ items: readonly DirectoryFunction[] }> {
    return { items: await this.directory.functions() };
  }

  @Get('me/relations')
  @ApiOperation({ summary: 'Mina anmälda närstående: slag och dag, aldrig vem' })
  async relations(@Ctx() context: RequestContext): Promise<{ items: readonly OwnRelation[] }> {
    return { items: await this.queries.execute(new OwnRelations(context)) };
  }

  @Post('me/relations')
  @ApiOperation({ summary: 'Anmäl en egen närstående: allt om personen stängs för mig' })
  declare(@Meta() meta: CommandMeta, @Body({ schema: ownRelationInput }) body: z.infer<typeof ownRelationInput>): Promise<CommandResult> {
    return this.commands.execute(new DeclareRelation(meta, { staffId: meta.actor.staffId, ...body }));
  }
}
