import { randomUUID } from 'node:crypto';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DateField,
  Form,
  formatDate,
  PageHeading,
  RadioGroup,
  Stack,
  TextArea,
  TextField,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { DELAY_GROUNDS, IDENTITY_CHECKS, RECIPIENTS } from './extract.events.js';
import { extractTexts } from './extract-texts.js';
import type { ExtractState } from './read-extract.js';

export interface ExtractPageProps {
  readonly personId: string;
  readonly recordId: string;
  readonly state: ExtractState;
  /** A form that came back with faults: which act, what was written. */
  readonly again?: { readonly act: string; readonly errors: readonly FormError[]; readonly values: FormValues } | undefined;
}

/** Loggutdrag: is it safe, may it be handed over, to whom. */
export const ExtractPage = (props: ExtractPageProps) => {
  const lang = useLang();
  const t = extractTexts(lang);
  const { state } = props;
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      <Alert tone="warning" title={t('safety')}>
        <p>{t('safety.text')}</p>
        {state.protected && <p>{t('safety.protected')}</p>}
        {state.merged && <p>{t('safety.merged')}</p>}
      </Alert>
      <Card title={t('state')}>
        <p>{state.handedOverAt ? t('state.handed', { date: formatDate(state.handedOverAt, lang) }) : t('state.none')}</p>
        {state.delayedUntil && state.delayGround && (
          <Alert tone="info">
            <p>{t('state.delayed', { date: formatDate(state.delayedUntil, lang), ground: t(`ground.${state.delayGround}`) })}</p>
            {state.delayReason && <p>{state.delayReason}</p>}
          </Alert>
        )}
      </Card>
      {state.delayedUntil ? <LiftForm {...props} /> : <HandOverForm {...props} />}
      {!state.delayedUntil && <DelayForm {...props} />}
    </Stack>
  );
};

const formOf = ({ personId, recordId, again }: ExtractPageProps, act: string) => ({
  action: `/workspace/people/${personId}/log-extract/${act}`,
  hidden: { idempotencyKey: randomUUID(), recordId },
  ...(again?.act === act ? { errors: again.errors, values: again.values } : {}),
});

const HandOverForm = (props: ExtractPageProps) => {
  const t = extractTexts(useLang());
  const { minor } = props.state;
  const recipients = RECIPIENTS.filter((to) => (minor ? to !== 'proxy' : to === 'self' || to === 'proxy'));
  return (
    <Card title={t('handOver')}>
      <Form {...formOf(props, 'hand-over')} guard={false}>
        <RadioGroup name="to" label={t('to')} options={recipients.map((value) => ({ value, label: t(`to.${value}`) }))} />
        {minor && <TextField name="guardianId" label={t('guardian')} hint={t('guardian.hint')} optional />}
        {minor && <TextField name="appointment.court" label={t('court')} hint={t('court.hint')} maxLength={120} optional />}
        {minor && <DateField name="appointment.decidedOn" label={t('decidedOn')} optional />}
        {minor && (
          <RadioGroup
            name="mature"
            label={t('mature')}
            hint={t('mature.hint')}
            optional
            options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`mature.${value}`) }))}
          />
        )}
        <RadioGroup
          name="identity"
          label={t('identity')}
          options={IDENTITY_CHECKS.map((value) => ({ value, label: t(`identity.${value}`) }))}
        />
        <RadioGroup
          name="safe"
          label={t('safe')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`safe.${value}`) }))}
        />
        <RadioGroup
          name="format"
          label={t('format')}
          options={(['pdf', 'csv'] as const).map((value) => ({ value, label: t(`format.${value}`) }))}
        />
        <Actions>
          <Button>{t('handOver.button')}</Button>
        </Actions>
      </Form>
    </Card>
  );
};

const DelayForm = (props: ExtractPageProps) => {
  const t = extractTexts(useLang());
  return (
    <Card title={t('delay')}>
      <p>{t('delay.text')}</p>
      <Form {...formOf(props, 'delay')}>
        <RadioGroup name="ground" label={t('ground')} options={DELAY_GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))} />
        <DateField name="until" label={t('until')} />
        <TextArea name="reason" label={t('reason')} rows={3} maxLength={2000} />
        <Actions>
          <Button variant="secondary">{t('delay.button')}</Button>
        </Actions>
      </Form>
    </Card>
  );
};

const LiftForm = (props: ExtractPageProps) => {
  const t = extractTexts(useLang());
  const { action, hidden } = formOf(props, 'lift');
  return (
    <Card title={t('delay')}>
      <ActionForm action={action} hidden={hidden}>
        <Button variant="secondary">{t('delay.lift')}</Button>
      </ActionForm>
    </Card>
  );
};
