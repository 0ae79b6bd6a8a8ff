import { randomUUID } from 'node:crypto';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  DefinitionList,
  Form,
  formatDateTime,
  PageHeading,
  RadioGroup,
  Stack,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { OneLogReview } from '../features/read-reviews.js';
import { LOG_REVIEWS, periodText, ReviewState, type StaffNames } from './log-review-pages.js';
import { actName, logReviewTexts, signalName } from './log-review-texts.js';

export interface OneReviewProps {
  readonly review: OneLogReview;
  readonly staff: StaffNames;
  /** A form that came back with faults: which act, what was written. */
  readonly again?: { readonly act: string; readonly errors: readonly FormError[]; readonly values: FormValues } | undefined;
}

/** One review: what was done, the explanation, the verdict, and the incident that it may become. */
export const OneReviewPage = (props: OneReviewProps) => {
  const { review, staff } = props;
  const lang = useLang();
  const t = logReviewTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('one')} lead={<ReviewState review={review} />} />
      <Card title={t('about')}>
        <About review={review} staff={staff} />
      </Card>
      <Card title={t('accesses')}>
        <DataTable
          caption={t('accesses')}
          captionHidden
          rows={review.accesses}
          columns={[
            { key: 'time', label: t('time'), cell: ({ at }) => formatDateTime(at, lang) },
            { key: 'what', label: t('what'), cell: ({ action }) => actName(action, lang) },
            { key: 'case', label: t('case'), cell: ({ caseId }) => caseId?.slice(0, 8) },
            { key: 'outcome', label: t('outcome'), cell: ({ outcome }) => t(`outcome.${outcome}`) },
            { key: 'purpose', label: t('purpose'), cell: ({ purpose }) => purpose },
          ]}
        />
      </Card>
      <Explanation {...props} />
      <Verdict {...props} />
      {review.verdict === 'remark' && <Incident {...props} />}
    </Stack>
  );
};

const About = ({ review, staff }: Pick<OneReviewProps, 'review' | 'staff'>) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const { staffId, kind, signals, caseId, personId, reason } = review;
  return (
    <DefinitionList
      items={[
        { label: t('who'), value: staff.get(staffId) ?? staffId },
        { label: t('when'), value: periodText(review, lang) },
        { label: t('kind'), value: t(`kind.${kind}`) },
        ...(signals.length > 0 ? [{ label: t('signals'), value: signals.map((id) => signalName(id, lang)).join(', ') }] : []),
        ...(caseId ? [{ label: t('case'), value: <a href={`/workspace/review?caseId=${caseId}`}>{caseId.slice(0, 8)}</a> }] : []),
        ...(personId ? [{ label: t('person'), value: <a href={`/workspace/review?personId=${personId}`}>{personId.slice(0, 8)}</a> }] : []),
        ...(reason ? [{ label: t('reason'), value: reason }] : []),
      ]}
    />
  );
};

const formOf = ({ review, again }: OneReviewProps, act: string) => ({
  action: `${LOG_REVIEWS}/${review.reviewId}/${act}`,
  hidden: { idempotencyKey: randomUUID() },
  ...(again?.act === act ? { errors: again.errors, values: again.values } : {}),
});

const Explanation = (props: OneReviewProps) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const { asked, explanation, explainBy, verdict } = props.review;
  if (!asked && verdict !== 'waits') return null;
  return (
    <Card title={t('explanation')}>
      {explanation !== null && <p>{explanation}</p>}
      {explanation === null && asked && explainBy !== null && (
        <Alert tone="info">{t('explanation.waits', { date: formatDateTime(explainBy, lang) })}</Alert>
      )}
      {!asked && (
        <>
          <p>{t('explanation.askText')}</p>
          <ActionForm {...formOf(props, 'ask')}>
            <Button variant="secondary">{t('explanation.ask')}</Button>
          </ActionForm>
        </>
      )}
    </Card>
  );
};

const Verdict = (props: OneReviewProps) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const { verdict, note, judgedBy, judgedAt } = props.review;
  return (
    <Card title={t('verdict')}>
      {verdict === 'waits' ? (
        <Form {...formOf(props, 'judge')}>
          <RadioGroup
            name="verdict"
            label={t('verdict')}
            options={(['no-remark', 'remark'] as const).map((value) => ({ value, label: t(value) }))}
          />
          <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} />
          <Actions>
            <Button>{t('save')}</Button>
          </Actions>
        </Form>
      ) : (
        <DefinitionList
          items={[
            { label: t('verdict'), value: t(verdict) },
            { label: t('note'), value: note },
            {
              label: t('judged'),
              value: `${props.staff.get(judgedBy ?? '') ?? judgedBy ?? ''}, ${judgedAt ? formatDateTime(judgedAt, lang) : ''}`,
            },
          ]}
        />
      )}
    </Card>
  );
};

const Incident = (props: OneReviewProps) => {
  const lang = useLang();
  const t = logReviewTexts(lang);
  const { incident, incidentWhat, incidentNote, notifyBy } = props.review;
  return (
    <Card title={t('incident')} {...(incident === 'open' ? { tone: 'danger' as const } : {})}>
      <p>{t('incident.text')}</p>
      {incident !== 'none' && (
        <DefinitionList
          items={[
            { label: t('incident.what'), value: incidentWhat },
            { label: t('incident.by'), value: notifyBy && formatDateTime(notifyBy, lang) },
            ...(incident === 'open'
              ? []
              : [
                  { label: t('incident.how'), value: t(`incident.${incident}`) },
                  { label: t('incident.note'), value: incidentNote },
                ]),
          ]}
        />
      )}
      {incident === 'none' && (
        <Form {...formOf(props, 'incident')}>
          <TextArea name="what" label={t('incident.what')} rows={3} maxLength={4000} />
          <Actions>
            <Button tone="danger">{t('incident.open')}</Button>
          </Actions>
        </Form>
      )}
      {incident === 'open' && (
        <Form {...formOf(props, 'settle')}>
          <RadioGroup
            name="how"
            label={t('incident.how')}
            options={(['notified', 'no-risk'] as const).map((value) => ({ value, label: t(`incident.${value}`) }))}
          />
          <TextArea name="note" label={t('incident.note')} rows={2} maxLength={4000} />
          <Actions>
            <Button>{t('incident.settle')}</Button>
          </Actions>
        </Form>
      )}
    </Card>
  );
};
