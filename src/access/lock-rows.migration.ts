import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What locks somebody out is taken away only by what set it. A person's tokens belong to the record they were written in, and a lock that a sender made
 * belongs to none; a lock by name belongs to the record it was set in. And whoever was kin stays locked out, by name, once her identity is fictitious.
 */
export class LockRows1700000114000 implements MigrationInterface {
  name = 'LockRows1700000114000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, FUNCTIONS, PHASES]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('a lock that one record took away from another would be gone again');
  }
}

const TABLES = `
  ALTER TABLE access.person_tokens DROP CONSTRAINT person_tokens_pkey;
  ALTER TABLE access.person_tokens ADD CONSTRAINT person_tokens_once UNIQUE NULLS NOT DISTINCT (agency_id, token, person_id, case_id, record_id);
  -- Until now a record that knew the same number took over the sender's lock, and a second record had no row of its own.
  INSERT INTO access.person_tokens (agency_id, token, kind, person_id, record_id, case_id)
    SELECT DISTINCT t.agency_id, t.token, t.kind, t.person_id, NULL::uuid, t.case_id FROM access.person_tokens t
      JOIN access.lock_marks m ON m.recipient_agency = t.agency_id AND m.case_id = t.case_id AND m.person_id = t.person_id
     WHERE t.kind = 'number' AND t.record_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  INSERT INTO access.person_tokens (agency_id, token, kind, person_id, record_id, case_id)
    SELECT DISTINCT t.agency_id, t.token, t.kind, t.person_id, p.record_id, t.case_id FROM access.person_tokens t
      JOIN views.persons p ON p.owner_agency = t.agency_id AND p.case_id = t.case_id AND p.person_id = t.person_id AND p.protection <> 'fictitious'
     WHERE t.record_id IS NOT NULL
    ON CONFLICT DO NOTHING;

  -- \`kin\`: kept from what her number said before her identity became fictitious. No head lifts it, and it is told to nobody.
  ALTER TABLE access.case_locks DROP CONSTRAINT case_locks_pkey;
  ALTER TABLE access.case_locks ADD record_id uuid, ADD kin boolean NOT NULL DEFAULT false;
  ALTER TABLE access.case_locks ADD CONSTRAINT case_locks_once UNIQUE NULLS NOT DISTINCT (case_id, staff_id, record_id, kin);
  -- What stands by each record's own acts, also where another record lifted it. What is told of by none of them keeps no record, and any of them lifts it.
  INSERT INTO access.case_locks (case_id, staff_id, record_id)
    SELECT case_id, staff_id, record_id FROM (
      SELECT DISTINCT ON (a.record_id, s.staff_id) a.case_id, a.record_id, s.staff_id, a.value->>'type' AS type
        FROM views.record_acts a, LATERAL (SELECT a.value->'data'->>'staffId' AS staff_id) s
       WHERE a.value->>'type' IN ('coordination.StaffLockedOut', 'coordination.StaffLockLifted') ORDER BY a.record_id, s.staff_id, a.act DESC) latest
     WHERE type = 'coordination.StaffLockedOut';
  DELETE FROM access.case_locks l WHERE l.record_id IS NULL
     AND EXISTS (SELECT 1 FROM access.case_locks o WHERE o.case_id = l.case_id AND o.staff_id = l.staff_id AND o.record_id IS NOT NULL);
`;

