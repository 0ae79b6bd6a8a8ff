import { z } from 'zod';
import type { FieldClass } from '#libs/shared-kernel';
import type { ReadTransaction } from '#src/access/index';
import { copiedFields, PERSON_CLASSES } from './copied-content.events.js';

/** A field of a request, or an answer to a question in it: which class, about whom. `value` as it was sealed. */
export interface SentField {
  readonly referral_id: string;
  readonly class: FieldClass;
  readonly person_id: string | null;
  readonly value: unknown;
}
export interface SentRequests {
  readonly fields: readonly SentField[];
  /** Whether the function has accepted the request at any time: what it holds may then be part of its own record, whatever became of the request. */
  accepted(referralId: string | null, functionId: string): boolean;
}

/** Row-level security alone guards these: the sender's own requests out of records that the reader works with, and what a recipient may read. */
const FIELDS = `
  SELECT f.referral_id, f.class, f.person_id, f.value FROM door.referral_fields f JOIN door.referrals r USING (referral_id) WHERE r.case_id = $1
  UNION ALL
  SELECT m.referral_id, m.class, NULL, NULL FROM door.referral_messages m JOIN door.referrals r USING (referral_id) WHERE r.case_id = $1 AND m.kind = 'answer'`;
const ACCEPTED = `
  SELECT m.referral_id, m.by_function FROM door.referral_messages m JOIN door.referrals r USING (referral_id) WHERE r.case_id = $1 AND m.kind = 'accepted'`;

/** What the requests in a case took along, and who accepted them. */
export const requestsIn = async (tx: ReadTransaction, caseId: string): Promise<SentRequests> => {
  const fields = await tx.sql<SentField>(FIELDS, [caseId]);
  const accepted = await tx.sql<{ referral_id: string; by_function: string }>(ACCEPTED, [caseId]);
  return {
    fields,
    accepted: (referralId, functionId) => accepted.some((one) => one.referral_id === referralId && one.by_function === functionId),
  };
};

/** Published facts as a request holds them: the latest of each thing, its fields of one class. */
const facts = z.array(z.object({ entryId: z.string() }));

/** The fields of these classes that took an entry along. What was erased since holds nothing; what a request says of the persons themselves is not opened. */
export const fieldsWith = async (
  tx: ReadTransaction,
  { fields }: SentRequests,
  entryId: string,
  classes: readonly FieldClass[],
): Promise<readonly SentField[]> => {
  const ofEntries = fields.filter(({ class: cls }) => classes.includes(cls) && !PERSON_CLASSES.some((one) => one === cls));
  return (await tx.open(ofEntries)).filter(({ value }) => facts.safeParse(value).data?.some((fact) => fact.entryId === entryId));
};

/** A disclosure that has ended, by a withdrawal or by the clock. */
export const hasEnded = (row: { readonly closed_at: Date | null; readonly valid_until: Date | null }, now: Date): boolean =>
  row.closed_at !== null || (row.valid_until !== null && row.valid_until <= now);

/** The classes of which a copy holds something. */
export const classesIn = (content: Readonly<Record<string, unknown>>): readonly FieldClass[] =>
  Object.entries(copiedFields).flatMap(([name, field]) =>
    Object.keys((content[name] ?? {}) as object).length > 0 ? [(field as { readonly class: FieldClass }).class] : [],
  );
