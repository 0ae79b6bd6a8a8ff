import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DateField,
  Details,
  Form,
  formatDate,
  formatDateTime,
  PageHeading,
  RadioGroup,
  Select,
  Stack,
  Tag,
  TextArea,
  useLang,
} from '#libs/ui';
import type { RecordLife } from '../features/read-life.js';
import { CLOSING_OUTCOMES, CLOSING_REASONS, RELATIONS, REOPENING_REASONS } from '../record.events.js';
import { whose, type LifePage } from './life-shown.js';
import { lifeTexts } from './life-texts.js';

interface Props {
  readonly life: RecordLife;
  readonly page: LifePage;
}

export const RECORDS = '/workspace/records';
const at = ({ recordId }: RecordLife, act: string): string => `${RECORDS}/${recordId}/${act}`;

const ClosingPart = ({ life, page }: Props) => {
  const lang = useLang();
  const t = lifeTexts(lang);
  const { closing, closed, status } = life;
  const told = (reason: string, outcome: string | null, note: string | null) => (
    <dl class="facts">
      <dt>{t('reason')}</dt>
      <dd>{t(`reason.${reason as (typeof CLOSING_REASONS)[number]}`)}</dd>
      {outcome && (
        <>
          <dt>{t('outcome')}</dt>
          <dd>{t(`outcome.${outcome as (typeof CLOSING_OUTCOMES)[number]}`)}</dd>
        </>
      )}
      {note && (
        <>
          <dt>{t('note')}</dt>
          <dd>{note}</dd>
        </>
      )}
    </dl>
  );
  if (status === 'closed')
    return (
      <Stack>
        {closed && told(closed.reason, closed.outcome, null)}
        {!page.head && (
          <Form action={at(life, 'reopen')} hidden={{ idempotencyKey: page.newKey() }} errors={page.errors} guard={false}>
            <RadioGroup
              name="reason"
              label={t('reason')}
              options={REOPENING_REASONS.map((value) => ({ value, label: t(`reopen.${value}`) }))}
            />
            <Button variant="secondary">{t('reopen')}</Button>
          </Form>
        )}
      </Stack>
    );
  if (closing) {
    const own = closing.proposedBy === page.staffId;
    const name = page.names.get(closing.proposedBy) ?? closing.proposedBy;
    const hidden = { idempotencyKey: page.newKey(), proposalId: closing.proposalId };
    return (
      <Stack>
        <Alert tone="info">{t('closing.waits', { name, on: formatDate(closing.at, lang) })}</Alert>
        {told(closing.reason, closing.outcome, closing.note)}
        <Actions>
          {!own && (
            <ActionForm action={at(life, 'close')} hidden={{ ...hidden, idempotencyKey: page.newKey() }}>
              <Button>{t('approve')}</Button>
            </ActionForm>
          )}
          <ActionForm action={at(life, 'decline-closing')} hidden={hidden}>
            <Button variant="secondary">{t(own ? 'decline.own' : 'decline')}</Button>
          </ActionForm>
        </Actions>
      </Stack>
    );
  }
  if (page.head) return null;
  return (
    <Details summary={t('propose')} open={page.errors.length > 0 && page.values['proposalId'] !== undefined}>
      <p class="subtle">{t('closing.lead')}</p>
      <Form
        action={at(life, 'propose-closing')}
        hidden={{ idempotencyKey: page.newKey(), proposalId: page.newKey() }}
        errors={page.errors}
        values={page.values}
      >
        <RadioGroup name="reason" label={t('reason')} options={CLOSING_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))} />
        <RadioGroup
          name="outcome"
          label={t('outcome')}
          options={CLOSING_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
        <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
        <Button variant="secondary">{t('propose')}</Button>
      </Form>
    </Details>
  );
};

