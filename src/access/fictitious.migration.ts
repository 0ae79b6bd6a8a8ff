import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fictitious identity (lag 1991:483) is found by no number and no name in any record on that side of the case, whichever of them says that it is one, and
 * under none of the registrations that are the same person. What was kept out by her number stays out by name (docs/decisions/0034).
 */
export class FictitiousEverywhere1700000118130 implements MigrationInterface {
  name = 'FictitiousEverywhere1700000118130';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FUNCTIONS, FORGET]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('a fictitious identity would be found by her old number');
  }
}

/** Both are what lock-rows.migration.ts says, but for that. */
const FUNCTIONS = `
  -- A lock at a recipient belongs to no record, and finds nobody: it is written all the same.
  CREATE OR REPLACE FUNCTION access.index_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF change->>'recordId' IS NULL OR access.mark_of((change->>'recordId')::uuid, (change->>'personId')::uuid) <> 'fictitious' THEN
      INSERT INTO access.person_tokens (agency_id, token, kind, person_id, record_id, case_id)
      SELECT change->>'agencyId', t->>'token', t->>'kind', (change->>'personId')::uuid, (change->>'recordId')::uuid, (change->>'caseId')::uuid FROM json_array_elements(change->'tokens') t
      ON CONFLICT DO NOTHING;
    END IF;
    IF change->'of' IS NOT NULL THEN
      INSERT INTO access.lock_marks VALUES (change->'of'->>'agencyId', (change->>'caseId')::uuid, (change->>'personId')::uuid, change->'of'->>'token', change->>'agencyId')
      ON CONFLICT DO NOTHING;
    END IF;
  END $$;

  CREATE OR REPLACE FUNCTION access.forget_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    agency text := change->>'agencyId'; person uuid := (change->>'personId')::uuid; in_case uuid := (change->>'caseId')::uuid; record uuid := (change->>'recordId')::uuid;
    fictitious boolean := (change->>'fictitious')::boolean;
    hers uuid[] := CASE WHEN fictitious THEN access.one_with(record, person) ELSE ARRAY[person] END;
  BEGIN
    IF fictitious THEN
      INSERT INTO access.case_locks (case_id, staff_id, record_id, kin)
      SELECT DISTINCT in_case, s.staff_id, record, true FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
       WHERE p.agency_id = agency AND p.case_id = in_case AND p.person_id = ANY (hers) AND p.kind = 'number' AND s.relation <> 'neighbour'
      ON CONFLICT DO NOTHING;
    END IF;
    DELETE FROM access.person_tokens p WHERE p.agency_id = agency AND p.case_id = in_case AND p.person_id = ANY (hers)
       AND (p.record_id = record OR (fictitious AND p.record_id IS NOT NULL));
  END $$;
`;

/** What stands already, written before this was asked. */
const FORGET = `
  SELECT access.forget_person(json_build_object('agencyId', f.agency_id, 'personId', f.person_id, 'recordId', f.record_id, 'caseId', f.case_id, 'fictitious', true))
    FROM (SELECT DISTINCT t.agency_id, t.person_id, t.record_id, t.case_id FROM access.person_tokens t
           WHERE t.record_id IS NOT NULL AND access.mark_of(t.record_id, t.person_id) = 'fictitious') f;
`;
