import {
  Actions,
  Alert,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  DateTimeField,
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
  type Option,
  type SelectOption,
} from '#libs/ui';
import { RecordChoice } from '../../joint-plan/index.js';
import { MEETING_FORMS } from '../meeting.events.js';
import { meetingTexts } from './meeting-texts.js';

export interface MeetingFormPageProps {
  action: string;
  back: string;
  errors: readonly FormError[];
  values?: FormValues | undefined;
  hidden: Readonly<Record<string, string>>;
  functions: readonly SelectOption[];
  /** For a meeting about somebody: whom, in which record, about which plan. Left out for an anonymous consultation. */
  about?: { readonly persons: readonly Option[]; readonly records: readonly Option[]; readonly plans: readonly Option[] };
  /** For a consultation: the own functions that may open it. */
  ownFunctions?: readonly Option[];
}

/** A meeting to plan: when, how, about whom, and which functions are called. */
export const MeetingFormPage = ({ action, back, errors, values, hidden, functions, about, ownFunctions }: MeetingFormPageProps) => {
  const lang = useLang();
  const t = meetingTexts(lang);
  return (
    <div class="stack">
      <PageHeading title={about ? t('new') : t('consultation')} />
      {!about && <Alert tone="warning">{t('consultation.lead')}</Alert>}
      <Form action={action} errors={errors} values={values} hidden={hidden}>
        <Card>
          {about ? (
            <>
              <RadioGroup
                name="kind"
                label={t('kind')}
                value="sip"
                options={(['sip', 'case-conference'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
              />
              <Select name="personId" label={t('about')} options={about.persons} value={about.persons[0]?.value} placeholder={false} />
              <RecordChoice options={about.records} />
              {about.plans.length > 0 && (
                <Select
                  name="planId"
                  label={t('plan')}
                  options={about.plans}
                  value={about.plans[0]?.value}
                  placeholder={t('plan.none')}
                  optional
                />
              )}
            </>
          ) : (
            <Select
              name="functionId"
              label={t('functionId')}
              options={ownFunctions ?? []}
              value={ownFunctions?.[0]?.value}
              placeholder={false}
            />
          )}
          <DateTimeField name="startsAt" label={t('when')} />
          <TextField name="minutes" type="number" width="short" inputmode="numeric" label={t('minutes')} value="60" min="5" max="480" />
          <RadioGroup
            name="form"
            label={t('form')}
            value="in-person"
            options={MEETING_FORMS.map((value) => ({ value, label: t(`form.${value}`) }))}
          />
          <TextField name="place" label={t('place')} maxLength={300} optional />
          <Checkbox name="placeIsNeutral" label={t('placeIsNeutral')} />
        </Card>
        <Card>
          <CheckboxGroup
            name="invited"
            label={t('invited')}
            hint={t('invited.hint')}
            options={functions.map(({ value, label, group }) => ({ value, label: group ? `${label}, ${group}` : label }))}
          />
          <TextArea name="agenda" label={t('agenda')} hint={t('agenda.hint')} optional />
          <Actions>
            <Button>{t('save')}</Button>
            <LinkButton href={back}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Card>
      </Form>
    </div>
  );
};
