import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The two sides of a case (docs/decisions/0017 and 0032): one question, whom the reader works with the case as, asked by all that follows from it. A colleague's
 * assignment that they stand in for counts on one side alone: their own; with none of their own and colleagues on both, the exposed person's.
 */
const SIDES = `
  CREATE FUNCTION access.covers(in_case uuid, side text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(bool_and(his = (side = 'violence-user')) FILTER (WHERE own), side <> 'violence-user' OR bool_and(his))
      FROM (SELECT a.staff_id = access.staff() AS own, a.track = 'violence-user' AS his
              FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
               AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) held $$;
  -- One's own assignment, or one that is stood in for on one's own side. Whether it lasts is asked beside it.
  CREATE FUNCTION access.mine(assigned_staff text, in_case uuid, side text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT assigned_staff = access.staff() OR (assigned_staff = ANY (access.stands_in_for()) AND access.covers(in_case, side)) $$;

  CREATE OR REPLACE FUNCTION access.assigned(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
                      AND access.mine(a.staff_id, a.case_id, a.track)) $$;
  CREATE OR REPLACE FUNCTION access.joined(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
                      AND access.mine(a.staff_id, a.case_id, a.track)) $$;
  CREATE OR REPLACE FUNCTION access.works_for(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.function_id, a.track = 'violence-user' AS his, access.lasts(a.ended_at) AND access.mine(a.staff_id, a.case_id, a.track) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT access.duty() = 'system' OR EXISTS (SELECT 1 FROM ours WHERE mine AND function_id = to_function)
        OR (EXISTS (SELECT 1 FROM ours WHERE mine AND NOT his) AND NOT EXISTS (SELECT 1 FROM ours WHERE his AND function_id = to_function)) $$;
  -- Whose reading the log of a case tells the reader of: where the agency has the violence user's record, of its own staff those on the reader's side; where it
  -- has his alone, also whoever read that record (assigned or in an emergency), and what other agencies read.
  CREATE FUNCTION access.same_side(in_case uuid, acting_agency text, acting_staff text, of_record boolean) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.staff_id, a.track = 'violence-user' AS his, access.lasts(a.ended_at) AND access.mine(a.staff_id, a.case_id, a.track) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT NOT EXISTS (SELECT 1 FROM ours WHERE his)
        OR (NOT EXISTS (SELECT 1 FROM ours WHERE NOT his) AND (acting_agency <> access.agency() OR of_record))
        OR (acting_agency = access.agency() AND EXISTS (SELECT 1 FROM ours theirs JOIN ours me USING (his) WHERE me.mine AND theirs.staff_id = acting_staff)) $$;

  -- What came to a function of the reader's, in a case that they work with on another side than it came for. False for whoever has no part in the case: the
  -- function's own staff take what comes to it.
  CREATE FUNCTION access.other_side(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT access.joined(in_case) AND NOT access.works_for(in_case, to_function) $$;
  CREATE OR REPLACE FUNCTION access.object_classes(object uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT array_agg(DISTINCT c) FROM access.grants g, unnest(g.classes) c
     WHERE g.object_id = object AND g.closed_at IS NULL
       AND g.case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))
       AND g.recipient_agency = access.agency() AND g.recipient_function = ANY (access.functions()) AND NOT access.other_side(g.case_id, g.recipient_function)
       AND g.valid_from <= access.now() AND (g.valid_until IS NULL OR g.valid_until > access.now()) $$;
  -- What comes to this function waits at its intake for as long as the agency has no record in the case on the side that it comes for.
  CREATE FUNCTION access.waits_at(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency()
                          AND (a.function_id = to_function OR a.track <> 'violence-user')) $$;

  -- As before, but for whoever is locked out: to them there is nothing in the case, not even a neighbour.
  CREATE OR REPLACE FUNCTION access.neighbour_cases(staff text, agency text, duty text, standing_in_for text[], at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.case_id), '{}') FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE s.staff_id = staff AND s.agency_id = agency AND s.relation = 'neighbour' AND p.kind = 'number' AND duty IN ('caseworker', 'police-officer')
       AND NOT EXISTS (SELECT 1 FROM access.neighbour_accepts n WHERE n.case_id = p.case_id AND n.staff_id = staff AND n.revoked_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = p.case_id AND l.staff_id = staff)
       AND NOT access.kin_in(p.case_id, agency, staff)
       AND (EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = p.case_id AND a.agency_id = agency AND (a.ended_at IS NULL OR a.ended_at > at)
                       AND (a.staff_id = staff OR a.staff_id = ANY (standing_in_for)))
            OR EXISTS (SELECT 1 FROM access.openings o WHERE o.case_id = p.case_id AND o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency'
                          AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL)) $$;

  REVOKE EXECUTE ON FUNCTION access.covers(uuid, text), access.mine(text, uuid, text), access.other_side(uuid, text), access.waits_at(uuid, text),
    access.same_side(uuid, text, text, boolean) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.other_side(uuid, text), access.waits_at(uuid, text), access.same_side(uuid, text, text, boolean) TO insatskedja_app;
`;

export class Sides1700000112000 implements MigrationInterface {
  name = 'Sides1700000112000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SIDES);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would read without these what came for the exposed person');
  }
}
