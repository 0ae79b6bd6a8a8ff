import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { casePage, For, Visitor, type AdmittedRequest } from '#src/access/index';
import { Card, DataTable, defineTexts, EmptyState, formatDateTime, PageHeading, Pagination, type Column, type Lang } from '#libs/ui';
import type { AuditLine } from './audit-line.js';
import { auditTexts, dutyName, groundName, thingName } from './audit-texts.js';
import { ReadCaseLog } from './read-case-log.js';

const texts = defineTexts({
  sv: {
    heading: 'Läslogg',
    lead: 'Vem som har läst i ärendet. Kollegor visas med namn; andra myndigheter med uppdrag och myndighet, och bara när de har sett era uppgifter.',
    table: 'Läsningar i ärendet',
    agency: 'Myndighet',
    none: 'Ingen har läst i ärendet än',
  },
  en: {
    heading: 'Reading log',
    lead: 'Who has read in the case. Colleagues are shown by name; other agencies by duty and agency, and only where they were shown your data.',
    table: 'Readings in the case',
    agency: 'Agency',
    none: 'Nobody has read in the case yet',
  },
});

const columns = (lang: Lang): Column<AuditLine>[] => {
  const t = auditTexts(lang);
  const action = (line: AuditLine) =>
    line.action === 'read' ? t('action.read') : line.action === 'reveal' ? t('action.reveal') : t('action.list');
  return [
    { key: 'time', label: t('time'), cell: ({ at }) => formatDateTime(at, lang) },
    { key: 'who', label: t('who'), cell: ({ who }) => who.name ?? dutyName(who.duty, lang) },
    { key: 'duty', label: t('duty'), cell: ({ who }) => dutyName(who.duty, lang) },
    { key: 'agency', label: texts(lang)('agency'), cell: ({ who }) => who.agencyName },
    { key: 'what', label: t('what'), cell: (line) => `${action(line)} ${thingName(line.objectType, lang)}` },
    { key: 'ground', label: t('ground'), cell: ({ ground }) => ground.map((id) => groundName(id, lang)).join('; ') },
  ];
};

const uuid = z.uuid();
const logQuery = z.object({ cursor: z.string().max(500).optional() });

@ApiExcludeController()
@Controller('workspace/cases/:caseId/log')
@For('caseworker', 'police-officer')
export class CaseLogScreens {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: logQuery }) { cursor }: z.infer<typeof logQuery>,
  ): Promise<string> {
    const { lang, context } = visitor;
    const t = texts(lang);
    const { items, next } = await this.queries.execute(new ReadCaseLog(context, caseId, cursor));
    const path = `/workspace/cases/${caseId}/log`;
    return casePage(
      visitor,
      { caseId, active: 'log' },
      <>
        <PageHeading title={t('heading')} lead={t('lead')} />
        <Card>
          <DataTable caption={t('table')} captionHidden columns={columns(lang)} rows={items} empty={<EmptyState title={t('none')} />} />
          <Pagination next={next && `${path}?cursor=${encodeURIComponent(next)}`} first={cursor ? path : undefined} />
        </Card>
      </>,
    );
  }
}
