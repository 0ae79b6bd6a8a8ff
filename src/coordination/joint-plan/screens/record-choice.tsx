import { defineTexts, HiddenField, Select, useLang, type Option } from '#libs/ui';
import type { Directory } from '#src/access/index';
import { personLabel, type OwnPeople } from '../features/own-people.js';

const texts = defineTexts({
  sv: { record: 'I vilken akt', 'record.hint': 'Verksamheten har flera akter i ärendet. Välj den som personen hör till.' },
  en: {
    record: 'In which record',
    'record.hint': 'The agency has several records in the case. Choose the one that the person belongs to.',
  },
});

/** The own open records to choose from, by whom each is about and the function that works with it. */
export const recordOptions = async (
  { records, persons }: Pick<OwnPeople, 'records' | 'persons'>,
  directory: Directory,
): Promise<Option[]> =>
  Promise.all(
    records.map(async ({ recordId, functionId, track }) => {
      const about = persons.filter((person) => person.recordId === recordId && person.role === track).map(personLabel);
      const name = (await directory.functionById(functionId))?.name ?? functionId;
      return { value: recordId, label: `${about.join(', ') || recordId.slice(0, 8)} (${name})` };
    }),
  );

/** Which of the own records something belongs in: asked where there is more than one, known where there is not. */
export const RecordChoice = ({ options, value }: { options: readonly Option[]; value?: string | undefined }) => {
  const t = texts(useLang());
  const [only] = options;
  if (options.length < 2) return only ? <HiddenField name="recordId" value={only.value} /> : null;
  return <Select name="recordId" label={t('record')} hint={t('record.hint')} options={options} value={value} placeholder={false} />;
};
