import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { For, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { parseForm, sendPage, type FormBody } from '#src/people/index';
import {
  Actions,
  Button,
  Card,
  Checkbox,
  Form,
  formatDateTime,
  LinkButton,
  PageHeading,
  RadioGroup,
  Stack,
  TextArea,
  type FormError,
} from '#libs/ui';
import { auditCsv } from './audit-csv.js';
import { auditFilter } from './audit-filter.js';
import { auditPdf } from './audit-pdf.js';
import { exportTexts } from './export-texts.js';
import { ReadAuditTrail } from './read-audit-trail.js';
import { redacted } from './redact.js';
import { enteredFilter, withFilter } from './review.page.js';

type Guest = AdmittedRequest['insatskedja'];
type Entered = Readonly<Record<string, string>>;
const PATH = '/workspace/review/export';
const exportForm = z.object({
  reason: z.string().trim().min(5).max(300),
  format: z.enum(['pdf', 'csv']),
  redact: z.enum(['true']).optional(),
});

/** Export of a selection of the trail: never without a reason, which stands on every page, and in the trail itself. */
@ApiExcludeController()
@Controller('workspace/review/export')
@For('supervisor')
export class ExportScreens {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  async form(@Visitor() visitor: Guest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, visitor, enteredFilter(query));
  }

  @Post()
  async export(@Visitor() visitor: Guest, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const { context, lang, staffName, agencyName } = visitor;
    const t = exportTexts(lang);
    const { reason = '', format = '', redact, idempotencyKey: _, ...selected } = enteredFilter(body);
    const parsed = parseForm(exportForm, { reason, format, ...(redact ? { redact } : {}) }, lang);
    const filter = auditFilter.safeParse(selected);
    if (!parsed.ok || !filter.success) {
      const errors = parsed.ok
        ? []
        : parsed.errors.map((error) => (String(error.path) === 'reason' ? { ...error, message: t('error.reason') } : error));
      return this.show(reply, visitor, selected, errors, { reason, format });
    }
    const { value } = parsed;
    const page = await this.queries.execute(new ReadAuditTrail({ ...context, purpose: value.reason.slice(0, 200) }, filter.data, 'export'));
    const items = value.redact ? page.items.map(redacted) : page.items;
    const mark = t('mark', { name: staffName, agency: agencyName, time: formatDateTime(context.now, lang), reason: value.reason });
    void reply.status(200).header('cache-control', 'no-store').header('content-disposition', `attachment; filename="logg.${value.format}"`);
    if (value.format === 'csv') await reply.type('text/csv; charset=utf-8').send(auditCsv(items, lang, mark));
    else await reply.type('application/pdf').send(await auditPdf(items, mark, context.now, lang));
  }

  private async show(
    reply: FastifyReply,
    visitor: Guest,
    filter: Entered,
    errors: readonly FormError[] = [],
    values: Entered = {},
  ): Promise<void> {
    const t = exportTexts(visitor.lang);
    const { lang: _, cursor: __, after: ___, ...hidden } = filter;
    const page = (
      <Stack>
        <PageHeading title={t('title')} lead={t('lead')} />
        <Card>
          <Form action={PATH} hidden={hidden} errors={errors} values={values} guard={false}>
            <TextArea name="reason" label={t('reason')} hint={t('reason.hint')} rows={2} maxLength={300} />
            <RadioGroup
              name="format"
              label={t('format')}
              options={(['pdf', 'csv'] as const).map((value) => ({ value, label: t(`format.${value}`) }))}
            />
            <Checkbox name="redact" label={t('redact')} hint={t('redact.hint')} />
            <Actions>
              <Button>{t('button')}</Button>
              <LinkButton href={withFilter(filter, {})} variant="tertiary">
                {t('back')}
              </LinkButton>
            </Actions>
          </Form>
        </Card>
      </Stack>
    );
    const shell = { title: t('title'), path: withFilter(filter, {}, PATH), active: '/workspace/review' };
    await sendPage(reply, workspacePage(visitor, shell, page), errors.length > 0 ? 400 : 200);
  }
}
