import { interventionKinds } from '#config/interventions';
import {
  Actions,
  Button,
  Checkbox,
  CheckboxGroup,
  DateField,
  Fieldset,
  Form,
  HiddenField,
  Select,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
  type Option,
  type SelectOption,
} from '#libs/ui';
import type { MeetingView } from '../meeting.view.js';
import type { MinuteRows } from './meeting-form.js';
import { meetingTexts } from './meeting-texts.js';

export interface MinutesFormProps {
  action: string;
  meeting: MeetingView;
  hidden: Readonly<Record<string, string>>;
  errors: readonly FormError[];
  values?: FormValues | undefined;
  rows: MinuteRows;
  today: string;
  functions: readonly SelectOption[];
  persons: readonly Option[];
}

const Decisions = ({ rows, functions, persons }: Pick<MinutesFormProps, 'rows' | 'functions' | 'persons'>) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  const kinds = interventionKinds.map(({ id, name }) => ({ value: id, label: name[lang] }));
  return (
    <>
      {rows.decisions.map((row, index) => {
        const at = (name: string) => `decisions.${index}.${name}`;
        return (
          <Fieldset legend={t('decision', { number: index + 1 })} hint={index === 0 ? t('decision.hint') : undefined}>
            <HiddenField name={at('decisionId')} value={row['decisionId'] ?? ''} />
            <TextArea name={at('text')} label={t('text')} value={row['text']} rows={2} maxLength={2000} />
            <Select name={at('kind')} label={t('intervention')} options={kinds} value={row['kind']} optional />
            {persons.length > 0 && <Select name={at('personId')} label={t('forWhom')} options={persons} value={row['personId']} optional />}
            <Select
              name={at('responsibleFunction')}
              label={t('responsible')}
              options={functions}
              value={row['responsibleFunction']}
              optional
            />
            <DateField name={at('dueOn')} label={t('due')} value={row['dueOn']} optional />
          </Fieldset>
        );
      })}
    </>
  );
};

/** What was said and decided: secrecy first, facts apart from assessments. */
export const MinutesForm = ({ action, meeting, hidden, errors, values, rows, today, functions, persons }: MinutesFormProps) => {
  const t = meetingTexts(useLang());
  const options = functions.map(({ value, label, group }) => ({ value, label: group ? `${label}, ${group}` : label }));
  const invitedFirst = [
    ...options.filter(({ value }) => meeting.invited.includes(value)),
    ...options.filter(({ value }) => !meeting.invited.includes(value)),
  ];
  return (
    <Form action={action} hidden={hidden} errors={errors} values={values}>
      <Checkbox name="reminded" label={t('reminded')} />
      <DateField name="heldOn" label={t('heldOn')} value={today} max={today} />
      <CheckboxGroup name="attendedFunctions" label={t('attendedFunctions')} options={invitedFirst} values={meeting.invited} />
      {persons.length > 0 && (
        <CheckboxGroup
          name="attendedPersons"
          label={t('attendedPersons')}
          options={persons}
          values={meeting.guests.map(({ personId }) => personId)}
          optional
        />
      )}
      <TextArea name="factsNoted" label={t('factsNoted')} hint={t('factsNoted.hint')} rows={6} maxLength={8000} optional />
      <TextArea
        name="assessmentsNoted"
        label={t('assessmentsNoted')}
        hint={t('assessmentsNoted.hint')}
        rows={6}
        maxLength={8000}
        optional
      />
      <Decisions rows={rows} functions={functions} persons={persons} />
      {rows.actions.map((row, index) => {
        const at = (name: string) => `actions.${index}.${name}`;
        return (
          <Fieldset legend={t('action', { number: index + 1 })}>
            <HiddenField name={at('actionId')} value={row['actionId'] ?? ''} />
            <TextArea name={at('text')} label={t('text')} value={row['text']} rows={2} maxLength={2000} />
            <Select name={at('responsibleFunction')} label={t('responsible')} options={functions} value={row['responsibleFunction']} />
            <DateField name={at('dueOn')} label={t('due')} value={row['dueOn']} />
          </Fieldset>
        );
      })}
      <Actions>
        <Button name="intent" value="save">
          {t('saveMinutes')}
        </Button>
        <Button variant="secondary" name="intent" value="more">
          {t('moreRows')}
        </Button>
      </Actions>
    </Form>
  );
};
