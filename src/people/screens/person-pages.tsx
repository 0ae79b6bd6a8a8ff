import { isErased, type Erased } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Breadcrumbs,
  Button,
  Card,
  Checkbox,
  DefinitionList,
  Form,
  formatDateTime,
  LinkButton,
  PageHeading,
  PersonalText,
  Select,
  Stack,
  TextArea,
  TextField,
  Timeline,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { PersonChange, PersonWithHistory } from '../features/read-persons.js';
import { CORRECTION_REASONS, PERSON_FIELDS, PERSON_ROLES, type PersonFieldName } from '../person/person.events.js';
import type { PersonValues, PersonView } from '../person/person-view.js';
import { fieldName, protectionName, reasonName, roleName } from './names.js';
import { SafeContactFields } from './person-fields.js';
import { PersonCard, personHref, PersonNumber, SafeContactOf } from './person-list.js';
import { personTexts } from './texts.js';

export interface FormState {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}
const PLAIN = ['address', 'municipality', 'school', 'workplace', 'phone'] as const;
export const CORRECTABLE = ['name', 'personNumber', ...PLAIN] as const;

export const vaultHref = ({ recordId, personId }: PersonView): string =>
  `/workspace/openings/vault?recordId=${recordId}&personId=${personId}`;
const caseHref = (person: PersonView): string => `/workspace/cases/${person.caseId}`;
/** What each form about somebody carries. */
export const hiddenOf = (person: PersonView, idempotencyKey: string) => ({
  recordId: person.recordId,
  caseId: person.caseId,
  version: person.version,
  idempotencyKey,
});

const ValueList = ({ values, withheld }: { values: PersonValues; withheld: PersonView['withheld'] }) => {
  const lang = useLang();
  const t = personTexts(lang);
  const shown = PLAIN.map((field) => ({
    label: fieldName(field, lang),
    value: withheld.includes(PERSON_FIELDS[field]) ? (
      <em class="subtle">{t('value.sealed')}</em>
    ) : (
      <PersonalText value={values[field] as string | Erased | undefined} />
    ),
  }));
  return <DefinitionList items={shown} />;
};

/** One person: what is known, how she is reached, what was corrected. */
export const PersonPage = ({
  found: { person, history },
  staffNames,
}: {
  found: PersonWithHistory;
  staffNames: ReadonlyMap<string, string>;
}) => {
  const lang = useLang();
  const t = personTexts(lang);
  return (
    <Stack>
      <Breadcrumbs items={[{ label: t('search.case'), href: caseHref(person) }, { label: roleName(person.role, lang) }]} />
      <PageHeading
        title={<PersonalText value={person.values.name} />}
        lead={roleName(person.role, lang)}
        actions={<LinkButton href={caseHref(person)}>{t('case.open')}</LinkButton>}
      />
      {person.mergedInto && (
        <Alert tone="info">
          {t('merged.note')} <a href={personHref({ personId: person.mergedInto, recordId: person.recordId })}>{t('merged.open')}</a>
        </Alert>
      )}
      <PersonCard person={person}>
        {person.receivedFrom && <p class="subtle">{t('person.received')}</p>}
        <ValueList values={person.values} withheld={person.withheld} />
        <Actions>
          {person.withheld.length > 0 && <LinkButton href={personHref(person, '/reveal')}>{t('reveal')}</LinkButton>}
          {person.withheld.length > 0 && <LinkButton href={vaultHref(person)}>{t('vault.ask')}</LinkButton>}
          <LinkButton href={personHref(person, '/correct')}>{t('correct')}</LinkButton>
          <LinkButton href={personHref(person, '/safe-contact')}>{t('safe.change')}</LinkButton>
          <LinkButton href={personHref(person, '/protection')}>{t('protection.change')}</LinkButton>
          <LinkButton href={`${caseHref(person)}/who-sees-what/persons/${person.personId}?recordId=${person.recordId}`}>
            {t('whoSees')}
          </LinkButton>
          <LinkButton href={personHref(person, '/merge')}>{t(person.mergedInto === null ? 'merge' : 'unmerge')}</LinkButton>
        </Actions>
      </PersonCard>
      <Card title={t('history')}>
        <Timeline
          label={t('history')}
          entries={history.map((change, index) => ({
            id: `${change.at}-${index}`,
            date: formatDateTime(change.at, lang),
            agency: staffNames.get(change.by) ?? '',
            title: t(`history.${change.kind}`),
            ...(change.reason ? { tags: [{ tone: 'warning' as const, text: reasonName(change.reason, lang) }] } : {}),
            body: <Said change={change} />,
          }))}
        />
      </Card>
    </Stack>
  );
};

