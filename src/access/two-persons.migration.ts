import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What shows where a protected person is takes two (docs/decisions/0016): a mark that is taken away or made lighter, somebody who is made the violence user
 * of a record that is shielded, two registrations taken apart of which one alone is marked. Asked at the commit, of the vault's own openings: one that
 * another person approved, to this member of staff, for this person, and still open. A mark that is set or made stronger is hindered by nothing.
 */
export class TwoPersons1700000118110 implements MigrationInterface {
  name = 'TwoPersons1700000118110';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FUNCTIONS, DISPATCH, ORDER]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('one person alone could take a mark away, read the address and set it again');
  }
}

const FUNCTIONS = `
  -- "Akut" is one person alone, and waits for a review: it is not enough here.
  CREATE FUNCTION access.ask_vault(change json, records uuid[], person uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM access.openings o WHERE o.kind = 'vault' AND o.staff_id = change->>'staffId' AND o.record_id = ANY (records) AND o.person_id = person
                      AND o.review_by IS NULL AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL) THEN
      RAISE EXCEPTION 'it takes two persons' USING ERRCODE = 'AC429';
    END IF;
  END $$;

  CREATE FUNCTION access.require_vault(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF access.shielded((change->>'recordId')::uuid) THEN
      PERFORM access.ask_vault(change, ARRAY(SELECT json_array_elements_text(change->'openedIn')::uuid), (change->>'personId')::uuid, at);
    END IF;
  END $$;

  -- Never lighter than it was: that is for lift_protection to say.
  CREATE OR REPLACE FUNCTION access.protect_person(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO access.protected_persons AS p VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid, coalesce(change->>'mark', 'secrecy-mark'))
    ON CONFLICT (record_id, person_id) DO UPDATE SET mark = access.stronger(p.mark, excluded.mark);
    PERFORM access.cut_whereabouts((change->>'recordId')::uuid, at);
  END $$;

  -- Also a mark that came from a record which was erased. Nothing, where it is no lighter.
  CREATE FUNCTION access.lift_protection(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE record uuid := (change->>'recordId')::uuid; person uuid := (change->>'personId')::uuid; lighter text := change->>'mark'; stood text;
  BEGIN
    SELECT p.mark INTO stood FROM access.protected_persons p WHERE p.record_id = record AND p.person_id = person FOR UPDATE;
    IF NOT FOUND OR access.stronger(lighter, stood) = lighter THEN RETURN; END IF;
    IF lighter = 'none' AND EXISTS (SELECT 1 FROM access.protection_holds h WHERE h.record_id = record AND h.person_id = person) THEN
      RAISE EXCEPTION 'something rests on the protection' USING ERRCODE = 'AC428';
    END IF;
    PERFORM access.ask_vault(change, ARRAY[record], person, at);
    IF lighter = 'none' THEN
      DELETE FROM access.protected_persons p WHERE p.record_id = record AND p.person_id = person;
    ELSE
      UPDATE access.protected_persons p SET mark = lighter WHERE p.record_id = record AND p.person_id = person;
    END IF;
  END $$;

  -- Never under a fictitious identity, never where the two differ: a mark that came meanwhile has it judged anew.
  CREATE FUNCTION access.merge_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE record uuid := (change->>'recordId')::uuid; person uuid := (change->>'personId')::uuid; kept uuid := (change->>'intoPersonId')::uuid;
  BEGIN
    IF access.mark_of(record, person) <> access.mark_of(record, kept) OR access.mark_of(record, person) = 'fictitious' THEN
      RAISE EXCEPTION 'a mark came meanwhile' USING ERRCODE = 'AC410';
    END IF;
    INSERT INTO access.merged_persons VALUES (record, person, kept) ON CONFLICT (record_id, person_id) DO UPDATE SET into_person_id = excluded.into_person_id;
  END $$;

  -- One of them alone may have been marked since, and the other one be without a mark from now on.
  CREATE FUNCTION access.unmerge_person(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    record uuid := (change->>'recordId')::uuid; one uuid := (change->>'personId')::uuid; other uuid := (change->>'fromPersonId')::uuid;
    ones text := access.mark_of(record, one); others text := access.mark_of(record, other);
  BEGIN
    DELETE FROM access.merged_persons m WHERE m.record_id = record AND m.person_id = one;
    IF access.mark_of(record, one) <> ones THEN PERFORM access.ask_vault(change, ARRAY[record], one, at); END IF;
    IF access.mark_of(record, other) <> others THEN PERFORM access.ask_vault(change, ARRAY[record], other, at); END IF;
  END $$;
  REVOKE EXECUTE ON FUNCTION access.ask_vault(json, uuid[], uuid, timestamptz), access.require_vault(json, timestamptz), access.lift_protection(json, timestamptz),
    access.merge_person(json), access.unmerge_person(json, timestamptz) FROM PUBLIC;
`;

/** As in protection-holds.migration.ts, but for the five above. */
const DISPATCH = `
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
    WHEN 'lift-protection' THEN PERFORM access.lift_protection(change, at);
    WHEN 'require-vault' THEN PERFORM access.require_vault(change, at);
    WHEN 'merge-person' THEN PERFORM access.merge_person(change);
    WHEN 'unmerge-person' THEN PERFORM access.unmerge_person(change, at);
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

/**
 * One after the other within a case, marks and who is who among them. Where events lie in another engine, what a commit asks of the vault was asked when it
 * was prepared: an opening that ends while it is under way keeps the mark, and nothing is stuck on it.
 */
const ORDER = `
  CREATE OR REPLACE FUNCTION access.makes_known(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person', 'lift-protection', 'require-vault', 'merge-person', 'unmerge-person',
                             'hold-protection') $$;

  CREATE OR REPLACE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
  DECLARE change json;
  BEGIN
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      CONTINUE WHEN access.ends_a_right(change) OR change->>'op' IN ('require-grant', 'require-vault');
      BEGIN
        PERFORM access.apply_rights(json_build_array(change));
      EXCEPTION
        WHEN SQLSTATE 'AC427' OR SQLSTATE 'AC429' THEN NULL;
        WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
          IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
      END;
    END LOOP;
  END $$;
`;
