import { Actions, Alert, Button, Form, RadioGroup, useLang, type FormError, type FormValues } from '#libs/ui';
import { SafeContactOf, type PersonView } from '#src/people/index';
import { paperTexts } from '../paper-texts.js';

export interface HandoverFormProps {
  action: string;
  /** Whose paper it is: her safe way of contact stands beside the question. */
  person?: PersonView | undefined;
  errors?: readonly FormError[];
  values?: FormValues | undefined;
}

/** Before anything is given to the individual: is it safe to receive? Nothing is chosen beforehand. */
export const HandoverForm = ({ action, person, errors = [], values }: HandoverFormProps) => {
  const t = paperTexts(useLang());
  return (
    <>
      <Alert tone="warning">{t('lead')}</Alert>
      {person && !person.withheld.includes('contact') && <SafeContactOf value={person.values.safeContact} />}
      <Form action={action} errors={errors} values={values} guard={false}>
        <RadioGroup
          name="safe"
          label={t('safe')}
          options={(['yes', 'no', 'not-asked'] as const).map((value) => ({ value, label: t(`safe.${value}`) }))}
        />
        <RadioGroup
          name="way"
          label={t('way')}
          options={(['in-person', 'through-someone'] as const).map((value) => ({ value, label: t(`way.${value}`) }))}
        />
        <RadioGroup
          name="names"
          label={t('names')}
          value="without"
          options={(['with', 'without'] as const).map((value) => ({ value, label: t(`names.${value}`) }))}
        />
        <Actions>
          <Button>{t('make')}</Button>
        </Actions>
      </Form>
    </>
  );
};
