import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type DirectoryFunction, type RequestContext } from '#src/access/index';
import { PostgresDirectory } from './directory.js';
import { OwnRelations, type OwnRelation } from './queries/own-relations.js';
import { Retractions, type Retraction } from './queries/retractions.js';
import { ChangeRetraction, retractRelationInput } from './staff/features/retract-relation.js';
import { DeclareRelation, ownRelationInput } from './staff/features/declare-relation.js';

const uuid = z.uuid();

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

  @Post('me/relations/:relationId/retraction')
  @ApiOperation({ summary: 'Ta tillbaka en egen anmälan: den gäller tills enhetschefen har bekräftat' })
  retract(
    @Meta() meta: CommandMeta,
    @Param('relationId', { schema: uuid }) relationId: string,
    @Body({ schema: retractRelationInput }) { reason }: z.infer<typeof retractRelationInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'RetractRelation', reason }));
  }

  @Get('retractions')
  @For('supervisor')
  @ApiOperation({ summary: 'Anmälningar som medarbetare i enheten vill ta tillbaka: vems och vilket slag, aldrig om vem' })
  async retractions(@Ctx() context: RequestContext): Promise<{ items: readonly Retraction[] }> {
    return { items: await this.queries.execute(new Retractions(context)) };
  }

  @Post('retractions/:relationId/confirm')
  @HttpCode(200)
  @For('supervisor')
  @ApiOperation({ summary: 'Bekräfta att en anmälan tas tillbaka: spärren upphör' })
  confirm(@Meta() meta: CommandMeta, @Param('relationId', { schema: uuid }) relationId: string): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'ConfirmRetraction' }));
  }

  @Post('retractions/:relationId/refuse')
  @HttpCode(200)
  @For('supervisor')
  @ApiOperation({ summary: 'Låt anmälan stå kvar' })
  refuse(@Meta() meta: CommandMeta, @Param('relationId', { schema: uuid }) relationId: string): Promise<CommandResult> {
    return this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'RefuseRetraction' }));
  }
}
