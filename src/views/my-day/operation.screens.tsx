import { Controller, Get, Header } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { For, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { Alert, Card, DataTable, defineTexts, formatDateTime, PageHeading, Stack, Tag } from '#libs/ui';
import { OperatingState } from './operating-state.query.js';

const texts = defineTexts({
  sv: {
    title: 'Driftläge',
    lead: 'Hur långt vyer och reaktioner har kommit, och vad som stannat. Inga ärenden visas här.',
    views: 'Vyer och reaktioner',
    name: 'Namn',
    version: 'Version',
    lag: 'Händelser kvar',
    updated: 'Senast flyttad',
    upToDate: 'I fas',
    behind: '{{count}} kvar',
    parked: 'Parkerade händelser',
    parkedNone: 'Inget är parkerat.',
    parkedText: 'En prenumeration kunde inte behandla dessa händelser. Se loggen, rätta felet och kör om.',
    event: 'Händelse',
    since: 'Sedan',
  },
  en: {
    title: 'Operating state',
    lead: 'How far views and reactions have come, and what has stopped. No cases are shown here.',
    views: 'Views and reactions',
    name: 'Name',
    version: 'Version',
    lag: 'Events left',
    updated: 'Last moved',
    upToDate: 'Up to date',
    behind: '{{count}} left',
    parked: 'Parked events',
    parkedNone: 'Nothing is parked.',
    parkedText: 'A subscription could not handle these events. See the log, mend the fault and run them again.',
    event: 'Event',
    since: 'Since',
  },
});

@ApiExcludeController()
@Controller('workspace/operation')
@For('administrator')
export class OperationScreens {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(@Visitor() visitor: AdmittedRequest['insatskedja']): Promise<string> {
    const { lang, context } = visitor;
    const t = texts(lang);
    const { subscriptions, parked } = await this.queries.execute(new OperatingState(context));
    return workspacePage(
      visitor,
      { title: t('title'), path: '/workspace/operation', active: '/workspace/operation' },
      <Stack>
        <PageHeading title={t('title')} lead={t('lead')} />
        <Card title={t('views')}>
          <DataTable
            caption={t('views')}
            captionHidden
            rows={subscriptions}
            columns={[
              { key: 'name', label: t('name'), cell: ({ name }) => name },
              { key: 'version', label: t('version'), cell: ({ version }) => version },
              {
                key: 'lag',
                label: t('lag'),
                cell: ({ lag }) => (
                  <Tag tone={lag === 0 ? 'success' : 'warning'}>{lag === 0 ? t('upToDate') : t('behind', { count: lag })}</Tag>
                ),
              },
              { key: 'updated', label: t('updated'), cell: ({ updatedAt }) => formatDateTime(updatedAt, lang) },
            ]}
          />
        </Card>
        <Card title={t('parked')}>
          {parked.length > 0 && <Alert tone="warning">{t('parkedText')}</Alert>}
          <DataTable
            caption={t('parked')}
            captionHidden
            rows={parked}
            columns={[
              { key: 'name', label: t('name'), cell: ({ subscription }) => subscription },
              { key: 'event', label: t('event'), cell: ({ eventId }) => eventId },
              { key: 'since', label: t('since'), cell: ({ parkedAt }) => formatDateTime(parkedAt, lang) },
            ]}
            empty={<p class="subtle">{t('parkedNone')}</p>}
          />
        </Card>
      </Stack>,
    );
  }
}
