import { createHash } from 'node:crypto';
import type { FieldClass } from '#libs/shared-kernel';
import { filterFields, shieldedRecords, visibleClasses, withoutDays, type ReadTransaction } from '#src/access/index';
import { recordsAtHand, type RecordRow } from '#src/coordination/record/index';
import { ReferralRow } from '#src/coordination/referral/index';
import { PersonRow } from '#src/people/index';
import { ChainEntryRow } from './chain.rows.js';

/** A standing disclosure to the reader's function that is in force. */
export interface StandingGrant {
  readonly owner_agency: string;
  readonly record_id: string;
  readonly classes: readonly FieldClass[];
  readonly ground: string;
  readonly rule_version: string;
  readonly facts_from: Date;
  readonly person_ids: readonly string[] | null;
}

export interface CaseRows {
  /** The own agency's records that the reader works with, the head first: each child has one of its own. */
  readonly records: readonly [RecordRow, ...RecordRow[]];
  readonly chain: readonly ChainEntryRow[];
  readonly referrals: readonly ReferralRow[];
  readonly grants: readonly StandingGrant[];
}

const GRANTS = `SELECT owner_agency, record_id, classes, ground, rule_version, facts_from, person_ids FROM access.grants
  WHERE case_id = $1 AND kind = 'standing' AND closed_at IS NULL AND recipient_agency = access.agency() AND recipient_function = ANY (access.functions())
    AND access.works_for(case_id, recipient_function) AND valid_from <= access.now() AND (valid_until IS NULL OR valid_until > access.now())
  ORDER BY grant_id, part`;

/**
 * Everything of a case that this reader may see at this moment: each row let through by the policy, with the fields of the classes that are open to them.
 * Values are still sealed.
 * @throws Problem not-found when the reader works with no record of the own agency in the case, whether or not there is one
 */
export const readCaseRows = async (tx: ReadTransaction, caseId: string): Promise<CaseRows> => ({
  records: await recordsAtHand(tx, caseId),
  chain: await chainRows(tx, caseId),
  referrals: await tx.find(ReferralRow, 'Referral', { where: { caseId }, order: { sentAt: 'ASC' } }),
  grants: await tx.sql<StandingGrant>(GRANTS, [caseId]),
});

/** The chain with the fields that are open to the reader: of a peer's who protects her, none that says when she is to be met. */
const chainRows = async (tx: ReadTransaction, caseId: string): Promise<ChainEntryRow[]> => {
  const rows = await tx.find(ChainEntryRow, 'ChainEntry', { where: { caseId }, order: { position: 'ASC' }, limit: CHAIN_LIMIT });
  const shielded = await shieldedRecords(
    tx,
    rows.map(({ recordId }) => recordId),
  );
  return rows.map((row) => {
    const visible = visibleClasses(row, tx.context.actor.agencyId);
    const fields = filterFields(row.fields, visible);
    return { ...row, fields: visible !== 'all' && shielded.has(row.recordId) ? withoutDays(fields) : fields };
  });
};

/** More than any case holds: a chain that was cut would hide gaps. */
const CHAIN_LIMIT = 20_000;

/** A fingerprint of what the reader sees: it changes when, and only when, that does. */
export const fingerprint = async (tx: ReadTransaction, rows: CaseRows): Promise<string> => {
  const recordId = rows.records.map((record) => record.recordId);
  const persons = await tx.find(PersonRow, 'Person', { where: { recordId }, order: { recordId: 'ASC', personId: 'ASC' } });
  const sum = createHash('sha256');
  for (const part of [rows.records, rows.chain, rows.referrals, rows.grants, persons]) sum.update(JSON.stringify(part)).update('\n');
  return sum.digest('base64url');
};

/** The grounds of the disclosures that show a row. */
export const groundsOf = (row: ChainEntryRow, grants: readonly StandingGrant[]): string[] => [
  ...new Set(
    grants
      .filter(
        (grant) =>
          grant.owner_agency === row.ownerAgency &&
          grant.record_id === row.recordId &&
          (grant.classes as readonly string[]).includes(row.class) &&
          (row.personId === null || grant.person_ids === null || grant.person_ids.includes(row.personId)) &&
          grant.facts_from <= row.recordedAt,
      )
      .map(({ ground }) => ground),
  ),
];
