import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { stepInput, type StepInput } from '#libs/proceeding';
import { For, Meta, type CommandMeta, type CommandResult } from '#src/access/index';
import { TakeStep } from '#src/proceedings/index';
import { contactBanTable } from './contact-ban/contact-ban.decider.js';
import { investigationTable } from './investigation/investigation.decider.js';
import { specialRepresentativeTable } from './special-representative/special-representative.decider.js';

const uuid = z.uuid();
const investigationStep = stepInput(investigationTable);
const contactBanStep = stepInput(contactBanTable);
const specialRepresentativeStep = stepInput(specialRepresentativeTable);

/** The prosecutor's own proceedings, step by step. The first step opens one, under an id that the client makes; what stands is read at /api/v1/proceedings. */
@ApiTags('Åklagaren')
@Controller('api/v1/prosecution')
@For('caseworker')
export class ProsecutionApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('investigations/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Förundersökning: inled, lägg ned, återuppta, väck åtal, dom' })
  investigation(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: investigationStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'investigation', proceedingId, body));
  }

  @Post('contact-bans/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Kontaktförbud: meddela, förläng, begäran om prövning, förhandling, upphört, häv' })
  contactBan(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: contactBanStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'contact-ban', proceedingId, body));
  }

  @Post('special-representatives/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Särskild företrädare för barn: ansök, förordnad, avslag, upphört' })
  specialRepresentative(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: specialRepresentativeStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'special-representative', proceedingId, body));
  }
}
