import type { ReadTransaction } from '#src/access/index';
import { suspectedIn, type PersonRow } from '#src/people/index';
import type { RecordedPerson } from './consent-giver.js';

/**
 * Persons of the own record as it matters who may consent for whom: whoever is suspected in another own record of the case is suspected here.
 * The number is opened for this alone: no answer holds it.
 */
export const recordedPersons = async (
  tx: ReadTransaction,
  caseId: string,
  rows: readonly Pick<PersonRow, 'personId' | 'role' | 'minor' | 'mark' | 'fields'>[],
): Promise<RecordedPerson[]> => {
  const numbers = await tx.open(rows.map(({ fields }) => fields['personNumber']?.value));
  const suspected = await suspectedIn(
    tx,
    caseId,
    rows.map(({ personId }) => personId),
  );
  return rows.map(({ personId, role: recorded, minor, mark: protection }, index) => {
    const number = numbers[index];
    const role = suspected.has(personId) ? 'violence-user' : recorded;
    return { personId, role, minor, protection, ...(typeof number === 'string' ? { personNumber: number } : {}) };
  });
};
