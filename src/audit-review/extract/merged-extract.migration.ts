import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An extract is about a person under each registration of hers that the record holds as one. */
export class MergedExtract1700000107100 implements MigrationInterface {
  name = 'MergedExtract1700000107100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.same_person(record uuid, person uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT array_agg(DISTINCT p.person_id::text) || person::text FROM views.persons p
         WHERE p.record_id = record AND (p.person_id = person OR p.merged_into = person
            OR p.person_id = (SELECT k.merged_into FROM views.persons k WHERE k.record_id = record AND k.person_id = person)) $$;
      REVOKE EXECUTE ON FUNCTION access.same_person(uuid, uuid) FROM PUBLIC;
      ${rows('a.person_ids && access.same_person(record, person)')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${rows('person::text = ANY (a.person_ids)')} DROP FUNCTION access.same_person(uuid, uuid);`);
  }
}

/** As in LogExtracts, but for whom a row must be about. */
const rows = (about: string): string => `
  CREATE OR REPLACE FUNCTION access.extract_rows(record uuid, person uuid, since timestamptz)
  RETURNS TABLE (day date, duty text, agency_id text, act text, times int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT (a.at AT TIME ZONE 'Europe/Stockholm')::date, a.duty, a.agency_id, a.action, count(*)::int
      FROM audit.records a, access.extract_subject(record, person, NULL) s
     WHERE a.outcome = 'allowed' AND a.at >= since AND a.duty <> 'system' AND a.action IN ('read', 'search', 'reveal', 'export', 'print', 'break-glass')
       AND a.object_type NOT IN ('AuditRecord', 'LogReview', 'LogExtract', 'Organisation', 'OperatingState')
       AND CASE
         WHEN s.other_side THEN a.agency_id = access.agency() AND (a.record_id = record OR (a.record_id IS NULL AND a.person_ids = ARRAY[person::text]))
         WHEN a.agency_id = access.agency() THEN a.record_id = record OR ${about}
         ELSE access.agency() = ANY (a.owner_agencies) AND a.case_id = s.case_id AND ${about} END
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2, 4 $$;`;
