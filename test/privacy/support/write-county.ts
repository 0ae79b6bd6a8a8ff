import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { County } from '../county.js';

/** Past the walls, as the role that owns the tables: for planting a county, and faults. */
export class Owner {
  private constructor(private readonly client: pg.Client) {}

  static async of(migrateUrl: string): Promise<Owner> {
    const client = new pg.Client({ connectionString: migrateUrl });
    await client.connect();
    return new Owner(client);
  }
  async rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query(text, values)).rows as T[];
  }
  close(): Promise<void> {
    return this.client.end();
  }
}

/** The rights of a generated county, instead of all that stood before: each kind of row in its table, as a commit would have left it. */
export const writeCounty = async (owner: Owner, county: County, caseOf: ReadonlyMap<string, string>): Promise<void> => {
  const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  const put = (table: string, columns: string, rows: readonly object[]): Promise<unknown> =>
    owner.rows(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  await owner.rows('BEGIN');
  await owner.rows(
    'TRUNCATE access.assignments, access.neighbour_accepts, access.person_tokens, access.staff_tokens, access.case_locks, access.grants, access.openings',
  );
  await put(
    'access.assignments',
    'record_id, case_id, agency_id, function_id, staff_id, ended_at, track',
    county.assignments.map((one) => ({
      ...{ record_id: one.record, case_id: one.case, agency_id: one.agency, staff_id: one.staff },
      ...{ function_id: one.function, track: one.his ? 'violence-user' : 'exposed', ended_at: at(one.until) },
    })),
  );
  const tokens = [
    ...county.kin.map((one) => ({ ...one, relation: 'kin', token: `${one.staff} ${one.case}` })),
    ...county.neighbours.map((one) => ({ ...one, relation: 'neighbour', token: `${one.staff} beside ${one.case}` })),
  ];
  await put(
    'access.person_tokens',
    'agency_id, token, kind, person_id, case_id',
    tokens.map((one) => ({ agency_id: one.agency, token: one.token, kind: 'number', person_id: randomUUID(), case_id: one.case })),
  );
  await put(
    'access.staff_tokens',
    'agency_id, staff_id, token, relation',
    unique(tokens, ({ agency, token }) => `${agency} ${token}`).map((one) => ({
      ...{ agency_id: one.agency, staff_id: one.staff, token: one.token, relation: one.relation },
    })),
  );
  await put(
    'access.case_locks',
    'case_id, staff_id',
    unique(county.lockedOut, (one) => `${one.case} ${one.staff}`).map((one) => ({ case_id: one.case, staff_id: one.staff })),
  );
  await put(
    'access.grants',
    'grant_id, part, kind, case_id, object_id, owner_agency, record_id, recipient_agency, recipient_function, classes, purpose, ground, rule_version, facts_from, valid_from, valid_until, closed_at, person_ids',
    county.grants.map((one) => ({
      ...{ grant_id: randomUUID(), part: 1, kind: one.mode, case_id: caseOf.get(one.record), object_id: one.referral ?? null },
      ...{ owner_agency: one.owner, record_id: one.record, recipient_agency: one.toAgency, recipient_function: one.toFunction },
      ...{ classes: one.classes, purpose: 'support', ground: 'osl-10-1-consent', rule_version: '1', person_ids: one.persons },
      ...{ facts_from: at(one.factsFrom), valid_from: at(one.from), valid_until: at(one.until) },
      closed_at: one.withdrawn ? at(county.now - 1) : null,
    })),
  );
  await put(
    'access.openings',
    'opening_id, kind, record_id, case_id, person_id, agency_id, staff_id, opened_at, until, review_by, ended_at',
    county.openings.map((one) => ({
      ...{ opening_id: randomUUID(), kind: one.person ? 'vault' : 'emergency', record_id: one.record, case_id: caseOf.get(one.record) },
      ...{ person_id: one.person, agency_id: one.agency, staff_id: one.staff, opened_at: at(one.from), until: at(one.until) },
      review_by: one.person && !one.alone ? null : at(one.until),
      ended_at: one.ended ? at(county.now - 1) : null,
    })),
  );
  await owner.rows('COMMIT');
};

const unique = <T>(rows: readonly T[], key: (row: T) => string): T[] => [...new Map(rows.map((row) => [key(row), row])).values()];