const Said = ({ change }: { change: PersonChange }) => {
  const lang = useLang();
  const t = personTexts(lang);
  const { values, role, protection, removed, withheld } = change;
  const fields = (Object.keys(values) as PersonFieldName[]).filter((field) => field !== 'safeContact');
  return (
    <>
      <DefinitionList
        items={[
          ...(role ? [{ label: fieldName('role', lang), value: roleName(role, lang) }] : []),
          ...(protection ? [{ label: fieldName('protection', lang), value: protectionName(protection, lang) }] : []),
          ...fields.map((field) => ({
            label: fieldName(field, lang),
            value:
              field === 'personNumber' ? (
                <PersonNumber value={values.personNumber} />
              ) : (
                <PersonalText value={values[field] as string | Erased | undefined} />
              ),
          })),
        ]}
      />
      {withheld && <p class="subtle">{t('history.withheld')}</p>}
      {values.safeContact && <SafeContactOf value={values.safeContact} />}
      {removed.length > 0 && (
        <p>{t('history.removed', { fields: removed.map((field) => fieldName(field as PersonFieldName, lang)).join(', ') })}</p>
      )}
    </>
  );
};

/** Corrections: each field as it stands; what is emptied is taken away, what is protected stays unless written anew. */
export const CorrectPage = ({ person, state, idempotencyKey }: { person: PersonView; state: FormState; idempotencyKey: string }) => {
  const lang = useLang();
  const t = personTexts(lang);
  const value = (field: (typeof CORRECTABLE)[number]): string | undefined => {
    const known = person.values[field];
    return known === undefined || isErased(known) ? undefined : known;
  };
  return (
    <Stack>
      <PageHeading title={t('correct')} lead={t('correct.lead')} />
      <Card>
        <Form action={personHref(person, '/correct')} hidden={hiddenOf(person, idempotencyKey)} {...state}>
          <Select
            name="reason"
            label={t('correct.reason')}
            options={CORRECTION_REASONS.map((reason) => ({ value: reason, label: reasonName(reason, lang) }))}
          />
          <Select
            name="role"
            label={fieldName('role', lang)}
            value={person.role}
            placeholder={false}
            options={PERSON_ROLES.map((role) => ({ value: role, label: roleName(role, lang) }))}
          />
          <Checkbox name="minor" label={fieldName('minor', lang)} checked={person.minor} />
          <TextField name="name" label={fieldName('name', lang)} value={value('name')} />
          <TextField
            name="personNumber"
            label={fieldName('personNumber', lang)}
            value={value('personNumber')}
            width="medium"
            maxLength={13}
            inputmode="numeric"
            optional
          />
          {PLAIN.map((field) => (
            <TextField
              name={field}
              label={fieldName(field, lang)}
              value={value(field)}
              hint={person.withheld.includes(PERSON_FIELDS[field]) ? t('hint.protected') : undefined}
              optional
            />
          ))}
          <Actions>
            <Button>{t('button.save')}</Button>
            <LinkButton href={personHref(person)}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};

export const SafeContactPage = ({ person, state, idempotencyKey }: { person: PersonView; state: FormState; idempotencyKey: string }) => {
  const t = personTexts(useLang());
  const known = person.values.safeContact;
  const { way, number, hours, language, mayLeaveMessage, note } = known && !isErased(known) ? known : {};
  const before: FormValues = {
    'safeContact.way': way ?? 'phone',
    'safeContact.number': number,
    'safeContact.hours': hours,
    'safeContact.language': language,
    'safeContact.mayLeaveMessage': mayLeaveMessage,
    'safeContact.note': note,
  };
  return (
    <Stack>
      <PageHeading title={t('safe.change')} />
      <Card>
        <Form
          action={personHref(person, '/safe-contact')}
          hidden={hiddenOf(person, idempotencyKey)}
          errors={state.errors ?? []}
          values={state.values ?? before}
        >
          <SafeContactFields />
          <Actions>
            <Button>{t('button.save')}</Button>
            <LinkButton href={personHref(person)}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};

/** Asks for the purpose, or shows what it opened. Shown in the answer to the form itself, never under an address. */
export const RevealPage = ({
  place,
  shown,
  state,
}: {
  place: { personId: string; recordId: string };
  shown?: PersonView;
  state: FormState;
}) => {
  const t = personTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('reveal')} lead={shown ? t('reveal.shown') : t('reveal.lead')} />
      {shown ? (
        <PersonCard person={shown}>
          <ValueList values={shown.values} withheld={shown.withheld} />
          <Actions>
            <LinkButton href={caseHref(shown)}>{t('case.open')}</LinkButton>
          </Actions>
        </PersonCard>
      ) : (
        <Card>
          <Form action={personHref(place, '/reveal')} hidden={{ recordId: place.recordId }} guard={false} {...state}>
            <TextArea name="purpose" label={t('reveal.purpose')} hint={t('reveal.hint')} rows={2} maxLength={200} />
            <Actions>
              <Button>{t('reveal')}</Button>
              <LinkButton href={personHref(place)}>{t('button.cancel')}</LinkButton>
            </Actions>
          </Form>
        </Card>
      )}
    </Stack>
  );
};
