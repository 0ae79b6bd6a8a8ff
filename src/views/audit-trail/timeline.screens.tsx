import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { For, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { sendPage } from '#src/people/index';
import {
  Card,
  defineTexts,
  EmptyState,
  formatDateTime,
  LinkButton,
  PageHeading,
  Pagination,
  Stack,
  Timeline,
  type Lang,
  type TimelineEntry,
} from '#libs/ui';
import { auditFilter } from './audit-filter.js';
import type { AuditLine } from './audit-line.js';
import { actionName, auditTexts, dutyName, ruleName, thingName } from './audit-texts.js';
import { ReadAuditTrail, type AuditPage } from './read-audit-trail.js';
import { enteredFilter, SELF_TOLD, withFilter } from './review.page.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/review/timeline';

const texts = defineTexts({
  sv: {
    title: 'Tidslinje',
    lead: 'Vad som har hänt i ordning, det senaste först, för ett ärende, en person eller en medarbetare.',
    table: 'Visa som tabell',
    choose: 'Välj ett ärende, en person eller en medarbetare i loggen först.',
  },
  en: {
    title: 'Time line',
    lead: 'What has happened in order, the latest first, for a case, a person or a member of staff.',
    table: 'Show as a table',
    choose: 'Choose a case, a person or a member of staff in the log first.',
  },
});

const entryOf = (line: AuditLine, lang: Lang): TimelineEntry => {
  const t = auditTexts(lang);
  const { who, action, objectType, outcome, rule, purpose, hits } = line;
  const name = who.name ?? dutyName(who.duty, lang);
  const thing = SELF_TOLD.includes(action) ? '' : ` ${thingName(objectType, lang)}`;
  return {
    id: line.auditId,
    date: formatDateTime(line.at, lang),
    agency: who.own ? (who.unitName ?? who.agencyName) : who.agencyName,
    title: `${name}: ${actionName(action, lang).toLowerCase()}${thing}`,
    ...(outcome === 'denied'
      ? { tone: 'danger' as const, tags: [{ tone: 'danger' as const, text: t('outcome.denied') }] }
      : { tone: ['break-glass', 'reveal'].includes(action) ? ('warning' as const) : ('neutral' as const) }),
    body: [rule && ruleName(rule, lang), purpose, hits > 0 && t('hits', { count: hits })].filter(Boolean).join(' · ') || undefined,
  };
};

/** The trail of one case, person or member of staff, as it came about. */
@ApiExcludeController()
@Controller('workspace/review/timeline')
@For('supervisor')
export class TimelineScreens {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  async page(@Visitor() visitor: Guest, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { context, lang } = visitor;
    const t = texts(lang);
    const entered = enteredFilter(query);
    const filter = auditFilter.safeParse(entered);
    const chosen = filter.success && Boolean(filter.data.caseId ?? filter.data.personId ?? filter.data.staffId);
    const page: AuditPage = filter.success && chosen ? await this.queries.execute(new ReadAuditTrail(context, filter.data)) : { items: [] };
    const path = withFilter(entered, {}, PATH);
    const body = (
      <Stack>
        <PageHeading title={t('title')} lead={t('lead')} actions={<LinkButton href={withFilter(entered, {})}>{t('table')}</LinkButton>} />
        <Card>
          {page.items.length === 0 ? (
            <EmptyState title={chosen ? auditTexts(lang)('none') : t('choose')} />
          ) : (
            <Timeline label={t('title')} entries={page.items.map((line) => entryOf(line, lang))} />
          )}
          <Pagination next={page.next && withFilter(entered, { cursor: page.next }, PATH)} first={entered['cursor'] ? path : undefined} />
        </Card>
      </Stack>
    );
    await sendPage(
      reply,
      workspacePage(visitor, { title: t('title'), path, active: '/workspace/review' }, body),
      filter.success ? 200 : 400,
    );
  }
}
