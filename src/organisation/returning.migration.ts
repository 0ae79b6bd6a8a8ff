import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever returns gets a new entry in the register, so that no old assignment follows along. What kept them out does: who is kin is kin still, and who was
 * locked out by name is the same human being. So does a stop of emergency openings.
 */
export class Returning1700000119050 implements MigrationInterface {
  name = 'Returning1700000119050';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [ENTRIES, CARRY_OVER, OPEN_UP, EVERYBODY]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('what kept somebody out would be forgotten again');
  }
}

/**
 * Every entry of the same human being: by the own personal number, blind and known to one agency alone, or by the login. A login that was given to somebody
 * else, with a number that is not theirs, is not the same.
 */
const ENTRIES = `
  CREATE FUNCTION organisation.entries_of(staff text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH own AS (SELECT s.agency_id, s.staff_id, s.subject, (SELECT r.token FROM organisation.relations r WHERE r.staff_id = s.staff_id AND r.relation = 'self' LIMIT 1) AS self
                   FROM organisation.staff s)
    SELECT coalesce(array_agg(DISTINCT o.staff_id), '{}') FROM own me JOIN own o
        ON (o.agency_id = me.agency_id AND o.self = me.self)
        OR (o.subject = me.subject AND NOT coalesce(o.agency_id = me.agency_id AND o.self <> me.self, false))
     WHERE me.staff_id = staff $$;
`;

const CARRY_OVER = `
  CREATE FUNCTION organisation.carry_over(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE c json; staff text; entries text[];
  BEGIN
    FOR c IN SELECT * FROM json_array_elements(changes) LOOP
      staff := c->>'staffId';
      entries := organisation.entries_of(staff);
      -- A token means something at its own agency alone. Nobody becomes less than they said.
      INSERT INTO access.staff_tokens AS t (agency_id, staff_id, token, relation)
      SELECT DISTINCT ON (o.token) o.agency_id, staff, o.token, o.relation FROM access.staff_tokens o JOIN organisation.staff s ON s.staff_id = staff AND s.agency_id = o.agency_id
       WHERE o.staff_id = ANY (entries) AND o.staff_id <> staff ORDER BY o.token, (o.relation = 'neighbour')
      ON CONFLICT (agency_id, staff_id, token) DO UPDATE SET relation = excluded.relation WHERE t.relation = 'neighbour';
      INSERT INTO access.case_locks (case_id, staff_id, record_id, kin)
      SELECT DISTINCT l.case_id, staff, l.record_id, l.kin FROM access.case_locks l WHERE l.staff_id = ANY (entries) AND l.staff_id <> staff
      ON CONFLICT DO NOTHING;
    END LOOP;
  END $$;
  REVOKE ALL ON FUNCTION organisation.entries_of(text), organisation.carry_over(json) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION organisation.carry_over(json) TO insatskedja_app;
  SELECT es.register_companion('organisation-returns', 'organisation.carry_over');
`;

/** As before, but that a stop holds for whoever it was set for, under every entry. */
const OPEN_UP = `
  CREATE OR REPLACE FUNCTION access.open_up(o json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(o->>'staffId'));
    IF o->>'kind' = 'emergency' AND EXISTS (SELECT 1 FROM access.openings x WHERE (x.staff_id = o->>'staffId' OR x.staff_id = ANY (organisation.entries_of(o->>'staffId')))
         AND ((x.review_by <= at AND x.reviewed_at IS NULL) OR (x.unjustified_at IS NOT NULL AND x.lifted_at IS NULL))) THEN
      RAISE EXCEPTION 'an earlier opening is not reviewed, or was not justified' USING ERRCODE = 'AC425';
    END IF;
    INSERT INTO access.openings VALUES ((o->>'openingId')::uuid, o->>'kind', (o->>'recordId')::uuid, (o->>'caseId')::uuid, (o->>'personId')::uuid, o->>'agencyId',
      o->>'staffId', at, (o->>'until')::timestamptz, (o->>'reviewBy')::timestamptz, NULL, NULL);
  END $$;
`;

/** Who has returned already. */
const EVERYBODY = `
  SELECT organisation.carry_over(coalesce(json_agg(json_build_object('staffId', s.staff_id)), '[]')) FROM organisation.staff s WHERE s.ended_at IS NULL;
`;
