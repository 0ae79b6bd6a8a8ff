import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * As in MergedExtract, but for the other side: his own record is counted whole, as what is done with him; out of any other, where he is registered beside
 * her, what was about him and nobody else. Else he would count how often she is read about. So also of a relative, and of the police’s one record for both.
 */
export class ExtractAboutHim1700000118630 implements MigrationInterface {
  name = 'ExtractAboutHim1700000118630';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.extract_rows(record uuid, person uuid, since timestamptz)
      RETURNS TABLE (day date, duty text, agency_id text, act text, times int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT (a.at AT TIME ZONE 'Europe/Stockholm')::date, a.duty, a.agency_id, a.action, count(*)::int
          FROM audit.records a, access.extract_subject(record, person, NULL) s,
               LATERAL (SELECT access.same_person(record, person) AS ids, access.suspected(s.case_id, person) AND EXISTS (
                          SELECT 1 FROM access.assignments x WHERE x.record_id = record AND x.track = 'violence-user') AS his_own OFFSET 0) t
         WHERE a.outcome = 'allowed' AND a.at >= since AND a.duty <> 'system' AND a.action IN ('read', 'search', 'reveal', 'export', 'print', 'break-glass')
           AND a.object_type NOT IN ('AuditRecord', 'LogReview', 'LogExtract', 'Organisation', 'OperatingState')
           AND CASE
             WHEN s.other_side THEN a.agency_id = access.agency() AND (
               (t.his_own AND a.record_id = record)
               OR ((a.record_id = record OR a.record_id IS NULL) AND a.person_ids <> '{}' AND a.person_ids <@ t.ids))
             WHEN a.agency_id = access.agency() THEN a.record_id = record OR a.person_ids && t.ids
             ELSE access.agency() = ANY (a.owner_agencies) AND a.case_id = s.case_id AND a.person_ids && t.ids END
         GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2, 4 $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user would count the readings of her record again');
  }
}
