import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever opens a record in a case is assigned, takes part in it, and reads all that was disclosed to their functions. So nobody opens one beside colleagues
 * who work on that side of the case, under whichever function: they are assigned, or something waits at the function that they open it for
 * (docs/decisions/0016). Asked at the commit, one who opens after the other.
 */
export class Joining1700000118710 implements MigrationInterface {
  name = 'Joining1700000118710';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FUNCTIONS, ORDER]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('whoever works in two functions would let themself into a case by the other one');
  }
}

const FUNCTIONS = `
  -- A request that is open to the function is for whoever works there to take in. A disclosure is too, while nobody who works in the case can read it.
  CREATE FUNCTION access.has_come_to(to_function text, in_case uuid, agency text, of_record uuid, his boolean, at timestamptz) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
      SELECT 1 FROM access.grants g
       WHERE g.case_id = in_case AND g.recipient_agency = agency AND g.recipient_function = to_function
         AND g.closed_at IS NULL AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
         AND (g.kind = 'referral' OR NOT EXISTS (
           SELECT 1 FROM access.assignments a JOIN organisation.staff s ON s.staff_id = a.staff_id
            WHERE a.case_id = in_case AND a.agency_id = agency AND a.record_id <> of_record AND (a.track = 'violence-user') = his
              AND (a.ended_at IS NULL OR a.ended_at > at) AND s.ended_at IS NULL AND to_function = ANY (s.functions)))) $$;

  -- Colleagues work on this side of the case, in other records than this one, and this member of staff in none of those.
  CREATE FUNCTION access.works_beside(staff text, in_case uuid, agency text, of_record uuid, his boolean, at timestamptz) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT count(*) > 0 AND NOT bool_or(a.staff_id = staff) FROM access.assignments a
     WHERE a.case_id = in_case AND a.agency_id = agency AND a.record_id <> of_record AND (a.track = 'violence-user') = his AND (a.ended_at IS NULL OR a.ended_at > at) $$;

  -- As in assignment-ends.migration.ts, but for the side of the case. \`asked\`: it was when the commit was prepared, and is not asked again.
  CREATE OR REPLACE FUNCTION access.assign(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    of_record uuid := (change->>'recordId')::uuid; in_case uuid := (change->>'caseId')::uuid; staff text := change->>'staffId'; opens_for text := change->>'opensFor';
    side text; at timestamptz := (change->>'at')::timestamptz; until timestamptz := (change->>'until')::timestamptz; agency text := change->>'agencyId';
    opens boolean := opens_for IS NOT NULL AND NOT coalesce((change->>'asked')::boolean, false);
  BEGIN
    IF opens THEN PERFORM pg_advisory_xact_lock(8, hashtext((change->>'caseId') || agency)); END IF;
    IF opens
       AND EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = agency AND a.function_id = opens_for
                      AND (a.ended_at IS NULL OR a.ended_at > at) AND a.record_id <> of_record)
       AND NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = agency AND a.function_id = opens_for
                      AND (a.ended_at IS NULL OR a.ended_at > at) AND a.staff_id = staff) THEN
      RAISE EXCEPTION 'the function has a record in the case' USING ERRCODE = 'AC423';
    END IF;
    PERFORM pg_advisory_xact_lock(7, hashtext((change->>'caseId') || staff));
    side := coalesce(change->>'track', (SELECT a.track FROM access.assignments a WHERE a.record_id = of_record AND a.staff_id <> staff LIMIT 1), 'exposed');
    INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id, track, ended_at)
    VALUES (of_record, in_case, agency, coalesce(opens_for, (SELECT a.function_id FROM access.assignments a WHERE a.record_id = of_record LIMIT 1)), staff, side, until)
    ON CONFLICT (record_id, staff_id) DO UPDATE SET ended_at = excluded.ended_at, track = excluded.track;
    IF EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.staff_id = staff AND (a.ended_at IS NULL OR a.ended_at > at) AND a.record_id <> of_record
                  AND (a.track = 'violence-user') <> (side = 'violence-user')) THEN
      RAISE EXCEPTION 'works on the other side of the case' USING ERRCODE = 'AC426';
    END IF;
    IF opens AND access.works_beside(staff, in_case, agency, of_record, side = 'violence-user', at)
       AND NOT access.has_come_to(opens_for, in_case, agency, of_record, side = 'violence-user', at) THEN
      RAISE EXCEPTION 'colleagues work with the case' USING ERRCODE = 'AC423';
    END IF;
  END $$;
  REVOKE EXECUTE ON FUNCTION access.has_come_to(text, uuid, text, uuid, boolean, timestamptz), access.works_beside(text, uuid, text, uuid, boolean, timestamptz) FROM PUBLIC;
`;

/**
 * Where events lie in another engine: whoever opens a record waits for any other of the agency's in the case; and what let them in when the commit was
 * prepared (an assignment, a request) may end before the rest of it is done, which must not leave a record that nobody is assigned to.
 */
const ORDER = `
  CREATE OR REPLACE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT k) FROM (
      SELECT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') AS k
        FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL
      UNION SELECT 'known ' || coalesce(c->>'caseId', c->'grant'->>'caseId') FROM json_array_elements(changes) c WHERE access.makes_known(c)
      UNION SELECT 'opening ' || (c->'opening'->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'open-up') keys WHERE k IS NOT NULL $$;

  CREATE OR REPLACE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
  DECLARE change json;
  BEGIN
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      CONTINUE WHEN access.ends_a_right(change) OR change->>'op' IN ('require-grant', 'require-vault', 'require-emergency');
      IF change->>'op' = 'assign' THEN change := (change::jsonb || '{"asked": true}')::json; END IF;
      BEGIN
        PERFORM access.apply_rights(json_build_array(change));
      EXCEPTION
        WHEN SQLSTATE 'AC427' OR SQLSTATE 'AC429' THEN NULL;
        WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
          IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
      END;
    END LOOP;
  END $$;
`;
