import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a child's data goes out on is somebody's word: a guardian's, or that of the exposed parent whom it came with. It stops the moment the right to give it
 * does (docs/decisions/0035): in the commit that says that the giver used the violence, or that the child is protected, and for whatever raced with it.
 */
export class WordsForChildren1700000118510 implements MigrationInterface {
  name = 'WordsForChildren1700000118510';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, FUNCTIONS, DISPATCH]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('what a suspect once allowed for a child would be open again');
  }
}

const TABLES = `
  CREATE TABLE access.person_roles (record_id uuid NOT NULL, person_id uuid NOT NULL, role text NOT NULL, PRIMARY KEY (record_id, person_id));
  -- \`rests\`: the request, or the disclosure. \`parent\`: an adult's consent for herself, which carries the child.
  CREATE TABLE access.child_words (
    rests uuid NOT NULL, consent_id uuid NOT NULL, record_id uuid NOT NULL, child_id uuid NOT NULL, giver_id uuid NOT NULL, parent boolean NOT NULL,
    PRIMARY KEY (rests, consent_id, child_id)
  );
  CREATE INDEX child_words_by_record ON access.child_words (record_id);
  SELECT access.protect(target::regclass, 'false') FROM unnest(ARRAY['access.person_roles', 'access.child_words']) target;
`;

const FUNCTIONS = `
  -- As consent-giver.ts and consent-covers.ts say, of what changes after it was asked: never whoever used the violence, nor for a child who is protected.
  -- Suspected in any record that the agency has in the case is suspected.
  CREATE FUNCTION access.word_holds(word access.child_words) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access.assignments o JOIN access.assignments a ON a.case_id = o.case_id AND a.agency_id = o.agency_id
                         JOIN access.person_roles r ON r.record_id = a.record_id
                        WHERE o.record_id = word.record_id AND r.person_id = word.giver_id AND r.role = 'violence-user')
       AND NOT EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.person_id = word.child_id AND p.record_id = ANY (access.records_beside(word.record_id)))
       AND EXISTS (SELECT 1 FROM access.person_roles r WHERE r.record_id = word.record_id AND r.person_id = word.giver_id
                      AND CASE WHEN word.parent THEN r.role = 'exposed' ELSE r.role <> 'violence-user' END)
       AND (NOT word.parent OR EXISTS (SELECT 1 FROM access.person_roles r WHERE r.record_id = word.record_id AND r.person_id = word.child_id AND r.role = 'child')) $$;

  CREATE FUNCTION access.unworded(g access.grants) RETURNS uuid[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT array_agg(w.child_id) FROM access.child_words w
     WHERE w.rests IN (g.grant_id, g.object_id) AND w.consent_id = g.consent_id AND (g.person_ids IS NULL OR w.child_id = ANY (g.person_ids)) AND NOT access.word_holds(w) $$;

  -- A standing disclosure opens again without the child, where it is about others too. A request and a copy hold everybody at once: they close.
  CREATE FUNCTION access.close_unworded(in_case uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants; gone uuid[];
  BEGIN
    FOR affected IN
      UPDATE access.grants g SET closed_at = at WHERE g.case_id = in_case AND g.closed_at IS NULL AND g.consent_id IS NOT NULL AND access.unworded(g) IS NOT NULL RETURNING *
    LOOP
      gone := access.unworded(affected);
      affected.person_ids := ARRAY(SELECT p FROM unnest(affected.person_ids) p WHERE p <> ALL (gone));
      CONTINUE WHEN affected.kind <> 'standing' OR affected.person_ids = '{}';
      affected.part := affected.part + 1;
      affected.closed_at := NULL;
      affected.valid_from := at;
      INSERT INTO access.grants SELECT affected.*;
    END LOOP;
  END $$;

  CREATE FUNCTION access.rest_on_word(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO access.child_words VALUES ((change->>'rests')::uuid, (change->>'consentId')::uuid, (change->>'recordId')::uuid, (change->>'childId')::uuid,
      (change->>'giverId')::uuid, (change->>'parent')::boolean) ON CONFLICT DO NOTHING;
    -- On the eighteenth birthday the word of another ends (NULL: nothing is shortened).
    UPDATE access.grants g SET valid_until = least(g.valid_until, (change->>'until')::timestamptz)
     WHERE (change->>'rests')::uuid IN (g.grant_id, g.object_id) AND g.consent_id = (change->>'consentId')::uuid AND g.closed_at IS NULL;
  END $$;

  -- Two kinds of change of their own; every other one is access.apply_right's.
  CREATE FUNCTION access.apply_word(change json) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    CASE change->>'op'
    WHEN 'rest-on-word' THEN PERFORM access.rest_on_word(change);
    WHEN 'person-role' THEN
      INSERT INTO access.person_roles VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid, change->>'role')
      ON CONFLICT (record_id, person_id) DO UPDATE SET role = excluded.role;
    ELSE RETURN false;
    END CASE;
    RETURN true;
  END $$;

  CREATE FUNCTION access.forget_words(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    DELETE FROM access.child_words WHERE record_id = (entry->>'recordId')::uuid;
    DELETE FROM access.person_roles WHERE record_id = (entry->>'recordId')::uuid;
  END $$;
  INSERT INTO privacy.erasure_steps VALUES ('access.forget_words');
  REVOKE EXECUTE ON FUNCTION access.word_holds(access.child_words), access.unworded(access.grants), access.close_unworded(uuid, timestamptz), access.rest_on_word(json),
    access.apply_word(json), access.forget_words(json) FROM PUBLIC;
`;

/** One after the other within a case, as before (two-persons.migration.ts); and whoever is said to have used the violence loses the right before it is opened. */
const DISPATCH = `
  CREATE OR REPLACE FUNCTION access.makes_known(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person', 'lift-protection', 'require-vault', 'merge-person', 'unmerge-person',
                             'hold-protection', 'person-role', 'rest-on-word') $$;

  CREATE OR REPLACE FUNCTION access.ends_a_right(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change->>'op' IN ('close-grants', 'narrow-grants', 'unassign', 'lock-out', 'declare-kin', 'end-opening')
        OR (change->>'op' = 'protect-person' AND (change->>'protected')::boolean) OR (change->>'op' = 'index-person' AND change->>'recordId' IS NULL)
        OR (change->>'op' = 'review-opening' AND coalesce((change->>'unjustified')::boolean, false))
        OR (change->>'op' = 'person-role' AND change->>'role' = 'violence-user') $$;

  CREATE OR REPLACE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json;
  BEGIN
    PERFORM pg_advisory_xact_lock(6, k) FROM (
      SELECT DISTINCT hashtext(coalesce(c->>'caseId', c->'grant'->>'caseId')) AS k FROM json_array_elements(changes) c WHERE access.makes_known(c) ORDER BY 1) keys;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      CONTINUE WHEN access.apply_word(change);
      PERFORM access.apply_right(change, (change->>'at')::timestamptz);
    END LOOP;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      PERFORM access.assert_holds(change, (change->>'at')::timestamptz);
    END LOOP;
    PERFORM access.close_unworded((c->>'caseId')::uuid, max((c->>'at')::timestamptz)) FROM json_array_elements(changes) c
     WHERE c->>'op' IN ('protect-person', 'person-role', 'rest-on-word') GROUP BY c->>'caseId';
  END $$;
`;
