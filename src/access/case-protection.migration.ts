import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A mark on somebody in one record holds for all that the agency has of that side of the case: its other records are about the same home. The violence
 * user's side never learns of it. The last two are what schema/holds.ts says of them, but for that.
 */
const PROTECTION = `
  CREATE FUNCTION access.records_beside(record uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT ARRAY(SELECT o.record_id FROM access.assignments r
                   JOIN access.assignments o ON o.case_id = r.case_id AND o.agency_id = r.agency_id AND (o.track = 'violence-user') = (r.track = 'violence-user')
                  WHERE r.record_id = record
                 UNION SELECT record) $$;
  -- Somebody in the record, or in another one beside it, is protected.
  CREATE FUNCTION access.shielded(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.record_id = ANY (access.records_beside(record))) $$;
  -- The same of what came to the reader's agency and lies in no record yet: asked by whose side it is for.
  CREATE FUNCTION access.side_shielded(in_case uuid, his boolean) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a JOIN access.protected_persons p USING (record_id)
                    WHERE a.case_id = in_case AND a.agency_id = access.agency() AND (a.track = 'violence-user') = his) $$;
  CREATE FUNCTION access.on_his_side(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND a.track = 'violence-user'
                      AND access.lasts(a.ended_at) AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) $$;

  CREATE OR REPLACE FUNCTION access.cut_whereabouts(record uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants; beside uuid[] := access.records_beside(record);
  BEGIN
    FOR affected IN
      UPDATE access.grants SET closed_at = at WHERE closed_at IS NULL AND record_id = ANY (beside) AND classes && '{location,contact}' RETURNING *
    LOOP
      PERFORM access.reopen_without(affected, '{location,contact}', at);
    END LOOP;
  END $$;

  CREATE OR REPLACE FUNCTION access.assert_holds(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE g json := change->'grant';
  BEGIN
    IF change->>'op' = 'open-grant' THEN
      IF access.shielded((g->>'recordId')::uuid) AND g::jsonb->'classes' ?| '{location,contact}' THEN
        IF g->>'kind' = 'standing' THEN
          RAISE EXCEPTION 'somebody in the case is protected' USING ERRCODE = 'AC410';
        END IF;
        PERFORM access.cut_whereabouts((g->>'recordId')::uuid, at);
      END IF;
      IF access.unlocked_person(g->>'ownerAgency', (g->>'caseId')::uuid, (g->>'recordId')::uuid, NULL, g->>'recipientAgency') IS NOT NULL THEN
        RAISE EXCEPTION 'somebody became known meanwhile' USING ERRCODE = 'AC410';
      END IF;
      IF g->>'kind' <> 'standing' AND access.nobody_free(g->>'recipientAgency', g->>'recipientFunction', (g->>'caseId')::uuid) THEN
        RAISE EXCEPTION 'nobody at the recipient may take it' USING ERRCODE = 'AC424';
      END IF;
    ELSIF change->>'op' = 'index-person' AND change->>'recordId' IS NOT NULL THEN
      IF access.unlocked_person(change->>'agencyId', (change->>'caseId')::uuid, (change->>'recordId')::uuid, (change->>'personId')::uuid, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'something was sent meanwhile' USING ERRCODE = 'AC410';
      END IF;
    END IF;
  END $$;

  -- What is marked already is cut now.
  SELECT access.cut_whereabouts(p.record_id, clock_timestamp()) FROM access.protected_persons p;
`;

export class CaseProtection1700000113000 implements MigrationInterface {
  name = 'CaseProtection1700000113000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SET LOCAL check_function_bodies = off');
    await runner.query(PROTECTION);
  }

  async down(): Promise<void> {
    throw new Error('a mark that held for one record alone would show in the next where she is');
  }
}
