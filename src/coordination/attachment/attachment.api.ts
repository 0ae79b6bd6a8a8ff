import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldProblems, problems } from '#libs/http';
import { Ctx, For, Meta, TAKES_FILE, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { keepAttachmentInput, retractAttachmentInput } from './attachment.input.js';
import { KeepAttachment } from './features/keep-attachment.js';
import { AttachmentsInCase, OpenAttachment, type AttachmentView } from './features/read-attachments.js';
import { RetractAttachment } from './features/retract-attachment.js';
import { readUpload } from './read-upload.js';
import { sendFile } from './send-file.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });

@ApiTags('Filer')
@Controller('api/v1/attachments')
@For('caseworker', 'police-officer')
export class AttachmentApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Den egna verksamhetens filer i ett ärende, den senaste först' })
  async list(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly AttachmentView[] }> {
    return { items: await this.queries.execute(new AttachmentsInCase(ctx, caseId)) };
  }

  @Get(':attachmentId/content')
  @ApiExtension('x-file', 'application/octet-stream')
  @ApiOperation({ summary: 'Filen själv, att spara ned' })
  async content(
    @Ctx() ctx: RequestContext,
    @Param('attachmentId', { schema: uuid }) attachmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(reply, await this.queries.execute(new OpenAttachment(ctx, attachmentId)));
  }

  @Post()
  @RouteConfig(TAKES_FILE)
  @ApiOperation({ summary: 'Spara en fil i akten (multipart/form-data: uppgifterna om filen, och sist filen i fältet file)' })
  async keep(@Meta() meta: CommandMeta, @Req() request: FastifyRequest): Promise<CommandResult> {
    const { fields, file } = await readUpload(request);
    const parsed = keepAttachmentInput.safeParse(fields);
    if (!parsed.success) throw problems.invalid(fieldProblems(parsed.error.issues));
    return this.commands.execute(new KeepAttachment(meta, parsed.data, file));
  }

  @Post(':attachmentId/retract')
  @HttpCode(200)
  @ApiOperation({ summary: 'Markera en fil som felaktig: den står kvar, märkt' })
  retract(
    @Meta() meta: CommandMeta,
    @Param('attachmentId', { schema: uuid }) attachmentId: string,
    @Body({ schema: retractAttachmentInput }) { reason }: z.infer<typeof retractAttachmentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new RetractAttachment(meta, attachmentId, reason));
  }
}
