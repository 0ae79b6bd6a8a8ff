import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Checkbox,
  DateField,
  Details,
  Form,
  formatDate,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  TextField,
  useLang,
} from '#libs/ui';
import { LIFT_REASONS } from '../retention.events.js';
import type { HoldView, RetentionView } from '../retention-view.js';
import type { RetentionPage } from './retention-page.js';
import { retentionTexts } from './retention-texts.js';

interface Props {
  readonly view: RetentionView;
  readonly page: RetentionPage;
}
const at = (view: RetentionView, act: string): string => `/workspace/retention/${view.recordId}/${act}`;

export const DecidePart = ({ view, page }: Props) => {
  const t = retentionTexts(useLang());
  return (
    <Stack>
      <h2>{t('decide')}</h2>
      <Alert tone="warning">{t('decide.lead')}</Alert>
      <Form
        action={at(view, 'decide')}
        hidden={{ idempotencyKey: page.newKey(), decisionId: page.newKey() }}
        errors={page.errors}
        values={page.values}
      >
        <TextField name="reference" label={t('reference')} hint={t('reference.hint')} width="medium" maxLength={60} />
        {view.handOver && <TextField name="handedOverAs" label={t('handedOverAs')} width="medium" maxLength={60} />}
        {view.birthUnknown && <Checkbox name="outsideSample" label={t('outsideSample')} hint={t('outsideSample.hint')} />}
        <Actions>
          <Button tone="danger">{t('decide.do')}</Button>
        </Actions>
      </Form>
    </Stack>
  );
};

export const ConfirmPart = ({ view, page }: Props) => {
  const t = retentionTexts(useLang());
  const decision = view.decision!;
  const { decisionId, reference, decidedBy, confirmedBy, own } = decision;
  const name = (staffId: string): string => page.names.get(staffId) ?? staffId;
  return (
    <Stack>
      <h2>{t('decision', { reference })}</h2>
      <p>
        {t('decidedBy', { name: name(decidedBy) })}
        {confirmedBy && `. ${t('confirmedBy', { name: name(confirmedBy) })}`}
      </p>
      {!confirmedBy && !own && view.stage === 'decided' && (
        <>
          <Alert tone="warning">{t('confirm.lead')}</Alert>
          <ActionForm action={at(view, 'confirm')} hidden={{ idempotencyKey: page.newKey(), decisionId }}>
            <Button tone="danger">{t('confirm')}</Button>
          </ActionForm>
        </>
      )}
      {page.head && (
        <ActionForm action={at(view, 'withdraw')} hidden={{ idempotencyKey: page.newKey(), decisionId }}>
          <Button variant="secondary">{t('withdraw')}</Button>
        </ActionForm>
      )}
    </Stack>
  );
};

const HoldLine = ({ hold, view, page }: Props & { hold: HoldView }) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  const dates = { from: formatDate(hold.from, lang), until: formatDate(hold.until, lang) };
  return (
    <div>
      <strong>{hold.title[lang]}</strong> ({hold.source}), {hold.reference}. {t(`hold.${hold.state}`, dates)}.
      {hold.note && <div>{hold.note}</div>}
      {page.head && hold.state === 'active' && (
        <Details summary={t('lift')}>
          <Form action={at(view, 'lift')} hidden={{ idempotencyKey: page.newKey(), holdId: hold.holdId }} guard={false}>
            <RadioGroup
              name="reason"
              label={t('lift.reason')}
              options={LIFT_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            />
            <TextField name="reference" label={t('reference')} hint={t('reference.hint')} width="medium" maxLength={60} />
            <Button variant="secondary">{t('lift')}</Button>
          </Form>
        </Details>
      )}
    </div>
  );
};

export const HoldsPart = ({ view, page }: Props) => {
  const lang = useLang();
  const t = retentionTexts(lang);
  return (
    <Stack>
      <h2>{t('holds')}</h2>
      {view.holds.length === 0 && <p>{t('holds.none')}</p>}
      {view.holds.map((hold) => (
        <HoldLine hold={hold} view={view} page={page} />
      ))}
      {page.head && (
        <Details summary={t('hold')}>
          <Form action={at(view, 'hold')} hidden={{ idempotencyKey: page.newKey(), holdId: page.newKey() }} guard={false}>
            <Select
              name="ground"
              label={t('ground')}
              options={page.grounds.map(({ id, title, source }) => ({ value: id, label: `${title[lang]} (${source})` }))}
            />
            <TextField name="reference" label={t('reference')} hint={t('reference.hint')} width="medium" maxLength={60} />
            <DateField name="until" label={t('until')} min={page.today} />
            <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={2} maxLength={2000} optional />
            <Button variant="secondary">{t('hold.do')}</Button>
          </Form>
        </Details>
      )}
    </Stack>
  );
};
