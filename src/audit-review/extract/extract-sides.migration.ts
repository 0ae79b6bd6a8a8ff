import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An extract keeps to the side of the record that it is taken out of. Out of the violence user's record everybody but him gets what was done with them in it,
 * and in no record by whoever works on his side alone: the exposed person and the children stand there too, and how they are met elsewhere, and by which
 * agency, is for their own side to hand over. Out of a record of theirs, nothing that was done in his. Whether somebody is protected is asked as everywhere
 * else (docs/decisions/0033): his side is told of no mark on hers, and a mark carried from an erased record counts. Otherwise as in ExtractSuspect and ExtractAboutHim.
 */
export class ExtractSides1700000118780 implements MigrationInterface {
  name = 'ExtractSides1700000118780';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.of_his(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.track = 'violence-user') $$;
      REVOKE EXECUTE ON FUNCTION access.of_his(uuid) FROM PUBLIC;

      CREATE OR REPLACE FUNCTION access.extract_subject(record uuid, person uuid, guardian uuid)
      RETURNS TABLE (case_id uuid, function_id text, minor boolean, protected boolean, merged boolean, other_side boolean, guardian_is_danger boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT r.case_id, r.function_id, p.minor,
               access.shielded(record),
               p.merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM views.persons m WHERE m.record_id = record AND m.merged_into = person),
               access.suspected(r.case_id, person)
                 OR EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.person_id = person AND x.role = 'relative')
                 OR access.of_his(record),
               access.suspected(r.case_id, guardian)
                 OR NOT EXISTS (SELECT 1 FROM views.persons g WHERE g.case_id = r.case_id AND g.owner_agency = r.owner_agency AND g.person_id = guardian)
          FROM views.records r JOIN views.persons p ON p.record_id = r.record_id AND p.person_id = person
         WHERE r.record_id = record AND access.extract_right(record) $$;

      CREATE OR REPLACE FUNCTION access.extract_rows(record uuid, person uuid, since timestamptz)
      RETURNS TABLE (day date, duty text, agency_id text, act text, times int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT (a.at AT TIME ZONE 'Europe/Stockholm')::date, a.duty, a.agency_id, a.action, count(*)::int
          FROM audit.records a, access.extract_subject(record, person, NULL) s,
               LATERAL (SELECT access.same_person(record, person) AS ids, access.records_beside(record) AS beside,
                               access.suspected(s.case_id, person) AS him, access.of_his(record) AS his OFFSET 0) t
         WHERE a.outcome = 'allowed' AND a.at >= since AND a.duty <> 'system' AND a.action IN ('read', 'search', 'reveal', 'export', 'print', 'break-glass')
           AND a.object_type NOT IN ('AuditRecord', 'LogReview', 'LogExtract', 'Organisation', 'OperatingState')
           AND CASE
             WHEN s.other_side THEN a.agency_id = access.agency() AND (
               (t.his AND t.him AND a.record_id = record)
               OR (a.person_ids <> '{}' AND a.person_ids <@ t.ids AND (
                 a.record_id = record
                 OR (a.record_id IS NULL AND (t.him OR NOT t.his OR (
                   SELECT bool_and(w.track = 'violence-user') FROM access.assignments w
                    WHERE w.case_id = s.case_id AND w.agency_id = a.agency_id AND w.staff_id = a.staff_id))))))
             WHEN a.agency_id = access.agency() THEN (a.record_id IS NULL OR a.record_id = ANY (t.beside)) AND (a.record_id = record OR a.person_ids && t.ids)
             ELSE access.agency() = ANY (a.owner_agencies) AND a.case_id = s.case_id AND a.person_ids && t.ids END
         GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2, 4 $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would count the readings of her record, and read who else has it');
  }
}