const HandoverPart = ({ life, page }: Props) => {
  const lang = useLang();
  const t = lifeTexts(lang);
  const { handover } = life;
  if (handover)
    return (
      <Stack>
        <Alert tone="info">
          {t('handover.now', { name: page.names.get(handover.toStaff) ?? handover.toStaff, until: formatDateTime(handover.until, lang) })}
        </Alert>
        {handover.note && <p>{handover.note}</p>}
        <Form action={at(life, 'hand-back')} hidden={{ idempotencyKey: page.newKey(), handoverId: handover.handoverId }} guard={false}>
          <TextArea name="happened" label={t('happened')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
          <Button variant="secondary">{t('handBack')}</Button>
        </Form>
      </Stack>
    );
  if (life.status === 'closed' || page.colleagues.length === 0) return null;
  return (
    <Details summary={t('handOver')} open={page.values['handoverId'] !== undefined}>
      <p class="subtle">{t('handover.lead')}</p>
      <Form
        action={at(life, 'hand-over')}
        hidden={{ idempotencyKey: page.newKey(), handoverId: page.newKey() }}
        errors={page.errors}
        values={page.values}
      >
        <Select name="toStaff" label={t('colleague')} options={page.colleagues} />
        <DateField name="until" label={t('until')} hint={t('until.hint')} min={page.today} optional />
        <TextArea name="watchFor" label={t('watchFor')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
        <Button variant="secondary">{t('handOver')}</Button>
      </Form>
    </Details>
  );
};

const RelatedPart = ({ life, page }: Props) => {
  const t = lifeTexts(useLang());
  const choices = page.others.filter(
    ({ value }) => value !== life.recordId && !life.related.some(({ recordId, saidHere }) => saidHere && recordId === value),
  );
  return (
    <Stack>
      {life.related.length === 0 && <p class="subtle">{t('related.none')}</p>}
      <ul>
        {life.related.map(({ recordId, caseId, relation, saidHere }) => (
          <li class="actions">
            <a href={`/workspace/cases/${caseId}/record`}>{t('toCase', { id: caseId.slice(0, 8) })}</a>{' '}
            <Tag>{t(`relation.${relation}`)}</Tag>
            {saidHere && (
              <ActionForm action={at(life, 'unrelate')} hidden={{ idempotencyKey: page.newKey(), otherRecordId: recordId }}>
                <Button variant="tertiary">{t('unrelate')}</Button>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {choices.length > 0 && (
        <Details summary={t('relate')}>
          <Form action={at(life, 'relate')} hidden={{ idempotencyKey: page.newKey() }} guard={false}>
            <Select name="otherRecordId" label={t('related.other')} options={choices} />
            <RadioGroup
              name="relation"
              label={t('relation')}
              options={RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
            />
            <Button variant="secondary">{t('relate')}</Button>
          </Form>
        </Details>
      )}
    </Stack>
  );
};

const LeadPart = ({ life, page }: Props) => {
  const lang = useLang();
  const t = lifeTexts(lang);
  const key = { idempotencyKey: page.newKey() };
  return (
    <Stack>
      <p class="subtle">{t('leads.lead')}</p>
      <p>{life.leadSince ? t('leads.since', { on: formatDate(life.leadSince, lang) }) : t('leads.not')}</p>
      {life.leadSince ? (
        <Details summary={t('leaveLead')}>
          <Form action={at(life, 'leave-lead')} hidden={key} guard={false}>
            <Select
              name="toFunction"
              label={t('toFunction')}
              options={[{ value: '', label: t('toFunction.none') }, ...page.functions]}
              optional
            />
            <Button variant="secondary">{t('leaveLead')}</Button>
          </Form>
        </Details>
      ) : (
        life.status === 'open' && (
          <ActionForm action={at(life, 'take-lead')} hidden={key}>
            <Button variant="secondary">{t('takeLead')}</Button>
          </ActionForm>
        )
      )}
    </Stack>
  );
};

const PartHeading = ({ children }: { readonly children: string }) => (
  <h3 class="ds-heading" data-size="2xs">
    {children}
  </h3>
);

/** One record in its life. */
const LifeCard = ({ life, page }: Props) => {
  const lang = useLang();
  const t = lifeTexts(lang);
  const on = formatDate(life.status === 'closed' ? (life.closed?.at ?? life.openedAt) : life.openedAt, lang);
  return (
    <Card title={`${t('title')}: ${whose(life, page, lang)}`} id={`record-${life.recordId}`}>
      <Stack>
        <p>
          <Tag tone={life.status === 'open' ? 'success' : 'neutral'}>{t(`status.${life.status}`, { on })}</Tag>{' '}
          {page.names.get(life.functionId)}
        </p>
        {life.moved && <Alert tone="info">{t(`moved.${life.moved.goesOn}`, { on: formatDate(life.moved.on, lang) })}</Alert>}
        {!page.head && (
          <>
            <PartHeading>{t('leads')}</PartHeading>
            <LeadPart life={life} page={page} />
            <PartHeading>{t('handover')}</PartHeading>
            <HandoverPart life={life} page={page} />
            <PartHeading>{t('related')}</PartHeading>
            <RelatedPart life={life} page={page} />
          </>
        )}
        <PartHeading>{t('closing')}</PartHeading>
        <ClosingPart life={life} page={page} />
      </Stack>
    </Card>
  );
};

/** The agency's records in a case: the only one whole, of several a list that leads to each. */
export const LifePageBody = ({ lives, page }: { readonly lives: readonly RecordLife[]; readonly page: LifePage }) => {
  const lang = useLang();
  const t = lifeTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t(page.head ? 'lead.head' : 'lead')} />
      {lives.length === 1 ? (
        <LifeCard life={lives[0]!} page={page} />
      ) : (
        <Card title={t('several')} id="records">
          <ul>
            {lives.map((life) => (
              <li>
                <a href={`${RECORDS}/${life.recordId}`}>
                  {whose(life, page, lang)}, {t('opened', { on: formatDate(life.openedAt, lang) })}
                </a>{' '}
                <Tag tone={life.status === 'open' ? 'success' : 'neutral'}>{t(life.status)}</Tag>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Stack>
  );
};
