import { problems } from '#libs/http';
import type { ReadTransaction } from '#src/access/index';
import { TRACKS } from './record.events.js';
import { RecordRow } from './record.rows.js';

type Ranked = Pick<RecordRow, 'assigned' | 'status' | 'track' | 'openedAt' | 'recordId'>;

/** What a page of the case starts from: a record that the reader works with before one that was opened in an emergency, then an open one, then the exposed person's before a child's. */
export const headFirst = (one: Ranked, other: Ranked): number =>
  Number(other.assigned) - Number(one.assigned) ||
  Number(one.status === 'closed') - Number(other.status === 'closed') ||
  TRACKS.indexOf(one.track) - TRACKS.indexOf(other.track) ||
  one.openedAt.getTime() - other.openedAt.getTime() ||
  one.recordId.localeCompare(other.recordId);

/**
 * The own agency's records of a case that the reader may see, its head first. There may be several: each child has one of its own.
 * @throws Problem not-found when there is none, or none that the reader works with: the two look the same
 */
export const recordsAtHand = async (tx: ReadTransaction, caseId: string): Promise<readonly [RecordRow, ...RecordRow[]]> => {
  const found = await tx.find(RecordRow, 'Record', { where: { caseId, ownerAgency: tx.context.actor.agencyId } });
  const [head, ...others] = found.toSorted(headFirst);
  if (!head) throw problems.notFound();
  return [head, ...others];
};

/** The record that was asked for by its id, or the head. @throws Problem not-found for one that is not among them */
export const recordAmong = <R extends { readonly recordId: string }>(records: readonly [R, ...R[]], recordId: string | undefined): R => {
  const asked = recordId === undefined ? records[0] : records.find((record) => record.recordId === recordId);
  if (!asked) throw problems.notFound();
  return asked;
};

/** Persons of several records, whoever has a record of their own as that one has them: a child is known by its own record before its mother's. */
export const ownRegistrationFirst = <P extends { readonly recordId: string; readonly role: string }>(
  records: readonly Pick<RecordRow, 'recordId' | 'track'>[],
  persons: readonly P[],
): P[] => {
  const tracks = new Map(records.map(({ recordId, track }) => [recordId, track]));
  const isOwn = ({ recordId, role }: P): boolean => tracks.get(recordId) === role;
  return [...persons.filter(isOwn), ...persons.filter((person) => !isOwn(person))];
};
