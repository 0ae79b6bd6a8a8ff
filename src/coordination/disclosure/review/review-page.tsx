import { randomUUID } from 'node:crypto';
import { documentationLabels, documentedWords, type DocumentationKind } from '#config/legal-grounds';
import {
  Actions,
  Alert,
  Button,
  Card,
  DefinitionList,
  EmptyState,
  Form,
  formatDateTime,
  Heading,
  PageHeading,
  RadioGroup,
  Stack,
  Tag,
  TextArea,
  useLang,
  useT,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import type { DisclosureReview } from './read-reviews.js';
import { reviewTexts } from './review-texts.js';

export interface ReviewPageProps {
  readonly reviews: readonly DisclosureReview[];
  readonly functions: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
  /** Who looks: an own decision is not theirs to review. */
  readonly me: string;
  /** A form that came back with faults. */
  readonly again?: { readonly disclosureId: string; readonly errors: readonly FormError[]; readonly values: FormValues } | undefined;
}

const Facts = ({ review, functions, staff }: Pick<ReviewPageProps, 'functions' | 'staff'> & { review: DisclosureReview }) => {
  const lang = useLang();
  const t = reviewTexts(lang);
  const common = useT();
  const rule = ruleOf(review.ground, review.ruleVersion);
  return (
    <DefinitionList
      items={[
        { label: t('kind'), value: t(`kind.${review.kind}`) },
        { label: t('to'), value: functions.get(review.recipientFunction) ?? review.recipientFunction },
        { label: t('what'), value: review.classes.map((cls) => common(`class.${cls}`)).join(', ') },
        { label: t('ground'), value: rule ? `${rule.title[lang]} (${rule.source})` : review.ground },
        { label: t('who'), value: staff.get(review.decidedBy) ?? review.decidedBy },
        { label: t('when'), value: formatDateTime(review.decidedAt, lang) },
        ...Object.entries(review.documentation).map(([kind, value]) => ({
          label: documentationLabels[kind as DocumentationKind].label[lang],
          value: documentedWords(kind as DocumentationKind, value, lang),
        })),
        ...(review.reviewedBy && review.reviewedAt
          ? [
              {
                label: t('reviewer'),
                value: `${staff.get(review.reviewedBy) ?? review.reviewedBy}, ${formatDateTime(review.reviewedAt, lang)}`,
              },
              { label: t('note'), value: review.note },
            ]
          : []),
      ]}
    />
  );
};

const ReviewForm = ({ review, again }: { review: DisclosureReview } & Pick<ReviewPageProps, 'again'>) => {
  const t = reviewTexts(useLang());
  const state = again?.disclosureId === review.disclosureId ? { errors: again.errors, values: again.values } : {};
  return (
    <Form action={`/workspace/urgent/${review.disclosureId}`} hidden={{ idempotencyKey: randomUUID() }} {...state}>
      <RadioGroup
        name="verdict"
        label={t('verdict')}
        options={(['justified', 'not-justified'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} />
      <Actions>
        <Button>{t('save')}</Button>
      </Actions>
    </Form>
  );
};

/** The queue of the head of a unit: each decision with its reasons, by when, and the verdict. */
export const ReviewPage = ({ reviews, functions, staff, me, again }: ReviewPageProps) => {
  const lang = useLang();
  const t = reviewTexts(lang);
  const waiting = reviews.filter(({ verdict }) => verdict === 'waits');
  const done = reviews.filter(({ verdict }) => verdict !== 'waits');
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      <Heading level={2}>{t('waiting')}</Heading>
      {waiting.length === 0 && <EmptyState title={t('waiting.none')} />}
      {waiting.map((review) => (
        <Card title={functions.get(review.functionId) ?? review.functionId}>
          <p>
            <Tag tone={review.overdue ? 'danger' : 'warning'}>{review.overdue ? t('overdue') : t('waits')}</Tag>{' '}
            <span class="subtle">{`${t('due')}: ${formatDateTime(review.dueAt, lang)}`}</span>
          </p>
          <Facts review={review} functions={functions} staff={staff} />
          {review.decidedBy === me ? <Alert tone="info">{t('own')}</Alert> : <ReviewForm review={review} again={again} />}
        </Card>
      ))}
      <Heading level={2}>{t('done')}</Heading>
      {done.length === 0 && <EmptyState title={t('done.none')} />}
      {done.map((review) => (
        <Card title={functions.get(review.functionId) ?? review.functionId}>
          <p>
            <Tag tone={review.verdict === 'justified' ? 'success' : 'danger'}>{t(review.verdict)}</Tag>
          </p>
          <Facts review={review} functions={functions} staff={staff} />
        </Card>
      ))}
    </Stack>
  );
};
