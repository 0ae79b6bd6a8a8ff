import type { AgencyKind } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  Details,
  fieldClassOptions,
  Fieldset,
  formatDate,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useLang,
  type FormError,
  type FormValues,
  type SelectOption,
} from '#libs/ui';
import { FIELD_CLASSES } from '#libs/shared-kernel';
import type { DirectoryFunction } from '#src/access/index';
import { roleName } from '#src/people/index';
import type { ConsentView } from '../consent-view.js';
import { CIRCUMSTANCES_OF_CONSENT, CONSENT_FORMS, GIVEN_BY, PURPOSES } from '../consent.events.js';
import type { Track } from '../../record/index.js';
import type { OwnRecordView, RecordPerson } from '../features/own-record.js';
import { textOf } from './consent-list.js';
import { consentTexts } from './consent-texts.js';
import { OwnRecordTabs, subjectIds } from './record-tabs.js';

export interface FormState {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}
export interface FormPage {
  readonly action: string;
  readonly back: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly state: FormState;
}

/** Functions of other agencies, under their agency's name; out of the violence user's record those of the own agency too, for the other side. */
export const functionOptions = (functions: readonly DirectoryFunction[], ownAgency: string, track?: Track): SelectOption[] =>
  functions
    .filter(({ agencyId }) => agencyId !== ownAgency || track === 'violence-user')
    .toSorted((one, other) => one.agencyName.localeCompare(other.agencyName, 'sv') || one.name.localeCompare(other.name, 'sv'))
    .map(({ id, name, agencyName }) => ({ value: id, label: name, group: agencyName }));
const flat = (options: readonly SelectOption[]) =>
  options.map(({ value, label, group }) => ({ value, label: group ? `${label}, ${group}` : label }));

export const personOptions = (persons: readonly RecordPerson[], lang: 'sv' | 'en') =>
  persons.map(({ personId, role, name }) => ({ value: personId, label: `${textOf(name) ?? '–'} (${roleName(role, lang)})` }));

const Alone = ({ label }: { label: string }) => {
  const t = consentTexts(useLang());
  return (
    <RadioGroup
      name="alone"
      label={label}
      hint={t('alone.hint')}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('alone.no') },
        { value: 'unknown', label: t('unknown') },
      ]}
    />
  );
};
const OralOrWritten = () => {
  const t = consentTexts(useLang());
  return (
    <RadioGroup name="form" label={t('form')} value="oral" options={CONSENT_FORMS.map((value) => ({ value, label: t(`form.${value}`) }))} />
  );
};
const GivenBy = ({ persons, value, guardian }: { persons: readonly RecordPerson[]; value: string; guardian?: string | null }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  return (
    <>
      <RadioGroup
        name="givenBy"
        label={t('givenBy')}
        value={value}
        options={GIVEN_BY.map((one) => ({ value: one, label: t(`givenBy.${one}`) }))}
      />
      <Select
        name="givenByPersonId"
        label={t('givenByPersonId')}
        hint={t('givenByPersonId.hint')}
        optional
        placeholder="–"
        {...(guardian ? { value: guardian } : {})}
        options={personOptions(
          persons.filter(({ minor, role }) => !minor && role !== 'violence-user'),
          lang,
        )}
      />
    </>
  );
};
const Buttons = ({ save, back, tone }: { save: string; back: string; tone?: 'danger' }) => {
  const t = consentTexts(useLang());
  return (
    <Actions>
      <Button {...(tone ? { tone } : {})}>{save}</Button>
      <LinkButton href={back}>{t('button.cancel')}</LinkButton>
    </Actions>
  );
};

