import {
  Alert,
  Button,
  Card,
  DataTable,
  EmptyState,
  Form,
  formatDateTime,
  PageHeading,
  Pagination,
  REFERRAL_STATES,
  Select,
  Stack,
  StatusTag,
  Tabs,
  Tag,
  TimeLeft,
  useLang,
  useT,
} from '#libs/ui';
import { named, referralPage, REFERRALS_PAGE, referralTexts } from '#src/coordination/referral/index';
import type { FormerSummary, ReferralListFilter, ReferralPage, ReferralSummary } from './list-referrals.js';

const hrefOf = ({ box, status }: ReferralListFilter, cursor?: string): string => {
  const query = new URLSearchParams({ box, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
  return `${REFERRALS_PAGE}?${query.toString()}`;
};

const Requests = ({ items, box, now }: { items: readonly ReferralSummary[]; box: ReferralListFilter['box']; now: Date }) => {
  const lang = useLang();
  const t = referralTexts(lang);
  const inbox = box === 'inbox';
  return (
    <DataTable<ReferralSummary>
      caption={t(`box.${box}`)}
      captionHidden
      rows={items}
      empty={<EmptyState title={t('inbox.empty')} />}
      columns={[
        {
          key: 'who',
          label: inbox ? t('column.from') : t('column.to'),
          cell: (item) => (
            <a href={referralPage(item.referralId)} aria-label={t('open', { from: inbox ? item.from : item.to })}>
              {inbox ? item.from : item.to}
            </a>
          ),
        },
        {
          key: 'need',
          label: t('column.need'),
          cell: (item) => (item.kind === 'concern-report' ? t('concern') : item.need.map((need) => named(t, 'need', need)).join(', ')),
        },
        {
          key: 'status',
          label: t('column.status'),
          cell: (item) => (
            <>
              <StatusTag kind="referral" value={item.status} />{' '}
              {item.urgency === 'acute' && (
                <Tag tone={item.unread ? 'warning' : 'danger'}>{item.unread ? t('unread') : t('urgency.acute')}</Tag>
              )}
            </>
          ),
        },
        { key: 'at', label: inbox ? t('column.received') : t('column.sent'), cell: (item) => formatDateTime(item.addressedAt, lang) },
        {
          key: 'left',
          label: t('column.left'),
          cell: (item) => (item.status === 'new' || item.status === 'acknowledged' ? <TimeLeft now={now} due={item.answerBy} /> : '–'),
        },
      ]}
    />
  );
};

const Formers = ({ formers }: { formers: readonly FormerSummary[] }) => {
  const lang = useLang();
  const t = referralTexts(lang);
  return (
    <Card title={t('inbox.formers')} id="formers">
      <p class="subtle">{t('inbox.formers.lead')}</p>
      <DataTable<FormerSummary>
        caption={t('inbox.formers')}
        captionHidden
        rows={formers}
        columns={[
          {
            key: 'when',
            label: t('column.when'),
            cell: ({ referralId, endedAt }) => <a href={referralPage(referralId)}>{formatDateTime(endedAt, lang)}</a>,
          },
          { key: 'function', label: t('column.function'), cell: ({ functionName }) => functionName },
          {
            key: 'what',
            label: t('column.what'),
            cell: ({ how, reason }) => [named(t, 'former', how), reason ? named(t, 'reason', reason) : ''].filter(Boolean).join(': '),
          },
        ]}
      />
    </Card>
  );
};

/** Inkomna and Skickade: the latest first, an unread acute request before all. */
export const InboxPage = ({ page, filter, now }: { page: ReferralPage; filter: ReferralListFilter; now: Date }) => {
  const c = useT();
  const t = referralTexts(useLang());
  const { box } = filter;
  return (
    <Stack>
      <PageHeading title={t('list')} lead={t(`${box}.lead`)} />
      <Tabs
        label={t('list')}
        active={`${REFERRALS_PAGE}?box=${box}`}
        items={(['inbox', 'sent'] as const).map((one) => ({ href: `${REFERRALS_PAGE}?box=${one}`, label: t(`box.${one}`) }))}
      />
      {box === 'inbox' && page.items.some((item) => item.unread) && <Alert tone="warning" title={t('unread.title')} />}
      <Card>
        <Form action={REFERRALS_PAGE} method="get" guard={false} hidden={{ box }}>
          <Select
            name="status"
            label={t('filter.status')}
            value={filter.status}
            placeholder={t('filter.all')}
            optional
            options={REFERRAL_STATES.map((value) => ({ value, label: c(`referral.${value}`) }))}
          />
          <Button variant="secondary">{c('button.show')}</Button>
        </Form>
        <Requests items={page.items} box={box} now={now} />
        <Pagination next={page.next && hrefOf(filter, page.next)} first={filter.cursor && hrefOf(filter)} />
      </Card>
      {page.formers.length > 0 && <Formers formers={page.formers} />}
    </Stack>
  );
};
