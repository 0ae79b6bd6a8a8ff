import type { ReadTransaction } from '#src/access/index';
import type { PersonRow } from '#src/people/index';
import type { RecordedPerson } from './consent-giver.js';

/** Persons of the own record as it matters who may consent for whom. The number is opened for this alone: no answer holds it. */
export const recordedPersons = async (
  tx: ReadTransaction,
  rows: readonly Pick<PersonRow, 'personId' | 'role' | 'minor' | 'mark' | 'fields'>[],
): Promise<RecordedPerson[]> => {
  const numbers = await tx.open(rows.map(({ fields }) => fields['personNumber']?.value));
  return rows.map(({ personId, role, minor, mark: protection }, index) => {
    const number = numbers[index];
    return { personId, role, minor, protection, ...(typeof number === 'string' ? { personNumber: number } : {}) };
  });
};
