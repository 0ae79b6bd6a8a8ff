import type { Duty } from '#libs/shared-kernel';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  Details,
  EmptyState,
  Form,
  formatDateTime,
  LinkButton,
  PageHeading,
  RadioGroup,
  Stack,
  Tag,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { OpeningView } from '../features/read-openings.js';
import { REFUSE_REASONS, REVIEW_OUTCOMES } from '../opening.events.js';
import { openingTexts } from './opening-texts.js';

export const OPENINGS = '/workspace/openings';
export type OpeningWay = 'emergency' | 'vault' | 'urgent';
export interface OpeningForm {
  readonly way: OpeningWay;
  readonly hidden: Readonly<Record<string, string>>;
  /** False: the person must log in anew first, and then come back here. */
  readonly fresh: boolean;
  readonly path: string;
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}

/** Asks why, after a fresh login. Tells nothing of what the record holds, not even that it is there. */
export const OpeningFormPage = ({ way, hidden, fresh, path, errors, values }: OpeningForm) => {
  const t = openingTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t(`${way}.title`)} lead={t(`${way}.lead`)} />
      {way !== 'vault' && <Alert tone="warning">{t('emergency.told')}</Alert>}
      {fresh ? (
        <Card>
          <Form action={`${OPENINGS}/${way}`} hidden={hidden} {...(errors ? { errors } : {})} values={values}>
            <TextArea name="reason" label={t(`${way}.reason`)} hint={t('reason.hint')} rows={3} maxLength={500} />
            <Actions>
              <Button tone={way === 'vault' ? undefined : 'danger'}>{t(`${way}.do`)}</Button>
            </Actions>
          </Form>
        </Card>
      ) : (
        <Card title={t('fresh.title')}>
          <p>{t('fresh.text')}</p>
          <Form action="/login/start" hidden={{ fresh: '1', returnTo: path }} guard={false}>
            <Button>{t('fresh.do')}</Button>
          </Form>
        </Card>
      )}
    </Stack>
  );
};

interface ListProps {
  readonly openings: readonly OpeningView[];
  readonly duty: Duty;
  readonly newKey: () => string;
  readonly errors: readonly FormError[];
}

const State = ({ opening }: { opening: OpeningView }) => {
  const lang = useLang();
  const t = openingTexts(lang);
  const { status, until, reviewBy, reviewedAt, outcome, overdue, refuseReason, approvedBy, stopped, stopLiftedAt } = opening;
  return (
    <>
      <div>{t(`status.${status}`, { at: until ? formatDateTime(until, lang) : '' })}</div>
      {refuseReason && <div>{t(`refuse.${refuseReason}`)}</div>}
      {approvedBy && <div class="subtle">{approvedBy}</div>}
      {outcome && <div>{t('reviewed', { outcome: t(`outcome.${outcome}`) })}</div>}
      {stopped && <Tag tone="danger">{t('stopped')}</Tag>}
      {stopLiftedAt && <div class="subtle">{t('stop.lifted', { at: formatDateTime(stopLiftedAt, lang) })}</div>}
      {reviewBy && !reviewedAt && (
        <Tag tone={overdue ? 'danger' : 'warning'}>{overdue ? t('overdue') : t('review', { at: formatDateTime(reviewBy, lang) })}</Tag>
      )}
    </>
  );
};

const ToDo = ({ opening, duty, newKey }: { opening: OpeningView; duty: Duty; newKey: () => string }) => {
  const t = openingTexts(useLang());
  const at = `${OPENINGS}/${opening.openingId}`;
  const hidden = { idempotencyKey: newKey() };
  if (opening.own)
    return opening.status === 'open' ? (
      <ActionForm action={`${at}/end`} hidden={hidden}>
        <Button variant="secondary">{t('do.end')}</Button>
      </ActionForm>
    ) : null;
  if (opening.status === 'asked')
    return (
      <>
        <ActionForm action={`${at}/approve`} hidden={hidden}>
          <Button>{t('do.approve')}</Button>
        </ActionForm>
        <Details summary={t('do.refuse')}>
          <Form action={`${at}/refuse`} hidden={{ idempotencyKey: newKey() }} guard={false}>
            <RadioGroup
              name="reason"
              label={t('refuse.reason')}
              options={REFUSE_REASONS.map((value) => ({ value, label: t(`refuse.${value}`) }))}
            />
            <Button variant="secondary">{t('do.refuse')}</Button>
          </Form>
        </Details>
      </>
    );
  if (duty === 'supervisor' && opening.stopped)
    return (
      <Form action={`${at}/lift`} hidden={hidden} guard={false}>
        <TextArea name="note" label={t('stop.note')} rows={2} maxLength={500} />
        <Button variant="secondary">{t('do.lift')}</Button>
      </Form>
    );
  if (duty !== 'supervisor' || !opening.reviewBy || opening.reviewedAt) return null;
  return (
    <Form action={`${at}/review`} hidden={hidden} guard={false}>
      <RadioGroup name="outcome" label={t('outcome')} options={REVIEW_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
      <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={2} maxLength={500} optional />
      <Button>{t('do.review')}</Button>
    </Form>
  );
};

/** What was opened out of the ordinary, and what of it waits for this reader. */
export const OpeningsPage = ({ openings, duty, newKey, errors }: ListProps) => {
  const lang = useLang();
  const t = openingTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t(duty === 'supervisor' ? 'lead.review' : 'lead')} />
      {errors.map(({ message }) => (
        <Alert tone="danger">{message}</Alert>
      ))}
      <Card>
        <DataTable
          caption={t('title')}
          captionHidden
          rows={openings}
          empty={<EmptyState title={t('none')} />}
          columns={[
            {
              key: 'who',
              label: t('who'),
              cell: ({ staffName, askedAt }) => (
                <>
                  <div>{staffName}</div>
                  <div class="subtle">{formatDateTime(askedAt, lang)}</div>
                </>
              ),
            },
            {
              key: 'what',
              label: t('what'),
              cell: ({ kind, functionName, caseId, own, status, personId, recordId }) => (
                <>
                  <div>{t(`kind.${kind}`)}</div>
                  <div class="subtle">
                    {functionName}, {caseId.slice(0, 8)}
                  </div>
                  {own && status === 'open' && (
                    <LinkButton
                      href={personId ? `/workspace/people/${personId}/reveal?recordId=${recordId}` : `/workspace/cases/${caseId}`}
                      variant="tertiary"
                    >
                      {t('case')}
                    </LinkButton>
                  )}
                </>
              ),
            },
            { key: 'why', label: t('why'), cell: ({ reason }) => reason },
            { key: 'state', label: t('state'), cell: (opening) => <State opening={opening} /> },
            { key: 'todo', label: t('todo'), cell: (opening) => <ToDo opening={opening} duty={duty} newKey={newKey} /> },
          ]}
        />
      </Card>
    </Stack>
  );
};
