import { defineTexts, Tabs, useLang } from '#libs/ui';
import type { OwnRecordView } from '../features/own-record.js';
import { textOf } from './consent-list.js';

const texts = defineTexts({
  sv: { label: 'Ur vilken akt', record: 'Akt {{id}}' },
  en: { label: 'Out of which record', record: 'Record {{id}}' },
});

/** Whom a record is about: those in the role that its side is named after. */
const subjectsOf = <P extends { readonly role: string }>({ track, persons }: { track: string; persons: readonly P[] }): readonly P[] =>
  persons.filter(({ role }) => role === track);

/** The persons that a form about the record begins with. */
export const subjectIds = (record: Pick<OwnRecordView, 'track' | 'persons'>): string[] =>
  subjectsOf(record).map(({ personId }) => personId);

/** Which of several own records a form is about, by whom each is about; nothing where there is one alone. What is written belongs to one record. */
export const RecordTabs = ({ record, href }: { record: OwnRecordView; href: (recordId: string) => string }) => {
  const t = texts(useLang());
  if (record.records.length < 2) return null;
  const label = (one: OwnRecordView['records'][number]): string =>
    subjectsOf(one)
      .map(({ name }) => textOf(name))
      .filter((name) => name !== undefined)
      .join(', ') || t('record', { id: one.recordId.slice(0, 8) });
  return (
    <Tabs
      label={t('label')}
      active={href(record.recordId)}
      items={record.records.map((one) => ({ href: href(one.recordId), label: label(one) }))}
    />
  );
};
