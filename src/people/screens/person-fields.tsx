import { Checkbox, Fieldset, RadioGroup, Select, TextArea, TextField, useLang } from '#libs/ui';
import { PERSON_PROTECTIONS, PERSON_ROLES, type PersonRole } from '../person/person.events.js';
import { fieldName, protectionName, roleName } from './names.js';
import { personTexts } from './texts.js';
import { nestForm, type FormBody } from './form.js';

const BOOLEANS = ['minor', 'mayLeaveMessage', 'immediateRisk', 'confirmed'];

/** A person form as personInput takes it. A safe contact of which nothing was written is none; its radio button alone says nothing. */
export const personFormValue = (person: Record<string, unknown>): Record<string, unknown> => {
  const { safeContact, ...rest } = person;
  const contact = (safeContact ?? {}) as Record<string, unknown>;
  const { way: _, mayLeaveMessage: __, ...written } = contact;
  return Object.keys(written).length > 0 ? { ...rest, safeContact: contact } : rest;
};
export const readPersonForm = (body: FormBody): Record<string, unknown> => nestForm(body, BOOLEANS);

export const SafeContactFields = ({ prefix = '' }: { prefix?: string }) => {
  const t = personTexts(useLang());
  const ways = (['phone', 'in-person', 'through-someone'] as const).map((value) => ({ value, label: t(`safe.${value}`) }));
  return (
    <Fieldset legend={t('safe.legend')} hint={t('safe.hint')}>
      <RadioGroup name={`${prefix}safeContact.way`} label={t('safe.way')} value="phone" options={ways} />
      <TextField name={`${prefix}safeContact.number`} label={t('safe.number')} type="tel" width="medium" optional />
      <TextField name={`${prefix}safeContact.hours`} label={t('safe.hours')} optional />
      <TextField name={`${prefix}safeContact.language`} label={t('safe.language')} width="medium" optional />
      <Checkbox name={`${prefix}safeContact.mayLeaveMessage`} label={t('safe.message')} />
      <TextArea name={`${prefix}safeContact.note`} label={t('safe.note')} rows={2} maxLength={500} optional />
    </Fieldset>
  );
};

export interface PersonFieldsProps {
  prefix?: string;
  /** Left out: the role is asked. */
  role?: PersonRole;
  /** Somebody of whom perhaps nothing is known. */
  optional?: boolean;
}
/** All that is asked about a person, for any form: names carry the prefix (`exposed.`). */
export const PersonFields = ({ prefix = '', role, optional = false }: PersonFieldsProps) => {
  const lang = useLang();
  const t = personTexts(lang);
  const roles = PERSON_ROLES.map((value) => ({ value, label: roleName(value, lang) }));
  const protections = PERSON_PROTECTIONS.map((value) => ({ value, label: protectionName(value, lang) }));
  return (
    <>
      {!role && <Select name={`${prefix}role`} label={fieldName('role', lang)} options={roles} />}
      <TextField name={`${prefix}name`} label={fieldName('name', lang)} optional={optional} maxLength={300} />
      <TextField
        name={`${prefix}personNumber`}
        label={fieldName('personNumber', lang)}
        hint={t('hint.personNumber')}
        width="medium"
        inputmode="numeric"
        maxLength={13}
        optional
      />
      {!role && <Checkbox name={`${prefix}minor`} label={fieldName('minor', lang)} />}
      {(role === 'exposed' || role === undefined) && <SafeContactFields prefix={prefix} />}
      <Select
        name={`${prefix}protection`}
        label={fieldName('protection', lang)}
        hint={t('hint.protection')}
        options={protections}
        value="none"
        placeholder={false}
      />
      <TextField name={`${prefix}address`} label={fieldName('address', lang)} maxLength={300} optional />
      <TextField name={`${prefix}municipality`} label={fieldName('municipality', lang)} width="medium" maxLength={300} optional />
      {role === 'child' ? (
        <TextField name={`${prefix}school`} label={fieldName('school', lang)} maxLength={300} optional />
      ) : (
        <TextField name={`${prefix}workplace`} label={fieldName('workplace', lang)} maxLength={300} optional />
      )}
      {role !== 'child' && (
        <TextField name={`${prefix}phone`} label={fieldName('phone', lang)} type="tel" width="medium" maxLength={40} optional />
      )}
    </>
  );
};
