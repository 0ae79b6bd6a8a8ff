import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeOpening } from './features/change-opening.js';
import { OpenEmergency } from './features/open-emergency.js';
import { AskVault, OpenVaultUrgently } from './features/open-vault.js';
import { ReadOpenings, type OpeningView } from './features/read-openings.js';
import {
  after,
  askVaultInput,
  openEmergencyInput,
  refuseVaultInput,
  liftStopInput,
  reviewOpeningInput,
  VAULT_MINUTES,
  type AskVaultInput,
  type OpenEmergencyInput,
} from './opening-input.js';

const uuid = z.uuid();

@ApiTags('Nödöppning och skyddade adresser')
@Controller('api/v1/openings')
@For('caseworker', 'police-officer')
export class OpeningApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'Nödöppningar och begäranden om skyddad adress: egna, i egna akter, och för enhetschefen att granska' })
  async list(@Ctx() context: RequestContext): Promise<{ items: readonly OpeningView[] }> {
    return { items: await this.queries.execute(new ReadOpenings(context)) };
  }

  @Post('emergency')
  @ApiOperation({ summary: 'Nödöppna en akt i den egna verksamheten: bara läsning, högst en timme, granskas (kräver ny inloggning)' })
  emergency(@Meta() meta: CommandMeta, @Body({ schema: openEmergencyInput }) body: OpenEmergencyInput): Promise<CommandResult> {
    return this.commands.execute(new OpenEmergency(meta, body));
  }

  @Post('vault')
  @ApiOperation({ summary: 'Begär en skyddad persons adress: en kollega eller enhetschefen godkänner' })
  ask(@Meta() meta: CommandMeta, @Body({ schema: askVaultInput }) body: AskVaultInput): Promise<CommandResult> {
    return this.commands.execute(new AskVault(meta, body));
  }

  @Post('vault/urgent')
  @ApiOperation({ summary: 'Akut: jouren öppnar en skyddad persons adress för att skicka hjälp; granskas efteråt (kräver ny inloggning)' })
  urgent(@Meta() meta: CommandMeta, @Body({ schema: askVaultInput }) body: AskVaultInput): Promise<CommandResult> {
    return this.commands.execute(new OpenVaultUrgently(meta, body));
  }

  @Post(':openingId/approve')
  @HttpCode(200)
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'Godkänn en kollegas begäran om skyddad adress' })
  approve(@Meta() meta: CommandMeta, @Param('openingId', { schema: uuid }) openingId: string): Promise<CommandResult> {
    const change = {
      type: 'ApproveVault',
      by: meta.actor.staffId,
      until: after(meta.now, VAULT_MINUTES),
      now: meta.now.toISOString(),
    } as const;
    return this.commands.execute(new ChangeOpening(meta, openingId, change));
  }

  @Post(':openingId/refuse')
  @HttpCode(200)
  @For('caseworker', 'police-officer', 'supervisor')
  @ApiOperation({ summary: 'Avslå en kollegas begäran om skyddad adress' })
  refuse(
    @Meta() meta: CommandMeta,
    @Param('openingId', { schema: uuid }) openingId: string,
    @Body({ schema: refuseVaultInput }) { reason }: z.infer<typeof refuseVaultInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeOpening(meta, openingId, { type: 'RefuseVault', by: meta.actor.staffId, reason }));
  }

  @Post(':openingId/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stäng den egna öppningen' })
  end(@Meta() meta: CommandMeta, @Param('openingId', { schema: uuid }) openingId: string): Promise<CommandResult> {
    return this.commands.execute(new ChangeOpening(meta, openingId, { type: 'EndOpening' }));
  }

  @Post(':openingId/review')
  @HttpCode(200)
  @For('supervisor')
  @ApiOperation({ summary: 'Granska en nödöppning eller en akut visad adress' })
  review(
    @Meta() meta: CommandMeta,
    @Param('openingId', { schema: uuid }) openingId: string,
    @Body({ schema: reviewOpeningInput }) { outcome, note }: z.infer<typeof reviewOpeningInput>,
  ): Promise<CommandResult> {
    const data = { reviewedBy: meta.actor.staffId, outcome, ...(note ? { note } : {}) };
    return this.commands.execute(new ChangeOpening(meta, openingId, { type: 'ReviewOpening', data }));
  }

  @Post(':openingId/lift')
  @HttpCode(200)
  @For('supervisor')
  @ApiOperation({ summary: 'Häv spärren mot nödöppning efter en öppning som inte var befogad' })
  lift(
    @Meta() meta: CommandMeta,
    @Param('openingId', { schema: uuid }) openingId: string,
    @Body({ schema: liftStopInput }) { note }: z.infer<typeof liftStopInput>,
  ): Promise<CommandResult> {
    const data = { liftedBy: meta.actor.staffId, note };
    return this.commands.execute(new ChangeOpening(meta, openingId, { type: 'LiftStop', data }));
  }
}
