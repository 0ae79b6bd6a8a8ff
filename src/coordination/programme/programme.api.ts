import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { stepInput, type StepInput } from '#libs/proceeding';
import { For, Meta, type CommandMeta, type CommandResult } from '#src/access/index';
import { TakeStep } from '#src/proceedings/index';
import { partnerContactTable, programmeTable, riskChangeTable } from './programme.decider.js';

const uuid = z.uuid();
const programmeStep = stepInput(programmeTable);
const partnerContactStep = stepInput(partnerContactTable);
const riskChangeStep = stepInput(riskChangeTable);

/** Work with violence users, in his own record. The first step opens it, under an id that the client makes; what stands is read at /api/v1/proceedings. */
@ApiTags('Våldsutövare')
@Controller('api/v1/violence-users')
@For('caseworker')
export class ProgrammeApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('programmes/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Program: kontakt, erbjudet, tackat ja eller nej, avbrutet, genomfört' })
  programme(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: programmeStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'programme', proceedingId, body));
  }

  @Post('partner-contacts/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Partnerkontakt för säkerhet: vad den visade' })
  partnerContact(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: partnerContactStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'partner-contact', proceedingId, body));
  }

  @Post('risk-changes/:proceedingId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ändrad risk hos våldsutövaren' })
  riskChange(
    @Meta() meta: CommandMeta,
    @Param('proceedingId', { schema: uuid }) proceedingId: string,
    @Body({ schema: riskChangeStep }) body: StepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, 'risk-change', proceedingId, body));
  }
}
