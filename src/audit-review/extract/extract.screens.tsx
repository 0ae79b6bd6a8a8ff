import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '#libs/http';
import type { FormError } from '#libs/ui';
import { For, Meta, ViewsReached, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { DelayExtract, HandOverExtract } from './change-extract.js';
import { extractCsv, extractPdf } from './extract-files.js';
import { delayInput, handOverInput, liftInput } from './extract.input.js';
import { ExtractPage, type ExtractPageProps } from './extract-page.js';
import { extractTexts } from './extract-texts.js';
import { ReadExtractState } from './read-extract.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const pageQuery = z.object({ recordId: z.uuid(), after: z.string().max(500).optional() });

/** Loggutdrag of a person in a record, handed over by whoever works with it or heads it. */
@ApiExcludeController()
@Controller('workspace/people/:personId/log-extract')
@For('caseworker', 'police-officer', 'supervisor')
export class LogExtractScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  async page(
    @Visitor() visitor: Guest,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: pageQuery }) { recordId, after }: z.infer<typeof pageQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, visitor, { personId, recordId }, request.url, await this.views.wait(after));
  }

  @Post(':act')
  async act(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Param('act') act: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { idempotencyKey: _, ...entered } = nestForm(body);
    const place = z.object({ recordId: z.uuid() }).safeParse(entered);
    if (!place.success) throw problems.malformed();
    const { recordId } = place.data;
    const path = `/workspace/people/${personId}/log-extract?recordId=${recordId}`;
    const again = (errors: readonly FormError[]) =>
      this.show(reply, visitor, { personId, recordId, again: { act, errors, values: body } }, path);
    try {
      if (act === 'hand-over') {
        const parsed = parseForm(handOverInput, withAppointment(entered), visitor.lang);
        if (!parsed.ok) return await again(parsed.errors);
        return await this.handOver(reply, visitor, new HandOverExtract(meta, personId, parsed.value));
      }
      if (act === 'delay') {
        const parsed = parseForm(delayInput, { reason: '', until: '', ...entered }, visitor.lang);
        if (!parsed.ok) return await again(parsed.errors);
        const { position } = await this.commands.execute(new DelayExtract(meta, personId, { recordId, delay: parsed.value }));
        return await goTo(reply, path, position);
      }
    } catch (error) {
      return again(refusedForm(error, visitor.lang));
    }
    if (act !== 'lift' || !liftInput.safeParse(entered).success) throw problems.notFound();
    const { position } = await this.commands.execute(new DelayExtract(meta, personId, { recordId, delay: null }));
    await goTo(reply, path, position);
  }

  private async handOver(reply: FastifyReply, { lang }: Guest, command: HandOverExtract): Promise<void> {
    const { extract } = await this.commands.execute(command);
    // Its name tells nothing of whose it is.
    void reply.status(200).header('cache-control', 'no-store');
    if (command.input.format === 'csv') {
      void reply.header('content-disposition', 'attachment; filename="utdrag.csv"').type('text/csv; charset=utf-8');
      await reply.send(extractCsv(extract, lang));
    } else {
      void reply.header('content-disposition', 'attachment; filename="utdrag.pdf"').type('application/pdf');
      await reply.send(await extractPdf(extract, lang));
    }
  }

  private async show(
    reply: FastifyReply,
    visitor: Guest,
    props: Pick<ExtractPageProps, 'personId' | 'recordId' | 'again'>,
    path: string,
    upToDate = true,
  ): Promise<void> {
    const state = await this.queries.execute(new ReadExtractState(visitor.context, props.recordId, props.personId));
    const shell = { title: extractTexts(visitor.lang)('title'), path, upToDate };
    await sendPage(reply, workspacePage(visitor, shell, <ExtractPage {...props} state={state} />), props.again ? 400 : 200);
  }
}

/** Court and day are said of a special representative; what was filled in before somebody else was chosen is not. */
const withAppointment = ({ appointment, ...entered }: Record<string, unknown>): Record<string, unknown> =>
  entered['to'] === 'special-representative' && typeof appointment === 'object'
    ? { ...entered, appointment: { court: '', decidedOn: '', ...appointment } }
    : entered;
