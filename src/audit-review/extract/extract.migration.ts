import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LogExtracts1700000094100 implements MigrationInterface {
  name = 'LogExtracts1700000094100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.log_extracts (
        extract_id uuid PRIMARY KEY, record_id uuid NOT NULL, case_id uuid NOT NULL, owner_agency text NOT NULL, function_id text NOT NULL, person_id uuid NOT NULL,
        delayed_until timestamptz, delay_ground text, delay_reason jsonb, handed_over_at timestamptz, handed_over_to text
      );
      SELECT access.protect('views.log_extracts', $$owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor' AND function_id = ANY (access.functions())))$$);
      CREATE VIEW door.log_extracts WITH (security_invoker = true) AS
        SELECT e.*, access.assigned(e.record_id) AS assigned, access.locked(e.case_id) AS locked FROM views.log_extracts e;
    `);
    await runner.query(FUNCTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION access.extract_rows(uuid, uuid, timestamptz), access.extract_subject(uuid, uuid, uuid), access.extract_right(uuid);
      DROP VIEW door.log_extracts; DROP TABLE views.log_extracts;
    `);
  }
}

/**
 * The extract is coarsened here, inside the database: a day, a duty, an agency, a kind of act. Names of staff, units, hours and other persons never
 * leave it. Who asks must work with the record, or head its function; a party or kin gets nothing.
 */
const FUNCTIONS = `
  CREATE FUNCTION access.extract_right(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = record AND r.owner_agency = access.agency() AND NOT access.locked(r.case_id)
      AND ((coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record))
           OR (access.duty() = 'supervisor' AND r.function_id = ANY (access.functions())))) $$;

  -- Whom the extract is about, as the agency's own register has it. A guardian who is not in the record may be anybody.
  CREATE FUNCTION access.extract_subject(record uuid, person uuid, guardian uuid)
  RETURNS TABLE (case_id uuid, function_id text, minor boolean, protected boolean, other_side boolean, guardian_is_danger boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT r.case_id, r.function_id, p.minor,
           EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.protection <> 'none'),
           EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.person_id = person
                      AND x.role IN ('violence-user', 'relative')),
           coalesce((SELECT bool_or(g.role = 'violence-user') FROM views.persons g
                      WHERE g.case_id = r.case_id AND g.owner_agency = r.owner_agency AND g.person_id = guardian), true)
      FROM views.records r JOIN views.persons p ON p.record_id = r.record_id AND p.person_id = person
     WHERE r.record_id = record AND access.extract_right(record) $$;

  CREATE FUNCTION access.extract_rows(record uuid, person uuid, since timestamptz)
  RETURNS TABLE (day date, duty text, agency_id text, act text, times int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT (a.at AT TIME ZONE 'Europe/Stockholm')::date, a.duty, a.agency_id, a.action, count(*)::int
      FROM audit.records a, access.extract_subject(record, person, NULL) s
     WHERE a.outcome = 'allowed' AND a.at >= since AND a.duty <> 'system' AND a.action IN ('read', 'search', 'reveal', 'export', 'print', 'break-glass')
       AND a.object_type NOT IN ('AuditRecord', 'LogReview', 'LogExtract', 'Organisation', 'OperatingState')
       AND CASE
         -- The other side: what the agency did with this very record, and with nobody's but theirs. No other agency: it may hold her record alone.
         WHEN s.other_side THEN a.agency_id = access.agency() AND (a.record_id = record OR (a.record_id IS NULL AND a.person_ids = ARRAY[person::text]))
         WHEN a.agency_id = access.agency() THEN a.record_id = record OR person::text = ANY (a.person_ids)
         ELSE access.agency() = ANY (a.owner_agencies) AND a.case_id = s.case_id AND person::text = ANY (a.person_ids) END
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2, 4 $$;
  REVOKE EXECUTE ON FUNCTION access.extract_right(uuid), access.extract_subject(uuid, uuid, uuid), access.extract_rows(uuid, uuid, timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.extract_right(uuid), access.extract_subject(uuid, uuid, uuid), access.extract_rows(uuid, uuid, timestamptz) TO insatskedja_app;
`;
