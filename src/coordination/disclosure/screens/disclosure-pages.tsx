import {
  circumstanceLabels,
  crimeGradeLabels,
  CRIME_GRADES,
  documentationLabels,
  NECESSITY,
  SHELTER_ANSWERS,
  shelterAnswerLabels,
  type LegalGround,
  type SecrecyRule,
} from '#config/legal-grounds';
import { FIELD_CLASSES } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  fieldClassOptions,
  FieldPreview,
  Fieldset,
  Form,
  formatDate,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  Steps,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
  type Option,
  type SelectOption,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import { personOptions, PURPOSES, OwnRecordTabs, subjectIds, type ConsentView, type OwnRecordView } from '../../consent/index.js';
import type { DisclosurePreview } from '../features/preview-disclosure.js';
import type { DisclosureInput } from '../features/disclosure-input.js';
import { contentParts, type FunctionNames } from './content-parts.js';
import { circumstancesOf, documentationOf } from './disclosure-form.js';
import { disclosureTexts } from './disclosure-texts.js';
import { FileChoice, FilePreview } from './file-parts.js';
import { Entered, Standing, Terms } from './decide-parts.js';

export interface FormState {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}
const Heading = ({ step }: { step: 1 | 2 | 3 }) => {
  const t = disclosureTexts(useLang());
  return (
    <>
      <PageHeading title={t('new')} />
      <Steps steps={[t('step.to'), t('step.what'), t('step.decide')]} current={step} />
    </>
  );
};

/** Step 1: to whom, and in which form. What grounds there are follows from it. */
export const RecipientPage = ({
  base,
  record,
  functions,
  onlyCopy,
  state,
}: {
  base: string;
  record: OwnRecordView;
  functions: readonly SelectOption[];
  onlyCopy: boolean;
  state: FormState;
}) => {
  const t = disclosureTexts(useLang());
  const modes = (['copy', 'standing'] as const).filter((mode) => mode === 'copy' || !onlyCopy);
  return (
    <>
      <Heading step={1} />
      <OwnRecordTabs record={record} href={(recordId) => `${base}/new?recordId=${recordId}`} />
      <Card>
        <Form action={`${base}/new`} method="get" hidden={{ recordId: record.recordId }} {...state}>
          <Select name="recipientFunction" label={t('recipient')} hint={t('recipient.hint')} options={functions} />
          <RadioGroup
            name="mode"
            label={t('mode')}
            value="copy"
            {...(onlyCopy ? { hint: t('only-copy') } : {})}
            options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          />
          <Actions>
            <Button>{t('button.continue')}</Button>
            <LinkButton href={base}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </>
  );
};

export interface ContentPageProps {
  readonly base: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly recipient: DirectoryFunction;
  readonly mode: 'copy' | 'standing';
  readonly record: OwnRecordView;
  readonly consents: readonly ConsentView[];
  readonly grounds: readonly LegalGround[];
  /** Files of the record that a copy may take along. */
  readonly files: readonly Option[];
  readonly state: FormState;
}

