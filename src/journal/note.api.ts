import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeNote } from './features/change-note.js';
import { NoteAct } from './features/note-act.js';
import { NotesInCase, ReadNote } from './features/read-notes.js';
import {
  correctNoteInput,
  noteInput,
  retractNoteInput,
  type CorrectNoteInput,
  type NoteInput,
  type RetractNoteInput,
} from './note.input.js';
import type { NoteView } from './note.view.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

/** Typed notes of every agency: `type` says which. Each agency's types stand in its own room. */
@ApiTags('Anteckningar')
@Controller('api/v1/notes')
@For('caseworker', 'police-officer')
export class NoteApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens anteckningar i ett ärende, den senaste dagen först' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly NoteView[] }> {
    return { items: await this.queries.execute(new NotesInCase(ctx, caseId)) };
  }

  @Get(':noteId')
  @ApiOperation({ summary: 'En anteckning' })
  async read(
    @Ctx() ctx: RequestContext,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoteView> {
    const view = await this.queries.execute(new ReadNote(ctx, noteId));
    void reply.header('etag', `"${view.version}"`);
    return view;
  }

  @Post()
  @ApiOperation({ summary: 'Anteckna något som verksamheten gjort eller iakttagit' })
  note(@Meta() meta: CommandMeta, @Body({ schema: noteInput }) body: NoteInput): Promise<CommandResult> {
    return this.commands.execute(new NoteAct(meta, body));
  }

  @Post(':noteId/correct')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rätta en anteckning: hela anteckningen på nytt, med skäl (If-Match krävs)' })
  correct(
    @Meta() meta: CommandMeta,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Body({ schema: correctNoteInput }) input: CorrectNoteInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeNote(meta, noteId, { type: 'CorrectNote', input }));
  }

  @Post(':noteId/retract')
  @HttpCode(200)
  @ApiOperation({ summary: 'Markera en anteckning som fel: fel person, eller gjord av misstag (If-Match krävs)' })
  retract(
    @Meta() meta: CommandMeta,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Body({ schema: retractNoteInput }) input: RetractNoteInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeNote(meta, noteId, { type: 'RetractNote', input }));
  }
}
