import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person's protection may be rested upon: a child's stay in sheltered housing, a decision that keeps secret where it is. While something rests on it,
 * it is not taken away; and nothing rests on a protection that is gone. Both are asked at the commit, in the order of the case's commits.
 */
export class ProtectionHolds1700000117000 implements MigrationInterface {
  name = 'ProtectionHolds1700000117000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, FUNCTIONS, ORDER]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('a protection that a child’s stay rests on could be taken away again');
  }
}

const TABLE = `
  CREATE TABLE access.protection_holds (
    hold_id uuid PRIMARY KEY, record_id uuid NOT NULL, person_id uuid NOT NULL,
    -- Goes with the record, when it is erased.
    FOREIGN KEY (record_id, person_id) REFERENCES access.protected_persons ON DELETE CASCADE
  );
  CREATE INDEX protection_holds_by_person ON access.protection_holds (record_id, person_id);
  SELECT access.protect('access.protection_holds', 'false');
`;

/** apply_right is what lock-rows.migration.ts says, and protect_person what schema/rights.ts says, but for holds. */
const FUNCTIONS = `
  CREATE FUNCTION access.hold_protection(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO access.protection_holds VALUES ((change->>'holdId')::uuid, (change->>'recordId')::uuid, (change->>'personId')::uuid) ON CONFLICT DO NOTHING;
  EXCEPTION WHEN foreign_key_violation THEN
    RAISE EXCEPTION 'the protection ended meanwhile' USING ERRCODE = 'AC410';
  END $$;
  REVOKE EXECUTE ON FUNCTION access.hold_protection(json) FROM PUBLIC;

  CREATE OR REPLACE FUNCTION access.protect_person(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE record uuid := (change->>'recordId')::uuid; person uuid := (change->>'personId')::uuid;
  BEGIN
    IF (change->>'protected')::boolean THEN
      INSERT INTO access.protected_persons VALUES (record, person) ON CONFLICT DO NOTHING;
      PERFORM access.cut_whereabouts(record, at);
      RETURN;
    END IF;
    IF EXISTS (SELECT 1 FROM access.protection_holds h WHERE h.record_id = record AND h.person_id = person) THEN
      RAISE EXCEPTION 'something rests on the protection' USING ERRCODE = 'AC428';
    END IF;
    DELETE FROM access.protected_persons p WHERE p.record_id = record AND p.person_id = person;
  END $$;

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
    WHEN 'hold-protection' THEN PERFORM access.hold_protection(change);
    WHEN 'release-protection' THEN DELETE FROM access.protection_holds WHERE hold_id = (change->>'holdId')::uuid;
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
`;

/** One after the other within a case, as before (schema/rights.ts, commit-phases.migration.ts): holds among them. */
const ORDER = `
  CREATE FUNCTION access.makes_known(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person', 'hold-protection') $$;

  CREATE OR REPLACE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json;
  BEGIN
    PERFORM pg_advisory_xact_lock(6, k) FROM (
      SELECT DISTINCT hashtext(coalesce(c->>'caseId', c->'grant'->>'caseId')) AS k FROM json_array_elements(changes) c WHERE access.makes_known(c) ORDER BY 1) keys;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      PERFORM access.apply_right(change, (change->>'at')::timestamptz);
    END LOOP;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      PERFORM access.assert_holds(change, (change->>'at')::timestamptz);
    END LOOP;
  END $$;

  CREATE OR REPLACE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT k) FROM (
      SELECT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') || ' ' || (c->>'opensFor') AS k
        FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL
      UNION SELECT 'known ' || coalesce(c->>'caseId', c->'grant'->>'caseId') FROM json_array_elements(changes) c WHERE access.makes_known(c)
      UNION SELECT 'opening ' || (c->'opening'->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'open-up') keys WHERE k IS NOT NULL $$;
`;