/** Three taps in a patrol car: to whom, was she alone, save. Everything else is chosen already and can be changed. */
export const NewConsentPage = (props: FormPage & { record: OwnRecordView; functions: readonly SelectOption[]; kind: AgencyKind }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const { action, back, hidden, state, record, functions, kind } = props;
  const { persons } = record;
  const first = subjectIds(record)[0] ?? persons[0]?.personId;
  return (
    <>
      <PageHeading title={t('new')} />
      <OwnRecordTabs record={record} href={(recordId) => `${action}?recordId=${recordId}`} />
      <Card>
        <Form action={action} hidden={hidden} {...state}>
          <Select name="personId" label={t('person')} value={first} options={personOptions(persons, lang)} placeholder={false} />
          <Fieldset legend={t('step.who')}>
            <Select name="recipient" label={t('recipient')} hint={t('recipient.hint')} options={functions} />
            <Details summary={t('more')}>
              <CheckboxGroup name="more" label={t('more')} optional options={flat(functions)} />
            </Details>
          </Fieldset>
          <Fieldset legend={t('step.what')}>
            <RadioGroup
              name="preset"
              label={t('preset')}
              value="basic"
              options={(['basic', 'wide', 'own'] as const).map((value) => ({ value, label: t(`preset.${value}`) }))}
            />
            <Details summary={t('classes')}>
              <CheckboxGroup
                name="classes"
                label={t('classes')}
                hint={t('classes.hint')}
                optional
                options={fieldClassOptions(
                  lang,
                  FIELD_CLASSES.filter((cls) => cls !== 'reference'),
                )}
              />
              <CheckboxGroup
                name="purposes"
                label={t('purposes')}
                values={['support', 'protection', 'plan', 'healthcare']}
                options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
              />
            </Details>
          </Fieldset>
          <Fieldset legend={t('step.how')}>
            <RadioGroup
              name="lasts"
              label={t('lasts')}
              value="90"
              options={(['30', '90', '180', 'date'] as const).map((value) => ({ value, label: t(`lasts.${value}`) }))}
            />
            <Alone label={t('alone')} />
            <TextArea name="safeContact" label={t('safeContact')} hint={t('safeContact.hint')} rows={2} maxLength={500} optional />
            <Details summary={t('options')}>
              <DateField name="untilDate" label={t('untilDate')} optional />
              <OralOrWritten />
              <GivenBy persons={persons} value="adult" />
              <TextField name="court" label={t('court')} hint={t('court.hint')} optional />
              <DateField name="decidedOn" label={t('decidedOn')} optional />
              <Select
                name="circumstances"
                label={t('circumstances')}
                value={kind === 'police' ? 'in-car' : 'at-meeting'}
                placeholder={false}
                options={CIRCUMSTANCES_OF_CONSENT.map((value) => ({ value, label: t(`at.${value}`) }))}
              />
              <Checkbox name="interpreter" label={t('interpreter')} />
              <TextArea name="note" label={t('note')} rows={3} maxLength={4000} optional />
            </Details>
          </Fieldset>
          <Buttons save={t('save')} back={back} />
        </Form>
      </Card>
    </>
  );
};

/** Asks whether she was alone, and says what a withdrawal does and does not do. */
export const WithdrawPage = ({
  action,
  back,
  hidden,
  state,
  view,
  functions,
}: FormPage & { view: ConsentView; functions: ReadonlyMap<string, string> }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const classes = view.classes.filter((cls) => cls !== 'reference' && view.recipients.some((recipient) => recipient.classes.includes(cls)));
  return (
    <>
      <PageHeading title={t('withdraw')} />
      <Alert tone="info">
        <p>{t('withdraw.what')}</p>
      </Alert>
      <Card>
        <Form action={action} hidden={hidden} {...state}>
          <RadioGroup
            name="scope"
            label={t('scope')}
            value="whole"
            options={(['whole', 'part', 'end'] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
          <Fieldset legend={t('scope.part')} hint={t('part.hint')}>
            <CheckboxGroup
              name="recipients"
              label={t('part.recipients')}
              optional
              options={view.recipients.map(({ functionId }) => ({ value: functionId, label: functions.get(functionId) ?? functionId }))}
            />
            <CheckboxGroup name="classes" label={t('part.classes')} optional options={fieldClassOptions(lang, classes)} />
            <CheckboxGroup
              name="purposes"
              label={t('part.purposes')}
              optional
              options={view.purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
            />
          </Fieldset>
          <DateField name="untilDate" label={t('end.date')} hint={t('end.hint', { date: formatDate(view.until, lang) })} optional />
          <Alone label={t('alone.withdraw')} />
          <Buttons save={t('save.withdraw')} back={back} tone="danger" />
        </Form>
      </Card>
    </>
  );
};

/** She was asked again: a new recipient, more data, a later end. */
export const ExtendPage = ({
  action,
  back,
  hidden,
  state,
  view,
  functions,
  persons,
}: FormPage & { view: ConsentView; functions: readonly SelectOption[]; persons: readonly RecordPerson[] }) => {
  const lang = useLang();
  const t = consentTexts(lang);
  const more = FIELD_CLASSES.filter((cls) => cls !== 'reference' && !view.classes.includes(cls));
  return (
    <>
      <PageHeading title={t('extend')} lead={t('extend.lead')} />
      <Card>
        <Form action={action} hidden={hidden} {...state}>
          <Select name="recipient" label={t('addRecipient')} options={functions} optional />
          <CheckboxGroup name="classes" label={t('addClasses')} optional options={fieldClassOptions(lang, more)} />
          <DateField name="untilDate" label={t('newUntil')} optional />
          <GivenBy persons={persons} value={view.givenBy} guardian={view.givenByPersonId} />
          <OralOrWritten />
          <Checkbox name="interpreter" label={t('interpreter')} />
          <Alone label={t('alone')} />
          <Buttons save={t('save.extend')} back={back} />
        </Form>
      </Card>
    </>
  );
};