/** Step 2: whose data, which classes, why, and on which of the possible grounds, each with its source. */
export const ContentPage = ({ base, hidden, recipient, mode, record, consents, grounds, files, state }: ContentPageProps) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const fitting = consents.filter(
    ({ state: how, recipients }) =>
      how !== 'withdrawn' && how !== 'expired' && recipients.some(({ functionId }) => functionId === recipient.id),
  );
  // Free text never follows by itself, whatever was consented to: somebody chooses it.
  const consented = (fitting[0]?.recipients.find(({ functionId }) => functionId === recipient.id)?.classes ?? []).filter(
    (cls) => cls !== 'free-text',
  );
  const circumstances = circumstancesOf(grounds);
  return (
    <>
      <Heading step={2} />
      {!recipient.connected && <Alert tone="warning">{t('not-connected')}</Alert>}
      {grounds.length === 0 && <Alert tone="danger">{t('no-grounds')}</Alert>}
      <Card title={`${recipient.name}, ${recipient.agencyName}`}>
        <p class="subtle">{t(`mode.${recipient.connected ? mode : 'print'}`)}</p>
        <Form action={`${base}/new`} hidden={hidden} {...state}>
          <CheckboxGroup
            name="personIds"
            label={t('persons')}
            hint={t('persons.hint')}
            values={subjectIds(record)}
            options={personOptions(record.persons, lang)}
          />
          <CheckboxGroup
            name="classes"
            label={t('classes')}
            hint={t('classes.hint')}
            values={consented}
            options={fieldClassOptions(
              lang,
              FIELD_CLASSES.filter((cls) => cls !== 'reference' && !(mode === 'standing' && cls === 'free-text')),
            )}
          />
          <FileChoice options={files} />
          <Select name="purpose" label={t('purpose')} options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))} />
          <RadioGroup
            name="ground"
            label={t('grounds')}
            hint={t('grounds.hint')}
            value={fitting.length > 0 ? grounds.find(({ requires }) => requires.consent)?.id : undefined}
            options={grounds.map((rule) => ({ value: rule.id, label: `${rule.title[lang]} (${rule.source})`, hint: rule.summary[lang] }))}
          />
          <Select
            name="consentId"
            label={t('consent')}
            placeholder={t('consent.none')}
            value={fitting[0]?.consentId}
            optional
            options={fitting.map(({ consentId, until, recordedAt }) => ({
              value: consentId,
              label: `${formatDate(recordedAt, lang)} – ${formatDate(until, lang)}`,
            }))}
          />
          {circumstances.length > 0 && (
            <CheckboxGroup
              name="circumstances"
              label={t('circumstances')}
              optional
              options={circumstances.map((value) => ({ value, label: circumstanceLabels[value][lang] }))}
            />
          )}
          <Fieldset legend={t('documentation')} hint={t('documentation.hint')}>
            {documentationOf(grounds).map(({ kind, by }) => {
              const common = {
                name: `documentation.${kind}`,
                label: documentationLabels[kind].label[lang],
                hint: t('needed-by', { grounds: by.map(({ source }) => source).join('; ') }),
                optional: true,
              };
              if (kind === 'in-shelter')
                return (
                  <Select {...common} options={SHELTER_ANSWERS.map((value) => ({ value, label: shelterAnswerLabels[value][lang] }))} />
                );
              return kind === 'crime-grade' ? (
                <Select {...common} options={CRIME_GRADES.map((value) => ({ value, label: crimeGradeLabels[value][lang] }))} />
              ) : (
                <TextArea {...common} rows={2} maxLength={4000} />
              );
            })}
          </Fieldset>
          {mode === 'standing' && (
            <>
              <DateField name="untilDate" label={t('untilDate')} />
              <RadioGroup
                name="facts"
                label={t('facts')}
                value="now"
                options={(['now', 'all'] as const).map((value) => ({ value, label: t(`facts.${value}`) }))}
              />
            </>
          )}
          <Checkbox name="urgent" label={t('isUrgent')} />
          <Actions>
            <Button>{t('preview')}</Button>
            <LinkButton href={base}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </>
  );
};

export interface DecidePageProps {
  readonly base: string;
  readonly idempotencyKey: string;
  readonly values: FormValues;
  readonly input: DisclosureInput;
  readonly preview: DisclosurePreview;
  readonly ground: LegalGround | undefined;
  readonly reminders: readonly SecrecyRule[];
  readonly functions: FunctionNames;
  /** Something else would go than what was decided on: it is shown anew. */
  readonly changed: string | null;
}

/** Step 3: exactly which fields go, and which stay; then the decision. A refusal by the rules can only be registered as one. */
export const DecidePage = ({ base, idempotencyKey, values, input, preview, ground, reminders, functions, changed }: DecidePageProps) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const { verdict, recipient, content, withheld } = preview;
  const carried = <Entered values={values} without={['idempotencyKey', 'version', 'step', 'previewTag']} />;
  return (
    <>
      <Heading step={3} />
      {changed && <Alert tone="warning">{changed}</Alert>}
      <Card title={t('preview.heading')}>
        {verdict.allowed ? (
          <>
            <FieldPreview
              recipient={`${recipient.name}, ${recipient.agencyName}`}
              ground={ground ? `${ground.title[lang]}, ${ground.source}` : input.ground}
              kind={input.mode}
              until={input.until ? formatDate(input.until, lang) : undefined}
              shared={contentParts(content, lang, functions)}
              withheld={withheld.map(({ class: cls, because }) => ({ class: cls, reason: t(because) }))}
            />
            <FilePreview {...preview} />
            <Terms ground={ground} kind={recipient.agencyKind} reminders={reminders} />
            {input.mode === 'standing' && <Standing />}
            {verdict.secondPerson && <Alert tone="info">{t('second')}</Alert>}
          </>
        ) : (
          <Alert tone="danger" title={t('refused')}>
            <p>{verdict.reason[lang]}</p>
          </Alert>
        )}
        <Form action={`${base}/new`} hidden={{ idempotencyKey, step: 'decide', previewTag: preview.previewTag }} guard={false}>
          {carried}
          <Actions>{verdict.allowed ? <Button>{t('decide')}</Button> : <Button variant="secondary">{t('refused.record')}</Button>}</Actions>
        </Form>
        {!verdict.allowed && input.urgent && input.ground !== NECESSITY && (
          <Form action={`${base}/urgent`} hidden={{ idempotencyKey }} guard={false}>
            {carried}
            <p class="subtle">{t('urgent.necessity.lead')}</p>
            <Actions>
              <Button tone="danger">{t('urgent.necessity')}</Button>
            </Actions>
          </Form>
        )}
        <Form action={`${base}/new`} hidden={{ idempotencyKey, step: 'change' }} guard={false}>
          {carried}
          <Actions>
            <Button variant="tertiary">{t('change')}</Button>
          </Actions>
        </Form>
      </Card>
    </>
  );
};
