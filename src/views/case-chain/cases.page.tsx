import { workspacePage, type AdmittedRequest } from '#src/access/index';
import { protectionName, roleName } from '#src/people/index';
import {
  Alert,
  DataTable,
  EmptyState,
  formatDate,
  LinkButton,
  PageHeading,
  Pagination,
  Stack,
  Tabs,
  Tag,
  type Column,
  type Lang,
} from '#libs/ui';
import { caseTexts } from './case.texts.js';
import type { OwnCase, OwnCasesPage } from './own-cases.query.js';

const PATH = '/workspace/cases';

const columns = (lang: Lang): Column<OwnCase>[] => {
  const t = caseTexts(lang);
  return [
    {
      key: 'person',
      label: t('about-whom'),
      cell: ({ caseId, about, track }) => (
        <>
          <a href={`${PATH}/${caseId}`}>{about.map(({ name }) => name ?? '–').join(', ') || t('noPerson')}</a>{' '}
          {track !== 'exposed' && <Tag>{roleName(track, lang)}</Tag>}{' '}
          {about
            .filter(({ protection }) => protection !== 'none')
            .map(({ protection }) => (
              <Tag tone="danger">{protectionName(protection, lang)}</Tag>
            ))}
        </>
      ),
    },
    { key: 'case', label: t('one-case'), cell: ({ caseId }) => caseId.slice(0, 8) },
    { key: 'function', label: t('function'), cell: ({ functionName }) => functionName },
    { key: 'opened', label: t('opened'), cell: ({ openedAt }) => formatDate(openedAt, lang) },
  ];
};

interface CasesProps {
  readonly status: 'open' | 'closed';
  readonly cursor: string | undefined;
  readonly page: OwnCasesPage;
  readonly upToDate: boolean;
}

/** Ärenden: search first, since the person may be known already; then the own ones. */
export const casesPage = (visitor: AdmittedRequest['insatskedja'], { status, cursor, page, upToDate }: CasesProps): string => {
  const { lang, context } = visitor;
  const t = caseTexts(lang);
  const here = `${PATH}?status=${status}`;
  return workspacePage(
    visitor,
    { title: t('cases'), path: here, active: PATH, upToDate },
    <Stack>
      <PageHeading
        title={t('cases')}
        actions={
          <>
            <LinkButton href="/workspace/people/search" variant="primary">
              {t('search')}
            </LinkButton>
            {context.actor.duty === 'police-officer' && <LinkButton href="/workspace/reports/new">{t('newReport')}</LinkButton>}
            <LinkButton href="/workspace/records/new">{t('newRecord')}</LinkButton>
            <LinkButton href="/workspace/import" variant="tertiary">
              {t('importRecords')}
            </LinkButton>
          </>
        }
      />
      <Alert tone="info">{t('searchFirst')}</Alert>
      <Tabs
        label={t('casesTabs')}
        active={here}
        items={[
          { href: `${PATH}?status=open`, label: t('openCases') },
          { href: `${PATH}?status=closed`, label: t('closedCases') },
        ]}
      />
      <DataTable
        caption={t('cases')}
        captionHidden
        columns={columns(lang)}
        rows={page.items}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      />
      <Pagination next={page.next && `${here}&cursor=${encodeURIComponent(page.next)}`} first={cursor ? here : undefined} />
    </Stack>,
  );
};
