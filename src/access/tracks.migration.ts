import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The violence user's record and the exposed person's stand on two sides of one case (docs/decisions/0017). Nobody works on both; what is disclosed to
 * one side is not read from the other. Where an agency has only one side in a case nothing changes.
 */
export class Tracks1700000033000 implements MigrationInterface {
  name = 'Tracks1700000033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE access.assignments ADD COLUMN track text NOT NULL DEFAULT 'exposed' CHECK (track IN ('exposed', 'child', 'violence-user'));
    `);
    await runner.query(SIDES);
    await runner.query(`
      DO $do$
      DECLARE
        body text := pg_get_functiondef('access.granted_classes(uuid,text,uuid,timestamptz,uuid)'::regprocedure);
        to_me constant text := 'g.recipient_function = ANY (access.functions())';
      BEGIN
        IF strpos(body, to_me) = 0 THEN RAISE EXCEPTION 'granted_classes does not ask whose function a grant is to'; END IF;
        EXECUTE replace(body, to_me, to_me || ' AND access.works_for(in_case, g.recipient_function)');
      END $do$;
      ALTER FUNCTION access.apply_rights(json) RENAME TO apply_neighbour_rights;
    `);
    await runner.query(WALL);
    await runner.query(`
      REVOKE EXECUTE ON FUNCTION access.works_for(uuid, text), access.same_side(uuid, text, text), access.apply_rights(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.works_for(uuid, text), access.same_side(uuid, text, text) TO insatskedja_app, insatskedja_projector, insatskedja_migrate;
      GRANT EXECUTE ON FUNCTION access.apply_rights(json) TO insatskedja_app;
      REVOKE EXECUTE ON FUNCTION access.apply_neighbour_rights(json) FROM insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}

const SIDES = `
  -- Whoever works on one side stands in for nobody on the other.
  CREATE OR REPLACE FUNCTION access.assigned(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() AND a.ended_at IS NULL
                      AND (a.staff_id = access.staff() OR (a.staff_id = ANY (access.stands_in_for())
                           AND NOT EXISTS (SELECT 1 FROM access.assignments o WHERE o.case_id = a.case_id AND o.staff_id = access.staff() AND o.ended_at IS NULL
                                              AND (o.track = 'violence-user') <> (a.track = 'violence-user'))))) $$;
  -- Whether what is disclosed to this function is for the side that the reader works on: the violence user's worker reads only what came to that record's
  -- own function; the exposed person's all but what came to a function that has the violence user's record.
  CREATE FUNCTION access.works_for(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.function_id, a.track = 'violence-user' AS his, a.ended_at IS NULL AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT access.duty() = 'system' OR EXISTS (SELECT 1 FROM ours WHERE mine AND function_id = to_function)
        OR (EXISTS (SELECT 1 FROM ours WHERE mine AND NOT his) AND NOT EXISTS (SELECT 1 FROM ours WHERE his AND function_id = to_function)) $$;
  -- Where the agency has both sides in the case: the reader learns of readings by those of the own side alone.
  CREATE FUNCTION access.same_side(in_case uuid, acting_agency text, acting_staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.staff_id, a.track = 'violence-user' AS his, a.ended_at IS NULL AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT (SELECT count(DISTINCT his) < 2 FROM ours)
        OR (acting_agency = access.agency() AND EXISTS (SELECT 1 FROM ours theirs JOIN ours me USING (his) WHERE me.mine AND theirs.staff_id = acting_staff)) $$;
`;

const WALL = `
  CREATE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json; side text;
  BEGIN
    PERFORM access.apply_neighbour_rights(changes);
    FOR change IN SELECT * FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' LOOP
      PERFORM pg_advisory_xact_lock(7, hashtext((change->>'caseId') || (change->>'staffId')));
      -- A record's side is said when it is opened; whoever is assigned later works on that side.
      side := coalesce(change->>'track', (SELECT a.track FROM access.assignments a WHERE a.record_id = (change->>'recordId')::uuid AND a.staff_id <> change->>'staffId' LIMIT 1), 'exposed');
      UPDATE access.assignments SET track = side WHERE record_id = (change->>'recordId')::uuid AND staff_id = change->>'staffId';
      IF EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = (change->>'caseId')::uuid AND a.staff_id = change->>'staffId' AND a.ended_at IS NULL
                    AND a.record_id <> (change->>'recordId')::uuid AND (a.track = 'violence-user') <> (side = 'violence-user')) THEN
        RAISE EXCEPTION 'works on the other side of the case' USING ERRCODE = 'AC426';
      END IF;
    END LOOP;
  END $$;
`;