const FUNCTIONS = `
  CREATE OR REPLACE FUNCTION access.index_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO access.person_tokens (agency_id, token, kind, person_id, record_id, case_id)
    SELECT change->>'agencyId', t->>'token', t->>'kind', (change->>'personId')::uuid, (change->>'recordId')::uuid, (change->>'caseId')::uuid FROM json_array_elements(change->'tokens') t
    ON CONFLICT DO NOTHING;
    IF change->'of' IS NOT NULL THEN
      INSERT INTO access.lock_marks VALUES (change->'of'->>'agencyId', (change->>'caseId')::uuid, (change->>'personId')::uuid, change->'of'->>'token', change->>'agencyId')
      ON CONFLICT DO NOTHING;
    END IF;
  END $$;

  -- A correction forgets what stood in its own record. A fictitious identity is found by none of the agency's, and whom they kept out stays out by name.
  CREATE FUNCTION access.forget_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    agency text := change->>'agencyId'; person uuid := (change->>'personId')::uuid; in_case uuid := (change->>'caseId')::uuid; record uuid := (change->>'recordId')::uuid;
    fictitious boolean := (change->>'fictitious')::boolean;
  BEGIN
    IF fictitious THEN
      INSERT INTO access.case_locks (case_id, staff_id, record_id, kin)
      SELECT DISTINCT in_case, s.staff_id, record, true FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
       WHERE p.agency_id = agency AND p.case_id = in_case AND p.person_id = person AND p.kind = 'number' AND s.relation <> 'neighbour'
      ON CONFLICT DO NOTHING;
    END IF;
    DELETE FROM access.person_tokens p WHERE p.agency_id = agency AND p.case_id = in_case AND p.person_id = person
       AND (p.record_id = record OR (fictitious AND p.record_id IS NOT NULL));
  END $$;

  -- Assigned in one record, past a lock that was set in another. Kin are not told of: to whoever assigns they are as everybody else.
  CREATE FUNCTION access.refuse_locked(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = (change->>'caseId')::uuid AND l.staff_id = change->>'staffId' AND NOT l.kin) THEN
      RAISE EXCEPTION 'locked out of the case by name' USING ERRCODE = 'AC427';
    END IF;
  END $$;
  REVOKE EXECUTE ON FUNCTION access.forget_person(json), access.refuse_locked(json) FROM PUBLIC;

  CREATE OR REPLACE FUNCTION access.apply_right(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    CASE change->>'op'
    WHEN 'open-grant' THEN PERFORM access.open_grant(change->'grant');
    WHEN 'close-grants' THEN PERFORM access.close_grants(change->'where', at);
    WHEN 'narrow-grants' THEN PERFORM access.narrow_grants(change->'where', ARRAY(SELECT json_array_elements_text(change->'classes')), at);
    WHEN 'require-grant' THEN PERFORM access.require_grant(change, at);
    WHEN 'assign' THEN
      PERFORM access.refuse_locked(change);
      PERFORM access.assign(change);
    WHEN 'unassign' THEN UPDATE access.assignments SET ended_at = at WHERE record_id = (change->>'recordId')::uuid AND staff_id = change->>'staffId';
    WHEN 'index-person' THEN PERFORM access.index_person(change);
    WHEN 'forget-person' THEN PERFORM access.forget_person(change);
    WHEN 'protect-person' THEN PERFORM access.protect_person(change, at);
    WHEN 'declare-kin' THEN
      -- A neighbour who turns out to be kin is locked out; nobody becomes less than they said without a second person (organisation.apply).
      INSERT INTO access.staff_tokens AS t VALUES (change->>'agencyId', change->>'staffId', change->>'token', change->>'relation')
      ON CONFLICT (agency_id, staff_id, token) DO UPDATE SET relation = excluded.relation WHERE t.relation = 'neighbour';
    WHEN 'accept-neighbour' THEN
      INSERT INTO access.neighbour_accepts VALUES ((change->>'caseId')::uuid, change->>'staffId', (change->>'openingId')::uuid, at, NULL) ON CONFLICT DO NOTHING;
    WHEN 'lock-out' THEN
      INSERT INTO access.case_locks (case_id, staff_id, record_id) VALUES ((change->>'caseId')::uuid, change->>'staffId', (change->>'recordId')::uuid) ON CONFLICT DO NOTHING;
    WHEN 'lift-lock' THEN
      DELETE FROM access.case_locks WHERE case_id = (change->>'caseId')::uuid AND staff_id = change->>'staffId' AND NOT kin
         AND (record_id IS NULL OR record_id = (change->>'recordId')::uuid);
    WHEN 'open-up' THEN PERFORM access.open_up(change->'opening', at);
    WHEN 'end-opening' THEN UPDATE access.openings SET ended_at = at WHERE opening_id = (change->>'openingId')::uuid AND ended_at IS NULL;
    WHEN 'review-opening' THEN PERFORM access.review_opening(change, at);
    WHEN 'lift-stop' THEN UPDATE access.openings SET lifted_at = at WHERE opening_id = (change->>'openingId')::uuid AND lifted_at IS NULL;
    END CASE;
  END $$;

  -- What the head is told of: locks that somebody set by name, once each. Never who is kin; but that nobody assigned may work with it.
  CREATE OR REPLACE FUNCTION access.conflicts_in(records uuid[]) RETURNS TABLE (record_id uuid, locked_out text[], stuck boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.record_id,
           ARRAY(SELECT DISTINCT l.staff_id FROM access.case_locks l JOIN organisation.staff s USING (staff_id)
                  WHERE l.case_id = a.case_id AND NOT l.kin AND s.agency_id = access.agency() ORDER BY 1),
           NOT EXISTS (SELECT 1 FROM access.assignments x WHERE x.record_id = a.record_id AND access.lasts(x.ended_at)
              AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = x.case_id AND l.staff_id = x.staff_id)
              AND NOT access.kin_in(x.case_id, x.agency_id, x.staff_id))
      FROM access.assignments a
     WHERE access.duty() = 'supervisor' AND a.agency_id = access.agency() AND a.record_id = ANY (records) AND a.function_id = ANY (access.functions())
       AND NOT access.locked(a.case_id)
     GROUP BY a.record_id, a.case_id $$;

  -- As before (forgetting.migration.ts), where a living record of hers does not say the same itself.
  CREATE OR REPLACE FUNCTION access.forget_record(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
  DECLARE
    gone uuid := (entry->>'recordId')::uuid; agency text := entry->>'agencyId'; in_case uuid := (entry->>'caseId')::uuid; at timestamptz := (entry->>'at')::timestamptz;
    living uuid[] := ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k JOIN access.assignments a ON a.record_id = k.record_id
                            WHERE k.agency_id = entry->>'agencyId' AND a.case_id = (entry->>'caseId')::uuid AND k.record_id <> (entry->>'recordId')::uuid);
  BEGIN
    UPDATE access.person_tokens t SET record_id = k.record_id FROM privacy.data_keys k
     WHERE t.agency_id = agency AND t.case_id = in_case AND t.record_id = gone AND k.agency_id = agency AND k.person_id = t.person_id AND k.record_id = ANY (living)
       AND NOT EXISTS (SELECT 1 FROM access.person_tokens o WHERE o.agency_id = agency AND o.token = t.token AND o.person_id = t.person_id AND o.case_id = in_case
                          AND o.record_id = ANY (living));
    DELETE FROM access.person_tokens t WHERE t.agency_id = agency AND t.case_id = in_case AND (t.record_id = gone OR (t.record_id IS NULL AND living = '{}'));
    DELETE FROM access.lock_marks m WHERE m.owner_agency = agency AND m.case_id = in_case
       AND NOT EXISTS (SELECT 1 FROM privacy.data_keys k WHERE k.agency_id = agency AND k.person_id = m.person_id AND k.record_id = ANY (living));
    DELETE FROM access.protected_persons WHERE record_id = gone;
    UPDATE access.grants SET closed_at = at WHERE owner_agency = agency AND record_id = gone AND closed_at IS NULL;
  END $fn$;
`;

/** Somebody who was locked out by name while the commit was under way is not assigned: nothing is stuck on it. */
const PHASES = `
  CREATE OR REPLACE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
  DECLARE change json;
  BEGIN
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      CONTINUE WHEN access.ends_a_right(change) OR change->>'op' = 'require-grant';
      BEGIN
        PERFORM access.apply_rights(json_build_array(change));
      EXCEPTION
        WHEN SQLSTATE 'AC427' THEN NULL;
        WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
          IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
      END;
    END LOOP;
  END $$;
`;
