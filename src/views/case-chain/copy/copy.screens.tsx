import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { taggedPdf } from '#libs/pdf';
import { Actions, Button, Card, Form, formatDateTime, LinkButton, PageHeading, Select, TextArea, useLang } from '#libs/ui';
import { casePage, Ctx, For, Visitor, type AdmittedRequest, type RequestContext } from '#src/access/index';
import { RecordTabs } from '#src/coordination/consent/index';
import { personLabel } from '#src/coordination/joint-plan/index';
import type { RecordSystem } from '#config/record-systems';
import { copyText } from './copy-text.js';
import { copyTexts } from './copy-texts.js';
import { CopyReader, systemsOf, type RecordCopy } from './read-copy.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const asked = z.object({ system: z.string().max(40).optional(), recordId: uuid.optional() });
const place = z.object({ recordId: uuid.optional() });

const CopyPage = ({
  caseId,
  copied: { record, view },
  systems,
  chosen,
  text,
}: {
  caseId: string;
  copied: RecordCopy;
  systems: readonly RecordSystem[];
  chosen: RecordSystem;
  text: string;
}) => {
  const t = copyTexts(useLang());
  const here = `/workspace/cases/${caseId}/copy`;
  const tabs = view.records.map(({ recordId, track }) => ({
    recordId,
    about: view.persons.filter((person) => person.recordId === recordId && person.role === track).map(personLabel),
  }));
  return (
    <div class="stack">
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={<LinkButton href={`${here}/pdf?recordId=${record.recordId}`}>{t('pdf')}</LinkButton>}
      />
      <RecordTabs recordId={record.recordId} records={tabs} href={(recordId) => `${here}?recordId=${recordId}&system=${chosen.id}`} />
      <Card>
        <Form action={here} method="get" hidden={{ recordId: record.recordId }}>
          <Select
            name="system"
            label={t('system')}
            value={chosen.id}
            placeholder={false}
            options={systems.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Actions>
            <Button variant="secondary">{t('choose')}</Button>
          </Actions>
        </Form>
      </Card>
      <Card>
        <TextArea name="text" label={t('text')} rows={24} value={text} />
      </Card>
    </div>
  );
};

/** The own record's content as text to paste into the agency's own system, and on paper. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/copy')
@For('caseworker', 'police-officer')
export class CopyScreens {
  constructor(private readonly reader: CopyReader) {}

  @Get()
  async page(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: asked }) { system, recordId }: z.infer<typeof asked>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const systems = systemsOf(context.actor.agencyKind);
    const chosen = systems.find(({ id }) => id === system) ?? systems[0]!;
    const copied = await this.reader.read(context, caseId, recordId, visitor.lang);
    const text = copyText(copied.sections, chosen);
    const shell = { caseId, active: 'overview', title: copyTexts(visitor.lang)('title'), path: `/workspace/cases/${caseId}/copy` } as const;
    const page = casePage(visitor, shell, <CopyPage {...{ caseId, copied, systems, chosen, text }} />);
    await reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
  }

  @Get('pdf')
  async pdf(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: place }) { recordId }: z.infer<typeof place>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { lang } = visitor;
    const t = copyTexts(lang);
    const copied = await this.reader.read(context, caseId, recordId, lang);
    const sections = copied.sections.filter(({ lines }) => lines.length > 0);
    const file = await taggedPdf({
      title: t('title'),
      lang,
      header: t('mark', { date: formatDateTime(context.now.toISOString(), lang), name: visitor.staffName }),
      made: context.now,
      blocks: sections.flatMap(({ heading, lines }) => [
        { kind: 'heading' as const, text: heading },
        ...lines.map((text) => ({ kind: 'text' as const, text })),
      ]),
    });
    // The name of the file tells nothing of whom it is about.
    await reply
      .header('content-disposition', `attachment; filename="akt-${caseId.slice(0, 8)}.pdf"`)
      .header('cache-control', 'no-store')
      .type('application/pdf')
      .send(file);
  }
}
