import {
  Card,
  DataTable,
  EmptyState,
  formatDate,
  LinkButton,
  PageHeading,
  Stack,
  Tag,
  useLang,
  type Column,
  type Lang,
  type Tone,
} from '#libs/ui';
import type { LogReview } from '../features/read-reviews.js';
import type { ReviewCounts, ReviewStatistics } from '../features/statistics.js';
import { logReviewTexts, signalName } from './log-review-texts.js';

export const LOG_REVIEWS = '/workspace/log-review';
export type StaffNames = ReadonlyMap<string, string>;

/** Where a review stands, in a word. */
export const ReviewState = ({ review }: { review: LogReview }) => {
  const t = logReviewTexts(useLang());
  const state =
    review.incident === 'open'
      ? 'incident'
      : review.verdict !== 'waits'
        ? review.verdict
        : review.explanation !== null
          ? 'explained'
          : review.asked
            ? 'asked'
            : 'waits';
  const tones: Record<typeof state, Tone> = {
    ...{ incident: 'danger', remark: 'danger', 'no-remark': 'success' },
    ...{ explained: 'info', asked: 'neutral', waits: 'warning' },
  } as const;
  return (
    <>
      <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag> {review.overdue && <Tag tone="danger">{t('overdue')}</Tag>}
    </>
  );
};

/** One day, or from one to another. */
export const periodText = ({ from, to }: Pick<LogReview, 'from' | 'to'>, lang: Lang): string => {
  const [first, last] = [formatDate(from, lang), formatDate(to, lang)];
  return first === last ? first : `${first} – ${last}`;
};

const columns = (lang: Lang, staff: StaffNames): Column<LogReview>[] => {
  const t = logReviewTexts(lang);
  return [
    { key: 'who', label: t('who'), cell: ({ staffId }) => staff.get(staffId) ?? staffId },
    { key: 'when', label: t('when'), cell: (review) => periodText(review, lang) },
    {
      key: 'kind',
      label: t('kind'),
      cell: ({ kind, signals, lines }) => (
        <>
          {signals.length > 0 ? signals.map((id) => signalName(id, lang)).join(', ') : t(`kind.${kind}`)}
          <span class="subtle"> · {t('lines', { count: lines })}</span>
        </>
      ),
    },
    { key: 'state', label: t('state'), cell: (review) => <ReviewState review={review} /> },
    {
      key: 'open',
      label: t('openReview'),
      cell: ({ reviewId, staffId }) => (
        <LinkButton href={`${LOG_REVIEWS}/${reviewId}`} variant="tertiary" label={`${t('openReview')}: ${staff.get(staffId) ?? staffId}`}>
          {t('openReview')}
        </LinkButton>
      ),
    },
  ];
};

/** The queue of the head of a unit: incidents first, then what waits, then what was judged lately. */
export const LogReviewsPage = ({ reviews, staff }: { reviews: readonly LogReview[]; staff: StaffNames }) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const incidents = reviews.filter(({ incident }) => incident === 'open');
  const waiting = reviews.filter(({ verdict }) => verdict === 'waits');
  const done = reviews.filter(({ verdict, incident }) => verdict !== 'waits' && incident !== 'open');
  return (
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton href={`${LOG_REVIEWS}/new`}>{t('target')}</LinkButton>
            <LinkButton href={`${LOG_REVIEWS}/statistics`} variant="tertiary">
              {t('statistics')}
            </LinkButton>
          </>
        }
      />
      {incidents.length > 0 && (
        <Card title={t('incidents')} tone="danger">
          <DataTable caption={t('incidents')} captionHidden columns={columns(lang, staff)} rows={incidents} />
        </Card>
      )}
      <Card title={t('waiting')}>
        <DataTable
          caption={t('waiting')}
          captionHidden
          columns={columns(lang, staff)}
          rows={waiting}
          empty={<EmptyState title={t('waiting.none')} />}
        />
      </Card>
      <Card title={t('done')}>
        <DataTable
          caption={t('done')}
          captionHidden
          columns={columns(lang, staff)}
          rows={done}
          empty={<EmptyState title={t('done.none')} />}
        />
      </Card>
    </Stack>
  );
};

/** Counts by unit. What is few is a word, not a number. */
export const StatisticsPage = ({ statistics }: { statistics: ReviewStatistics }) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const count = (value: number | null) => (value === null ? t('few') : String(value));
  const numbers: Column<ReviewCounts>[] = (['noRemark', 'remark', 'waits', 'total'] as const).map((key) => ({
    key,
    label: t(key === 'noRemark' ? 'no-remark' : key),
    cell: (row) => count(row[key]),
  }));
  return (
    <Stack>
      <PageHeading title={t('statistics.title')} lead={t('statistics.lead')} />
      <Card title={periodText(statistics, lang)}>
        <DataTable
          caption={t('statistics.title')}
          captionHidden
          columns={[
            { key: 'unit', label: t('unit'), cell: ({ unitName }) => unitName || t('unit.heads') },
            { key: 'kind', label: t('kind'), cell: ({ kind }) => t(`kind.${kind}`) },
            ...numbers,
          ]}
          rows={statistics.items}
          empty={<EmptyState title={t('statistics.none')} />}
        />
      </Card>
    </Stack>
  );
};
