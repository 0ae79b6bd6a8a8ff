import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { For, Meta, type CommandMeta, type CommandResult } from '#src/access/index';
import { assignStaffInput, ChangeRecord } from './features/change-record.js';
import { OpenRecord, openRecordInput } from './features/open-record.js';

@ApiTags('Akter')
@Controller('api/v1/records')
@For('caseworker', 'police-officer', 'supervisor')
export class RecordApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @For('caseworker', 'police-officer')
  @ApiOperation({ summary: 'Öppna den egna verksamhetens akt i ett ärende' })
  open(@Meta() meta: CommandMeta, @Body({ schema: openRecordInput }) body: z.infer<typeof openRecordInput>): Promise<CommandResult> {
    return this.commands.execute(new OpenRecord(meta, body));
  }

  @Post('assign')
  @ApiOperation({ summary: 'Tilldela en kollega' })
  assign(
    @Meta() meta: CommandMeta,
    @Body({ schema: assignStaffInput }) { staffId, ...place }: z.infer<typeof assignStaffInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRecord(meta, place, { type: 'AssignStaff', data: { staffId } }));
  }

  @Post('unassign')
  @ApiOperation({ summary: 'Ta bort en tilldelning' })
  unassign(
    @Meta() meta: CommandMeta,
    @Body({ schema: assignStaffInput }) { staffId, ...place }: z.infer<typeof assignStaffInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRecord(meta, place, { type: 'UnassignStaff', data: { staffId } }));
  }

  @Post('lock-out')
  @ApiOperation({ summary: 'Spärra en namngiven kollega från ärendet, under alla uppdrag' })
  lockOut(
    @Meta() meta: CommandMeta,
    @Body({ schema: assignStaffInput }) { staffId, ...place }: z.infer<typeof assignStaffInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRecord(meta, place, { type: 'LockOutStaff', data: { staffId } }));
  }

  @Post('lift-lock')
  @For('supervisor')
  @ApiOperation({ summary: 'Häv en spärr' })
  liftLock(
    @Meta() meta: CommandMeta,
    @Body({ schema: assignStaffInput }) { staffId, ...place }: z.infer<typeof assignStaffInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeRecord(meta, place, { type: 'LiftStaffLock', data: { staffId } }));
  }
}
