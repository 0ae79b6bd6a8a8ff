import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose word it is, and for whom, is asked of the person and not of one registration: of those held as one, and of those with the same number, as where the
 * word is judged when it is given (docs/decisions/0035). And of the child's age, which a correction may tell.
 */
export class OnePersonWords1700000118790 implements MigrationInterface {
  name = 'OnePersonWords1700000118790';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [HOLDS, DISPATCH, CLOSE]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('a suspect registered twice would answer for the child again');
  }
}

const HOLDS = `
  -- When somebody is of age, as far as the commits were told: a number, or that the record says so. Opened by no door.
  ALTER TABLE access.person_roles ADD COLUMN adult_at timestamptz;

  -- Everybody in the agency's records of the case who is this person: held as one (merged), or with the same number.
  CREATE FUNCTION access.one_person(of_record uuid, person uuid) RETURNS uuid[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    WITH RECURSIVE ours AS (
      SELECT DISTINCT a.record_id, a.case_id, a.agency_id FROM access.assignments o JOIN access.assignments a ON a.case_id = o.case_id AND a.agency_id = o.agency_id
       WHERE o.record_id = of_record),
    numbers AS (
      SELECT t.person_id, t.token FROM access.person_tokens t JOIN (SELECT DISTINCT case_id, agency_id FROM ours) c USING (case_id, agency_id) WHERE t.kind = 'number'),
    one (id) AS (
      SELECT person
      UNION SELECT same.id FROM one, LATERAL (
        SELECT CASE WHEN m.person_id = one.id THEN m.into_person_id ELSE m.person_id END AS id FROM access.merged_persons m JOIN ours USING (record_id)
         WHERE one.id IN (m.person_id, m.into_person_id)
        UNION ALL SELECT o.person_id FROM numbers n JOIN numbers o USING (token) WHERE n.person_id = one.id) same)
    SELECT array_agg(id) FROM one $$;

  CREATE FUNCTION access.word_holds(word access.child_words, at timestamptz) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access.assignments o JOIN access.assignments a ON a.case_id = o.case_id AND a.agency_id = o.agency_id
                         JOIN access.person_roles r ON r.record_id = a.record_id
                        WHERE o.record_id = word.record_id AND r.role = 'violence-user' AND r.person_id = ANY (access.one_person(word.record_id, word.giver_id)))
       AND NOT EXISTS (SELECT 1 FROM unnest(access.one_person(word.record_id, word.child_id)) child WHERE access.mark_of(word.record_id, child) <> 'none')
       AND EXISTS (SELECT 1 FROM access.person_roles r WHERE r.record_id = word.record_id AND r.person_id = word.giver_id
                      AND CASE WHEN word.parent THEN r.role = 'exposed' ELSE r.role <> 'violence-user' END)
       AND NOT EXISTS (SELECT 1 FROM access.person_roles r WHERE r.record_id = word.record_id AND r.person_id = word.child_id AND r.adult_at <= at)
       AND (NOT word.parent OR EXISTS (SELECT 1 FROM access.person_roles r WHERE r.record_id = word.record_id AND r.person_id = word.child_id AND r.role = 'child')) $$;

  CREATE FUNCTION access.unworded(g access.grants, at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT array_agg(w.child_id) FROM access.child_words w
     WHERE w.rests IN (g.grant_id, g.object_id) AND w.consent_id = g.consent_id AND (g.person_ids IS NULL OR w.child_id = ANY (g.person_ids)) AND NOT access.word_holds(w, at) $$;

  CREATE OR REPLACE FUNCTION access.close_unworded(in_case uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants; gone uuid[];
  BEGIN
    FOR affected IN
      UPDATE access.grants g SET closed_at = at WHERE g.case_id = in_case AND g.closed_at IS NULL AND g.consent_id IS NOT NULL AND access.unworded(g, at) IS NOT NULL RETURNING *
    LOOP
      gone := access.unworded(affected, at);
      affected.person_ids := ARRAY(SELECT p FROM unnest(affected.person_ids) p WHERE p <> ALL (gone));
      CONTINUE WHEN affected.kind <> 'standing' OR affected.person_ids = '{}';
      affected.part := affected.part + 1;
      affected.closed_at := NULL;
      affected.valid_from := at;
      INSERT INTO access.grants SELECT affected.*;
    END LOOP;
  END $$;
  DROP FUNCTION access.unworded(access.grants);
  DROP FUNCTION access.word_holds(access.child_words);

  -- What goes out on another's word ends with that day, if it has not ended before.
  CREATE FUNCTION access.comes_of_age(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    UPDATE access.person_roles SET adult_at = (change->>'adultAt')::timestamptz
     WHERE record_id = (change->>'recordId')::uuid AND person_id = (change->>'personId')::uuid;
    UPDATE access.grants g SET valid_until = least(g.valid_until, (change->>'adultAt')::timestamptz) FROM access.child_words w
     WHERE w.record_id = (change->>'recordId')::uuid AND w.child_id = (change->>'personId')::uuid AND w.rests IN (g.grant_id, g.object_id) AND w.consent_id = g.consent_id
       AND g.closed_at IS NULL AND (change->>'adultAt')::timestamptz > (change->>'at')::timestamptz AND (g.person_ids IS NULL OR w.child_id = ANY (g.person_ids));
  END $$;
  REVOKE EXECUTE ON FUNCTION access.one_person(uuid, uuid), access.word_holds(access.child_words, timestamptz), access.unworded(access.grants, timestamptz),
    access.comes_of_age(json) FROM PUBLIC;
`;

/** As in words-for-children.migration.ts and need-in-emergency.migration.ts, but for the age, and that a word is asked about again where two turn out to be one person. */
const DISPATCH = `
  CREATE OR REPLACE FUNCTION access.apply_word(change json) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    CASE change->>'op'
    WHEN 'rest-on-word' THEN PERFORM access.rest_on_word(change);
    WHEN 'require-emergency' THEN PERFORM access.require_emergency(change, (change->>'at')::timestamptz);
    WHEN 'person-role' THEN
      INSERT INTO access.person_roles (record_id, person_id, role) VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid, change->>'role')
      ON CONFLICT (record_id, person_id) DO UPDATE SET role = excluded.role;
    WHEN 'person-age' THEN PERFORM access.comes_of_age(change);
    ELSE RETURN false;
    END CASE;
    RETURN true;
  END $$;

  CREATE OR REPLACE FUNCTION access.makes_known(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person', 'lift-protection', 'require-vault', 'merge-person', 'unmerge-person',
                             'hold-protection', 'person-role', 'person-age', 'rest-on-word') $$;

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
     WHERE c->>'op' IN ('protect-person', 'person-role', 'person-age', 'rest-on-word', 'merge-person', 'unmerge-person', 'index-person') AND c->>'caseId' IS NOT NULL
     GROUP BY c->>'caseId';
  END $$;
`;

/** What stands open today and no longer may. */
const CLOSE = `
  SELECT access.close_unworded(c.case_id, clock_timestamp()) FROM (SELECT DISTINCT case_id FROM access.grants WHERE closed_at IS NULL AND consent_id IS NOT NULL) c;
`;
