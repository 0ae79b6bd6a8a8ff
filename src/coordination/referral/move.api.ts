import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { For, Meta, type CommandMeta, type CommandResult } from '#src/access/index';
import { CompleteMove } from './features/complete-move.js';
import { moveInput } from './referral.input.js';

const uuid = z.uuid();

@ApiTags('Förfrågningar')
@Controller('api/v1/referrals')
export class MoveApi {
  constructor(private readonly commands: CommandBus) {}

  @Post(':referralId/move')
  @HttpCode(200)
  @For('caseworker')
  @ApiOperation({ summary: 'Registrera flytten: mottagaren har tagit emot, och den egna akten avslutas eller följs upp' })
  move(
    @Meta() meta: CommandMeta,
    @Param('referralId', { schema: uuid }) referralId: string,
    @Body({ schema: moveInput }) body: z.infer<typeof moveInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new CompleteMove(meta, referralId, body));
  }
}
