import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An assignment may have an end that lies ahead, as when a record is handed over to on-call for the night: `ended_at` is then the moment from which it no
 * longer holds, by the clock of whoever asks. Each function is what schema/reads.ts and schema/rights.ts say of it, but for that.
 */
const ENDS = `
  CREATE FUNCTION access.lasts(ended timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT ended IS NULL OR ended > access.now() $$;

  CREATE OR REPLACE FUNCTION access.assigned(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
                      AND (a.staff_id = access.staff() OR (a.staff_id = ANY (access.stands_in_for())
                           AND NOT EXISTS (SELECT 1 FROM access.assignments o WHERE o.case_id = a.case_id AND o.staff_id = access.staff() AND access.lasts(o.ended_at)
                                              AND (o.track = 'violence-user') <> (a.track = 'violence-user'))))) $$;
  CREATE OR REPLACE FUNCTION access.joined(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
                      AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) $$;
  CREATE OR REPLACE FUNCTION access.works_for(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.function_id, a.track = 'violence-user' AS his, access.lasts(a.ended_at) AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT access.duty() = 'system' OR EXISTS (SELECT 1 FROM ours WHERE mine AND function_id = to_function)
        OR (EXISTS (SELECT 1 FROM ours WHERE mine AND NOT his) AND NOT EXISTS (SELECT 1 FROM ours WHERE his AND function_id = to_function)) $$;
  CREATE OR REPLACE FUNCTION access.same_side(in_case uuid, acting_agency text, acting_staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.staff_id, a.track = 'violence-user' AS his, access.lasts(a.ended_at) AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT (SELECT count(DISTINCT his) < 2 FROM ours)
        OR (acting_agency = access.agency() AND EXISTS (SELECT 1 FROM ours theirs JOIN ours me USING (his) WHERE me.mine AND theirs.staff_id = acting_staff)) $$;
  -- Asked before the actor's settings are there: by the moment that is handed in.
  CREATE OR REPLACE FUNCTION access.neighbour_cases(staff text, agency text, duty text, standing_in_for text[], at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.case_id), '{}') FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE s.staff_id = staff AND s.agency_id = agency AND s.relation = 'neighbour' AND p.kind = 'number' AND duty IN ('caseworker', 'police-officer')
       AND NOT EXISTS (SELECT 1 FROM access.neighbour_accepts n WHERE n.case_id = p.case_id AND n.staff_id = staff AND n.revoked_at IS NULL)
       AND (EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = p.case_id AND a.agency_id = agency AND (a.ended_at IS NULL OR a.ended_at > at)
                       AND (a.staff_id = staff OR a.staff_id = ANY (standing_in_for)))
            OR EXISTS (SELECT 1 FROM access.openings o WHERE o.case_id = p.case_id AND o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency'
                          AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL)) $$;
  CREATE OR REPLACE FUNCTION access.conflicts_in(records uuid[]) RETURNS TABLE (record_id uuid, locked_out text[], stuck boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.record_id,
           ARRAY(SELECT l.staff_id FROM access.case_locks l JOIN organisation.staff s USING (staff_id) WHERE l.case_id = a.case_id AND s.agency_id = access.agency() ORDER BY 1),
           NOT EXISTS (SELECT 1 FROM access.assignments x WHERE x.record_id = a.record_id AND access.lasts(x.ended_at)
              AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = x.case_id AND l.staff_id = x.staff_id)
              AND NOT access.kin_in(x.case_id, x.agency_id, x.staff_id))
      FROM access.assignments a
     WHERE access.duty() = 'supervisor' AND a.agency_id = access.agency() AND a.record_id = ANY (records) AND a.function_id = ANY (access.functions())
       AND NOT access.locked(a.case_id)
     GROUP BY a.record_id, a.case_id $$;

  -- By the moment of the commit. Somebody who was assigned for a while and is assigned anew has the end that the latest says, or none.
  CREATE OR REPLACE FUNCTION access.assign(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    of_record uuid := (change->>'recordId')::uuid; in_case uuid := (change->>'caseId')::uuid; staff text := change->>'staffId'; opens_for text := change->>'opensFor';
    side text; at timestamptz := (change->>'at')::timestamptz; until timestamptz := (change->>'until')::timestamptz;
  BEGIN
    IF opens_for IS NOT NULL
       AND EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = change->>'agencyId' AND a.function_id = opens_for
                      AND (a.ended_at IS NULL OR a.ended_at > at) AND a.record_id <> of_record)
       AND NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = change->>'agencyId' AND a.function_id = opens_for
                      AND (a.ended_at IS NULL OR a.ended_at > at) AND a.staff_id = staff) THEN
      RAISE EXCEPTION 'the function has a record in the case' USING ERRCODE = 'AC423';
    END IF;
    PERFORM pg_advisory_xact_lock(7, hashtext((change->>'caseId') || staff));
    side := coalesce(change->>'track', (SELECT a.track FROM access.assignments a WHERE a.record_id = of_record AND a.staff_id <> staff LIMIT 1), 'exposed');
    INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id, track, ended_at)
    VALUES (of_record, in_case, change->>'agencyId', coalesce(opens_for, (SELECT a.function_id FROM access.assignments a WHERE a.record_id = of_record LIMIT 1)), staff, side, until)
    ON CONFLICT (record_id, staff_id) DO UPDATE SET ended_at = excluded.ended_at, track = excluded.track;
    IF EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.staff_id = staff AND (a.ended_at IS NULL OR a.ended_at > at) AND a.record_id <> of_record
                  AND (a.track = 'violence-user') <> (side = 'violence-user')) THEN
      RAISE EXCEPTION 'works on the other side of the case' USING ERRCODE = 'AC426';
    END IF;
  END $$;
`;

export class AssignmentEnds1700000109100 implements MigrationInterface {
  name = 'AssignmentEnds1700000109100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SET LOCAL check_function_bodies = off');
    await runner.query(ENDS);
  }

  async down(): Promise<void> {
    throw new Error('an assignment that ends ahead would stand for ever without these');
  }
}
