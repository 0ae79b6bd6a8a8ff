import { randomUUID } from 'node:crypto';
import { documentationLabels } from '#config/legal-grounds';
import { FIELD_CLASSES } from '#libs/shared-kernel';
import {
  Actions,
  Alert,
  Button,
  Card,
  CheckboxGroup,
  fieldClassOptions,
  Form,
  LinkButton,
  PageHeading,
  Select,
  TextArea,
  useLang,
  type SelectOption,
} from '#libs/ui';
import { personOptions, OwnRecordTabs, subjectIds, type OwnRecordView } from '../../consent/index.js';
import type { FormState } from './disclosure-pages.js';
import { disclosureTexts } from './disclosure-texts.js';

export interface UrgentPageProps {
  readonly base: string;
  readonly functions: readonly SelectOption[];
  readonly record: OwnRecordView;
  readonly state: FormState;
}

/** Akut: one page, one person, one reason (BrB 24:4). Nothing but what is left empty stops it; what was done is reviewed afterwards. */
export const UrgentPage = ({ base, functions, record, state }: UrgentPageProps) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const sorts = FIELD_CLASSES.filter((cls) => cls !== 'reference');
  return (
    <>
      <PageHeading title={t('urgent.title')} lead={t('urgent.lead')} />
      <OwnRecordTabs record={record} href={(recordId) => `${base}/urgent?recordId=${recordId}`} />
      <Alert tone="warning">{t('urgent.reviewed')}</Alert>
      {record.persons.some(({ protection }) => protection !== 'none') && <Alert tone="danger">{t('urgent.protected')}</Alert>}
      <Card>
        <Form
          action={`${base}/urgent`}
          hidden={{ idempotencyKey: randomUUID(), disclosureId: randomUUID(), recordId: record.recordId }}
          {...state}
        >
          <Select name="recipientFunction" label={t('recipient')} options={functions} />
          <CheckboxGroup name="personIds" label={t('persons')} values={subjectIds(record)} options={personOptions(record.persons, lang)} />
          <CheckboxGroup
            name="classes"
            label={t('classes')}
            hint={t('urgent.classes')}
            values={['identity', 'risk']}
            options={fieldClassOptions(lang, sorts)}
          />
          <TextArea
            name="documentation.reason"
            label={documentationLabels.reason.label[lang]}
            hint={t('urgent.reason')}
            rows={3}
            maxLength={4000}
          />
          <Actions>
            <Button>{t('urgent.send')}</Button>
            <LinkButton href={base}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </>
  );
};
