import type { ReadTransaction } from '#src/access/index';

/** Of these, who is suspected of the violence by any of the own agency's records of the case, under whatever registration. Asked, never shown. */
export const suspectedIn = async (tx: ReadTransaction, caseId: string, personIds: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await tx.sql<{ id: string }>('SELECT id FROM unnest($2::uuid[]) id WHERE access.suspected($1, id)', [caseId, personIds]);
  return new Set(rows.map(({ id }) => id));
};
