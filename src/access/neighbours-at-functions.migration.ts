import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A neighbour of somebody in a case is warned wherever the case may be read: also at a function that a request or a copy came to, before anybody works with
 * it, and as a liaison, who reads what the police has sent (docs/decisions/0017).
 */
export class NeighboursAtFunctions1700000117200 implements MigrationInterface {
  name = 'NeighboursAtFunctions1700000117200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NEIGHBOURS);
  }

  async down(): Promise<void> {
    throw new Error('neighbours would read unwarned what comes to their functions');
  }
}

const NEIGHBOURS = `
  -- What in the case lies before somebody at a function of theirs, and for a liaison what their police has sent. Nothing that is closed.
  CREATE FUNCTION access.lies_before(in_case uuid, agency text, duty text, functions text[], at timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.grants g WHERE g.case_id = in_case AND (
      (g.recipient_agency = agency AND g.recipient_function = ANY (functions) AND (g.kind = 'copy'
        OR (g.kind = 'referral' AND g.closed_at IS NULL AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at))))
      OR (duty = 'police-liaison' AND g.kind = 'referral' AND g.owner_agency = agency))) $$;

  CREATE FUNCTION access.neighbour_cases(staff text, agency text, duty text, standing_in_for text[], functions text[], at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.case_id), '{}') FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE s.staff_id = staff AND s.agency_id = agency AND s.relation = 'neighbour' AND p.kind = 'number'
       AND duty IN ('caseworker', 'police-officer', 'police-liaison')
       AND NOT EXISTS (SELECT 1 FROM access.neighbour_accepts n WHERE n.case_id = p.case_id AND n.staff_id = staff AND n.revoked_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = p.case_id AND l.staff_id = staff)
       AND NOT access.kin_in(p.case_id, agency, staff)
       AND (EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = p.case_id AND a.agency_id = agency AND (a.ended_at IS NULL OR a.ended_at > at)
                       AND (a.staff_id = staff OR a.staff_id = ANY (standing_in_for)))
            OR EXISTS (SELECT 1 FROM access.openings o WHERE o.case_id = p.case_id AND o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency'
                          AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL)
            OR access.lies_before(p.case_id, agency, duty, functions, at)) $$;
  DROP FUNCTION access.neighbour_cases(text, text, text, text[], timestamptz);
  REVOKE EXECUTE ON FUNCTION access.lies_before(uuid, text, text, text[], timestamptz), access.neighbour_cases(text, text, text, text[], text[], timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.lies_before(uuid, text, text, text[], timestamptz), access.neighbour_cases(text, text, text, text[], text[], timestamptz) TO insatskedja_app;
`;
