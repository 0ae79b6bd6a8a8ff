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

interface RecordTabsProps {
  readonly recordId: string;
  /** All own records of the case, each by the names of those whom it is about. */
  readonly records: readonly { readonly recordId: string; readonly about: readonly string[] }[];
  readonly href: (recordId: string) => string;
}
/** Which of several own records a page is about, by whom each is about; nothing where there is one alone. What is written, or copied, belongs to one record. */
export const RecordTabs = ({ recordId: active, records, href }: RecordTabsProps) => {
  const t = texts(useLang());
  if (records.length < 2) return null;
  return (
    <Tabs
      label={t('label')}
      active={href(active)}
      items={records.map(({ recordId, about }) => ({
        href: href(recordId),
        label: about.join(', ') || t('record', { id: recordId.slice(0, 8) }),
      }))}
    />
  );
};

/** The same out of what a form starts from. */
export const OwnRecordTabs = ({ record, href }: { record: OwnRecordView; href: RecordTabsProps['href'] }) => {
  const records = record.records.map((one) => ({
    recordId: one.recordId,
    about: subjectsOf(one)
      .map(({ name }) => textOf(name))
      .filter((name) => name !== undefined),
  }));
  return <RecordTabs recordId={record.recordId} records={records} href={href} />;
};
