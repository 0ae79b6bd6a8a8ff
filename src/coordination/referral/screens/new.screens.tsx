import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestHash } from '#libs/http';
import { PrintButton, type FormError } from '#libs/ui';
import { Directory, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { CaseConsents, OwnRecord } from '../../consent/index.js';
import { isPreviewChanged } from '../../disclosure/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { PreviewReferral, type ReferralPreview } from '../features/preview-referral.js';
import { SendReferral } from '../features/send-referral.js';
import { previewReferralInput, sendReferralInput } from '../referral.input.js';
import { referralTexts } from '../referral.texts.js';
import { REFERRALS_PAGE, referralPage } from '../referral.urls.js';
import { draftInput, one, sendInput } from './form-input.js';
import { groundsFor } from './ground-fields.js';
import { kindOf, NewReferralPage, PrintReferralPage } from './new-page.js';

type Guest = AdmittedRequest['insatskedja'];
const query = z.looseObject({ caseId: z.uuid(), recordId: z.uuid().optional(), step: z.string().optional() });

/** A new request out of a case: choose, preview, send; or print, for a recipient that is not connected. */
@ApiExcludeController()
@Controller('workspace/referrals/new')
@For('caseworker', 'police-officer')
export class NewReferralScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
    private readonly rules: LegalRules,
  ) {}

  @Get()
  async form(
    @Visitor() visitor: Guest,
    @Query({ schema: query }) asked: z.infer<typeof query>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = asked as FormBody;
    if (asked.step === 'print') return this.print(visitor, asked.caseId, body, request, reply);
    await this.show(visitor, asked.caseId, { body, entered: false, errors: [] }, request, reply);
  }

  @Post()
  async act(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Query({ schema: query }) { caseId }: z.infer<typeof query>,
    @Body() body: FormBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (one(body, 'step') === 'print') return this.print(visitor, caseId, body, request, reply);
    const { recordId, assigned } = await this.queries.execute(new OwnRecord(visitor.context, caseId, one(body, 'recordId')));
    const place = { recordId, caseId };
    const parsed = parseForm(sendReferralInput, sendInput(body, place), visitor.lang);
    if (!parsed.ok) return this.show(visitor, caseId, { body, entered: true, errors: parsed.errors }, request, reply, 400);

    const looked = requestHash('referral-draft', sendInput(body, place));
    if (one(body, 'step') === 'send' && one(body, 'looked') === looked) {
      try {
        const previewTag = one(body, 'previewTag');
        const { position } = await this.commands.execute(new SendReferral(meta, { ...parsed.value, previewTag }));
        // Whoever called for help on an emergency opening goes back to the case: the request is followed by those who are assigned.
        const next = assigned ? `${referralPage(parsed.value.referralId)}?sent=1` : `/workspace/cases/${caseId}`;
        return await goTo(reply, next, position);
      } catch (error) {
        if (!isPreviewChanged(error))
          return this.show(visitor, caseId, { body, entered: true, errors: refusedForm(error, visitor.lang) }, request, reply, 400);
      }
    }
    const t = referralTexts(visitor.lang);
    const changed: FormError[] = one(body, 'step') === 'send' ? [{ path: '', message: t('preview.changed') }] : [];
    try {
      const draft = previewReferralInput.parse(draftInput(body, place));
      const preview = await this.queries.execute(new PreviewReferral(visitor.context, draft));
      await this.show(visitor, caseId, { body, entered: true, errors: changed, preview, looked }, request, reply);
    } catch (error) {
      await this.show(visitor, caseId, { body, entered: true, errors: refusedForm(error, visitor.lang) }, request, reply, 400);
    }
  }

  /** Exactly the chosen fields, audited as a print. */
  private async print(visitor: Guest, caseId: string, body: FormBody, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { recordId } = await this.queries.execute(new OwnRecord(visitor.context, caseId, one(body, 'recordId')));
    const fromFunction = one(body, 'fromFunction') ?? visitor.context.actor.functions[0];
    const parsed = parseForm(previewReferralInput, draftInput({ ...body, fromFunction }, { recordId, caseId }), visitor.lang);
    if (!parsed.ok) return this.show(visitor, caseId, { body, entered: true, errors: parsed.errors }, request, reply, 400);
    const reading = { operation: 'referral-print', action: 'print' as const };
    const preview = await this.queries.execute(new PreviewReferral(visitor.context, parsed.value, reading));
    const t = referralTexts(visitor.lang);
    const options = { title: t('print.title'), path: request.url, active: REFERRALS_PAGE };
    const message = parsed.value.classes.includes('free-text') ? one(body, 'message') : undefined;
    const page = (
      <div class="stack">
        <PrintButton />
        <PrintReferralPage preview={preview} ground={parsed.value.ground} message={message} />
      </div>
    );
    await sendPage(reply, workspacePage(visitor, options, page));
  }

  private async show(
    visitor: Guest,
    caseId: string,
    state: { body: FormBody; entered: boolean; errors: readonly FormError[]; preview?: ReferralPreview; looked?: string },
    request: FastifyRequest,
    reply: FastifyReply,
    status = 200,
  ): Promise<void> {
    const { context, lang } = visitor;
    const { body, entered, errors, preview, looked = '' } = state;
    const record = await this.queries.execute(new OwnRecord(context, caseId, one(body, 'recordId')));
    const consents = await this.queries.execute(new CaseConsents(context, caseId));
    const hidden = {
      idempotencyKey: (entered ? one(body, 'idempotencyKey') : undefined) ?? randomUUID(),
      referralId: (entered ? one(body, 'referralId') : undefined) ?? randomUUID(),
      recordId: record.recordId,
      looked,
      previewTag: preview?.previewTag ?? '',
    };
    const page = (
      <NewReferralPage
        record={record}
        own={context.actor.functions}
        functions={await this.directory.functions()}
        consents={consents}
        grounds={groundsFor(await this.rules.inForce(), context.actor.agencyKind, context.now, kindOf(body))}
        values={body}
        entered={entered}
        errors={errors}
        hidden={hidden}
        preview={preview}
        urgent={one(body, 'urgent') !== undefined}
      />
    );
    const options = { title: referralTexts(lang)('new.title'), path: request.url, active: REFERRALS_PAGE };
    await sendPage(reply, workspacePage(visitor, options, page), status);
  }
}
