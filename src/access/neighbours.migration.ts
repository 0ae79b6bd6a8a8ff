import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Neighbours are warned where kin are locked out; a declared relation goes away only when two have said so; and an opening that was found unjustified
 * stops the next one until a head lifts it (docs/decisions/0017).
 */
export class Neighbours1700000032000 implements MigrationInterface {
  name = 'Neighbours1700000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who went on although a neighbour is in the case, until a head finds that it should not have been.
      CREATE TABLE access.neighbour_accepts (
        case_id uuid NOT NULL, staff_id text NOT NULL, opening_id uuid NOT NULL UNIQUE, accepted_at timestamptz NOT NULL, revoked_at timestamptz,
        PRIMARY KEY (case_id, staff_id)
      );
      SELECT access.protect('access.neighbour_accepts', 'false');
      ALTER TABLE access.openings ADD COLUMN unjustified_at timestamptz, ADD COLUMN lifted_at timestamptz;
      CREATE INDEX staff_tokens_by_staff ON access.staff_tokens (staff_id, relation);
    `);
    await runner.query(READS);
    await runner.query(WRITES);
    await runner.query(`
      REVOKE EXECUTE ON FUNCTION access.kin_in(uuid, text, text), access.neighbour_cases(text, text, text, text[], timestamptz), access.apply_rights(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.neighbour_cases(text, text, text, text[], timestamptz) TO insatskedja_app, insatskedja_projector, insatskedja_migrate;
      GRANT EXECUTE ON FUNCTION access.apply_rights(json) TO insatskedja_app;
      REVOKE EXECUTE ON FUNCTION access.apply_secrecy_rights(json) FROM insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}

const READS = `
  -- A party, kin, or of the same home. A mere neighbour is none of them.
  CREATE FUNCTION access.kin_in(in_case uuid, agency text, staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                    WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = agency AND s.staff_id = staff AND s.relation <> 'neighbour') $$;
  CREATE OR REPLACE FUNCTION access.locked(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = access.staff())
        OR EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                    WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = access.agency() AND s.relation <> 'neighbour' AND s.staff_id = access.staff()) $$;
  CREATE OR REPLACE FUNCTION access.conflicts_in(records uuid[]) RETURNS TABLE (record_id uuid, locked_out text[], stuck boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.record_id,
           ARRAY(SELECT l.staff_id FROM access.case_locks l JOIN organisation.staff s USING (staff_id) WHERE l.case_id = a.case_id AND s.agency_id = access.agency() ORDER BY 1),
           NOT EXISTS (SELECT 1 FROM access.assignments x WHERE x.record_id = a.record_id AND x.ended_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = x.case_id AND l.staff_id = x.staff_id)
              AND NOT access.kin_in(x.case_id, x.agency_id, x.staff_id))
      FROM access.assignments a
     WHERE access.duty() = 'supervisor' AND a.agency_id = access.agency() AND a.record_id = ANY (records) AND a.function_id = ANY (access.functions())
       AND NOT access.locked(a.case_id)
     GROUP BY a.record_id, a.case_id $$;
  CREATE OR REPLACE FUNCTION access.nobody_free(agency text, function_id text, in_case uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT count(*) > 0 AND bool_and(locked) FROM (
      SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = s.staff_id) OR access.kin_in(in_case, agency, s.staff_id) AS locked
        FROM organisation.staff s
       WHERE s.agency_id = agency AND s.ended_at IS NULL AND nobody_free.function_id = ANY (s.functions) AND s.duties && '{caseworker,police-officer,police-liaison}') x $$;
  -- Cases with a neighbour of this person's in them, that they work with or have opened, and have not said why they go on with. Nearly always none.
  CREATE FUNCTION access.neighbour_cases(staff text, agency text, duty text, standing_in_for text[], at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.case_id), '{}') FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE s.staff_id = staff AND s.agency_id = agency AND s.relation = 'neighbour' AND p.kind = 'number' AND duty IN ('caseworker', 'police-officer')
       AND NOT EXISTS (SELECT 1 FROM access.neighbour_accepts n WHERE n.case_id = p.case_id AND n.staff_id = staff AND n.revoked_at IS NULL)
       AND (EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = p.case_id AND a.agency_id = agency AND a.ended_at IS NULL
                       AND (a.staff_id = staff OR a.staff_id = ANY (standing_in_for)))
            OR EXISTS (SELECT 1 FROM access.openings o WHERE o.case_id = p.case_id AND o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency'
                          AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL)) $$;
`;

const WRITES = `
  CREATE OR REPLACE FUNCTION access.open_up(o json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(o->>'staffId'));
    IF o->>'kind' = 'emergency' AND EXISTS (SELECT 1 FROM access.openings x WHERE x.staff_id = o->>'staffId'
         AND ((x.review_by <= at AND x.reviewed_at IS NULL) OR (x.unjustified_at IS NOT NULL AND x.lifted_at IS NULL))) THEN
      RAISE EXCEPTION 'an earlier opening is not reviewed, or was not justified' USING ERRCODE = 'AC425';
    END IF;
    INSERT INTO access.openings VALUES ((o->>'openingId')::uuid, o->>'kind', (o->>'recordId')::uuid, (o->>'caseId')::uuid, (o->>'personId')::uuid, o->>'agencyId',
      o->>'staffId', at, (o->>'until')::timestamptz, (o->>'reviewBy')::timestamptz, NULL, NULL);
  END $$;

  ALTER FUNCTION access.apply_rights(json) RENAME TO apply_secrecy_rights;

  CREATE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json; at timestamptz; rest json;
  BEGIN
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      at := (change->>'at')::timestamptz;
      CASE change->>'op'
      WHEN 'declare-kin' THEN
        -- A neighbour who turns out to be kin is locked out; nobody becomes less than they said without a second person (organisation.apply).
        INSERT INTO access.staff_tokens AS t VALUES (change->>'agencyId', change->>'staffId', change->>'token', change->>'relation')
        ON CONFLICT (agency_id, staff_id, token) DO UPDATE SET relation = excluded.relation WHERE t.relation = 'neighbour';
      WHEN 'accept-neighbour' THEN
        INSERT INTO access.neighbour_accepts VALUES ((change->>'caseId')::uuid, change->>'staffId', (change->>'openingId')::uuid, at, NULL) ON CONFLICT DO NOTHING;
      WHEN 'review-opening' THEN
        UPDATE access.openings SET reviewed_at = at, unjustified_at = CASE WHEN (change->>'unjustified')::boolean THEN at END
         WHERE opening_id = (change->>'openingId')::uuid AND reviewed_at IS NULL;
        IF (change->>'unjustified')::boolean THEN
          UPDATE access.neighbour_accepts SET revoked_at = at WHERE opening_id = (change->>'openingId')::uuid AND revoked_at IS NULL;
        END IF;
      WHEN 'lift-stop' THEN
        UPDATE access.openings SET lifted_at = at WHERE opening_id = (change->>'openingId')::uuid AND lifted_at IS NULL;
      ELSE NULL;
      END CASE;
    END LOOP;
    -- What is judged together is handed on together.
    SELECT json_agg(c) INTO rest FROM json_array_elements(changes) c WHERE c->>'op' NOT IN ('declare-kin', 'accept-neighbour', 'review-opening', 'lift-stop');
    IF rest IS NOT NULL THEN PERFORM access.apply_secrecy_rights(rest); END IF;
  END $$;
`;
