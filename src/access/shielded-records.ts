import type { ReadTransaction } from './read-door.js';

const SHIELDED = 'SELECT record FROM unnest($1::uuid[]) record WHERE access.shielded(record)';

/** Which of these records lie on a side of a case, at their own agency, where somebody is protected. */
export const shieldedRecords = async (tx: ReadTransaction, records: readonly string[]): Promise<ReadonlySet<string>> => {
  const asked = [...new Set(records)];
  return new Set(asked.length === 0 ? [] : (await tx.sql<{ record: string }>(SHIELDED, [asked])).map(({ record }) => record));
};
