import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems, type Problem } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { FormError, FormValues } from '#libs/ui';
import {
  casePage,
  Ctx,
  Directory,
  For,
  formMeta,
  Meta,
  TAKES_FILE,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { goTo, parseForm, refusedForm, roleName, sendPage, type FormBody } from '#src/people/index';
import { choosable, OwnPeopleOfCase, personLabel } from '../../joint-plan/index.js';
import { keepAttachmentInput, retractAttachmentInput } from '../attachment.input.js';
import { AttachmentsInCase, OpenAttachment } from '../features/read-attachments.js';
import { KeepAttachment } from '../features/keep-attachment.js';
import { RetractAttachment } from '../features/retract-attachment.js';
import { readUpload } from '../read-upload.js';
import { sendFile } from '../send-file.js';
import { attachmentTexts } from './attachment-texts.js';
import { AttachmentsPage } from './attachments-page.js';
import { attachmentsHref } from './file-words.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().optional() });
interface Refused {
  readonly values: FormValues;
  readonly errors: readonly FormError[];
}

/** The own agency's files in a case: what there is, each to be saved, and another put there. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/attachments')
@For('caseworker', 'police-officer')
export class AttachmentScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    await this.show(visitor, context, caseId, reply, { upToDate });
  }

  @Get(':attachmentId/content')
  async content(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) _caseId: string,
    @Param('attachmentId', { schema: uuid }) attachmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(reply, await this.queries.execute(new OpenAttachment(context, attachmentId)));
  }

  /** The form is read once its sender is let in to the case: its key stands in a field of it. */
  @Post()
  @RouteConfig(TAKES_FILE)
  async keep(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    try {
      const { fields, file } = await readUpload(request);
      const { idempotencyKey, ...entered } = fields;
      const meta = formMeta(context, idempotencyKey);
      // It belongs in the record where the person is: a child may have one of its own.
      const person = persons.find(({ personId }) => personId === entered['personId']);
      const parsed = parseForm(keepAttachmentInput, { ...entered, caseId, recordId: person?.recordId }, visitor.lang);
      if (!person || !parsed.ok) {
        const faults = (parsed.ok ? [] : parsed.errors).filter(({ path }) => !['recordId', 'personId'].includes(String(path)));
        const missing = person ? [] : [{ path: 'personId', message: attachmentTexts(visitor.lang)('choosePerson') }];
        return await this.show(visitor, context, caseId, reply, {
          refused: { values: entered, errors: [...missing, ...faults] },
          status: 400,
        });
      }
      const { position } = await this.attempt(new KeepAttachment(meta, parsed.value, file), entered);
      await goTo(reply, attachmentsHref(caseId), position);
    } catch (error) {
      const { values = {} } = error as { values?: FormValues };
      const errors = refusedForm(error, visitor.lang);
      await this.show(visitor, context, caseId, reply, { refused: { values, errors }, status: (error as Problem).status });
    }
  }

  @Post(':attachmentId/retract')
  async retract(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('attachmentId', { schema: uuid }) attachmentId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = retractAttachmentInput.safeParse({ reason: body['reason'] });
    if (!parsed.success) {
      const message = { sv: attachmentTexts('sv')('retract.choose'), en: attachmentTexts('en')('retract.choose') };
      throw problems.invalid([{ path: 'reason', message }]);
    }
    const { position } = await this.commands.execute(new RetractAttachment(meta, attachmentId, parsed.data.reason));
    await goTo(reply, attachmentsHref(caseId), position);
  }

  /** @throws what was refused, with what was entered beside it: the file itself must be chosen anew */
  private async attempt(command: KeepAttachment, values: FormValues) {
    try {
      return await this.commands.execute(command);
    } catch (error) {
      throw Object.assign(error as object, { values });
    }
  }

  private async show(
    visitor: Guest,
    context: RequestContext,
    caseId: string,
    reply: FastifyReply,
    { upToDate, refused, status = 200 }: { upToDate?: boolean; refused?: Refused; status?: number },
  ): Promise<void> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const attachments = await this.queries.execute(new AttachmentsInCase(context, caseId));
    const staff = new Map<string, string>();
    const agencies = new Map((await this.directory.functions()).map(({ agencyId, agencyName }) => [agencyId, agencyName]));
    for (const id of new Set(attachments.map(({ keptBy }) => keptBy))) staff.set(id, (await this.directory.staffById(id))?.name ?? id);
    const options = choosable(persons).map((person) => ({
      value: person.personId,
      label: `${personLabel(person)} (${roleName(person.role, visitor.lang)})`,
    }));
    const page = (
      <AttachmentsPage
        caseId={caseId}
        attachments={attachments}
        persons={options}
        today={swedishDate(context.now)}
        staffName={(id) => staff.get(id) ?? id}
        agencyName={(id) => agencies.get(id) ?? id}
        {...refused}
      />
    );
    await sendPage(
      reply,
      casePage(visitor, { caseId, active: 'attachments', ...(upToDate === undefined ? {} : { upToDate }) }, page),
      status,
    );
  }
}
