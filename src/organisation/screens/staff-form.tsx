import { DUTIES_OF } from '#config/county';
import { DUTIES } from '#libs/shared-kernel';
import { Actions, Button, CheckboxGroup, Form, LinkButton, Select, TextField, useLang, type FormError, type FormValues } from '#libs/ui';
import type { StaffEntry } from '../register.js';
import type { Snapshot } from '../register-snapshot.js';
import { ROOT } from './register-page.js';
import { organisationTexts } from './texts.js';

export interface FormState {
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}
interface StaffFormProps {
  register: Snapshot;
  agencyId: string;
  /** Left out for someone new. */
  staff?: StaffEntry | undefined;
  state: FormState;
  hidden: Readonly<Record<string, string>>;
}

/** A person's entry: the duties that the agency's kind has, and the agency's own units and functions. */
export const StaffForm = ({ register, agencyId, staff, state, hidden }: StaffFormProps) => {
  const t = organisationTexts(useLang());
  const kind = register.agencies.get(agencyId)?.kind;
  const ofAgency = <T extends { id: string; name: string; agencyId: string }>(map: ReadonlyMap<string, T>) =>
    [...map.values()].filter((one) => one.agencyId === agencyId).map(({ id, name }) => ({ value: id, label: name }));
  const duties = DUTIES.filter((duty) => duty !== 'system' && kind && (DUTIES_OF[duty]?.includes(kind) ?? true));
  return (
    <Form action={`${ROOT}/staff`} hidden={{ ...hidden, agencyId }} errors={state.errors ?? []} values={state.values}>
      <TextField name="name" label={t('org.name')} value={staff?.name} width="medium" />
      <TextField name="title" label={t('org.staffTitle')} value={staff?.title} width="medium" />
      <Select name="unitId" label={t('org.unit')} value={staff?.unitId} options={ofAgency(register.units)} />
      <CheckboxGroup
        name="duties"
        label={t('org.duties')}
        values={staff?.duties ?? []}
        options={duties.map((value) => ({ value, label: t(`duty.${value}`) }))}
      />
      <CheckboxGroup
        name="functions"
        label={t('org.functions')}
        hint={t('org.functionsHint')}
        optional
        values={staff?.functions ?? []}
        options={ofAgency(register.functions)}
      />
      <TextField name="subject" label={t('org.subject')} hint={t('org.subjectHint')} value={staff?.subject} width="medium" />
      <TextField name="personnummer" label={t('org.number')} hint={t('org.numberHint')} width="medium" inputmode="numeric" optional />
      <Actions>
        <Button>{t('org.save')}</Button>
        <LinkButton href={`${ROOT}?agency=${encodeURIComponent(agencyId)}`}>{t('button.cancel')}</LinkButton>
      </Actions>
    </Form>
  );
};

/** Which agency someone new is for: units, functions and duties follow from it. */
export const ChooseAgency = ({ register }: { register: Snapshot }) => {
  const t = organisationTexts(useLang());
  return (
    <Form action={`${ROOT}/staff/new`} method="get">
      <Select
        name="agency"
        label={t('org.choose')}
        options={[...register.agencies.values()].map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Actions>
        <Button>{t('org.next')}</Button>
      </Actions>
    </Form>
  );
};
