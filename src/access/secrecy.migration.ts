import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Openings out of the ordinary, each for one person and a short while: a record in an emergency (nödöppning), or the vault with a protected
 * person's whereabouts. And what must hold at the very commit of a disclosure: everyone known by number in the owner's case is locked out at the
 * recipient if they work there, and nobody's whereabouts leave a record with somebody protected in it.
 */
export class Secrecy1700000030000 implements MigrationInterface {
  name = 'Secrecy1700000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access.openings (
        opening_id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('emergency', 'vault')),
        record_id uuid NOT NULL, case_id uuid NOT NULL, person_id uuid, agency_id text NOT NULL, staff_id text NOT NULL,
        opened_at timestamptz NOT NULL, until timestamptz NOT NULL, review_by timestamptz, ended_at timestamptz, reviewed_at timestamptz,
        CHECK (until > opened_at AND until <= opened_at + interval '1 hour'), CHECK ((kind = 'vault') = (person_id IS NOT NULL))
      );
      CREATE INDEX openings_by_staff ON access.openings (staff_id, until);
      -- For whom at a recipient a number was made a lock: the owner's own token tells which number, without telling the number.
      CREATE TABLE access.lock_marks (
        owner_agency text NOT NULL, case_id uuid NOT NULL, person_id uuid NOT NULL, owner_token text NOT NULL, recipient_agency text NOT NULL,
        PRIMARY KEY (case_id, owner_agency, recipient_agency, person_id, owner_token)
      );
      CREATE TABLE access.protected_persons (record_id uuid NOT NULL, person_id uuid NOT NULL, PRIMARY KEY (record_id, person_id));
      SELECT access.protect('access.openings', 'agency_id = access.agency() AND staff_id = access.staff()');
      SELECT access.protect('access.lock_marks', 'false');
      SELECT access.protect('access.protected_persons', 'false');
      CREATE FUNCTION access.unit() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('unit') $$;
    `);
    await runner.query(READS);
    await runner.query(WRITES);
    await runner.query(`
      -- Whoever was protected before this stood: the same as if it came now.
      INSERT INTO access.protected_persons SELECT record_id, person_id FROM views.persons WHERE protection <> 'none';
      SELECT access.cut_whereabouts(p.record_id, now()) FROM (SELECT DISTINCT record_id FROM access.protected_persons) p;
      REVOKE EXECUTE ON FUNCTION access.unit(), access.emergency(uuid), access.released(uuid, uuid), access.opened_records(text, text, timestamptz),
        access.conflicts_in(uuid[]), access.open_up(json, timestamptz), access.cut_whereabouts(uuid, timestamptz), access.unlocked_person(text, uuid, uuid, uuid, text),
        access.nobody_free(text, text, uuid), access.apply_rights(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.unit(), access.emergency(uuid), access.released(uuid, uuid), access.opened_records(text, text, timestamptz),
        access.conflicts_in(uuid[]), access.own(text, uuid, uuid) TO insatskedja_app, insatskedja_projector, insatskedja_migrate;
      GRANT EXECUTE ON FUNCTION access.apply_rights(json) TO insatskedja_app;
      REVOKE EXECUTE ON FUNCTION access.apply_basic_rights(json) FROM insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}

const READS = `
  -- Opened by this actor, and the hour has not run out. Reading alone: what is written asks for assignment.
  CREATE FUNCTION access.emergency(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND EXISTS (
      SELECT 1 FROM access.openings o WHERE o.staff_id = access.staff() AND o.agency_id = access.agency() AND o.kind = 'emergency' AND o.record_id = record
         AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL) $$;
  CREATE FUNCTION access.released(record uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND EXISTS (
      SELECT 1 FROM access.openings o WHERE o.staff_id = access.staff() AND o.agency_id = access.agency() AND o.kind = 'vault' AND o.record_id = record
         AND o.person_id = person AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL) $$;
  -- For the head who distributes the work: who is locked out by name, and whether everybody assigned is a party or kin. Never who is kin.
  CREATE FUNCTION access.conflicts_in(records uuid[]) RETURNS TABLE (record_id uuid, locked_out text[], stuck boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.record_id,
           ARRAY(SELECT l.staff_id FROM access.case_locks l JOIN organisation.staff s USING (staff_id) WHERE l.case_id = a.case_id AND s.agency_id = access.agency() ORDER BY 1),
           NOT EXISTS (SELECT 1 FROM access.assignments x WHERE x.record_id = a.record_id AND x.ended_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = x.case_id AND l.staff_id = x.staff_id)
              AND NOT EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens t USING (agency_id, token)
                               WHERE p.case_id = x.case_id AND p.kind = 'number' AND p.agency_id = x.agency_id AND t.staff_id = x.staff_id))
      FROM access.assignments a
     WHERE access.duty() = 'supervisor' AND a.agency_id = access.agency() AND a.record_id = ANY (records) AND a.function_id = ANY (access.functions())
       AND NOT access.locked(a.case_id)
     GROUP BY a.record_id, a.case_id $$;
  CREATE FUNCTION access.opened_records(staff text, agency text, at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(o.record_id), '{}') FROM access.openings o
     WHERE o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency' AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL $$;
  -- Own rows: as before, and to whoever has opened the record in an emergency; never for a party or kin.
  CREATE OR REPLACE FUNCTION access.own(owner text, record uuid, in_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT owner = access.agency() AND access.works_with_cases() AND (access.duty() = 'system' OR access.assigned(record) OR access.emergency(record))
       AND NOT access.locked(in_case) $$;
`;

const WRITES = `
  CREATE FUNCTION access.open_up(o json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(o->>'staffId'));
    IF o->>'kind' = 'emergency' AND EXISTS (SELECT 1 FROM access.openings x WHERE x.staff_id = o->>'staffId' AND x.review_by <= at AND x.reviewed_at IS NULL) THEN
      RAISE EXCEPTION 'an earlier opening is not reviewed' USING ERRCODE = 'AC425';
    END IF;
    INSERT INTO access.openings VALUES ((o->>'openingId')::uuid, o->>'kind', (o->>'recordId')::uuid, (o->>'caseId')::uuid, (o->>'personId')::uuid, o->>'agencyId',
      o->>'staffId', at, (o->>'until')::timestamptz, (o->>'reviewBy')::timestamptz, NULL, NULL);
  END $$;

  -- Nobody's whereabouts leave a record with somebody protected in it: what was open closes, and opens again without them.
  CREATE FUNCTION access.cut_whereabouts(record uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants;
  BEGIN
    FOR affected IN
      UPDATE access.grants SET closed_at = at WHERE closed_at IS NULL AND record_id = record AND classes && '{location,contact}' RETURNING *
    LOOP
      affected.classes := ARRAY(SELECT c FROM unnest(affected.classes) c WHERE c NOT IN ('location', 'contact'));
      CONTINUE WHEN affected.classes = '{}' OR affected.classes = '{reference}';
      affected.part := affected.part + 1;
      affected.closed_at := NULL;
      affected.valid_from := at;
      INSERT INTO access.grants SELECT affected.*;
    END LOOP;
  END $$;

  -- A person known by number in the owner's record, whom a recipient with an open grant on it has no lock for. NULL: none.
  CREATE FUNCTION access.unlocked_person(owner text, in_case uuid, record uuid, only_person uuid, only_recipient text) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT p.person_id FROM access.person_tokens p
      JOIN (SELECT DISTINCT g.recipient_agency FROM access.grants g WHERE g.case_id = in_case AND g.owner_agency = owner AND g.record_id = record AND g.closed_at IS NULL) r
        ON r.recipient_agency <> owner AND (only_recipient IS NULL OR r.recipient_agency = only_recipient)
     WHERE p.agency_id = owner AND p.case_id = in_case AND p.kind = 'number' AND p.record_id = record AND (only_person IS NULL OR p.person_id = only_person)
       AND NOT EXISTS (SELECT 1 FROM access.lock_marks m WHERE m.case_id = in_case AND m.owner_agency = owner AND m.recipient_agency = r.recipient_agency
                          AND m.person_id = p.person_id AND m.owner_token = p.token)
     LIMIT 1 $$;

  -- Everybody who could take what is sent to the function is a party or kin: it would lie where nobody may see that it does.
  CREATE FUNCTION access.nobody_free(agency text, function_id text, in_case uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT count(*) > 0 AND bool_and(locked) FROM (
      SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = s.staff_id)
          OR EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens t USING (agency_id, token)
                      WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = agency AND t.staff_id = s.staff_id) AS locked
        FROM organisation.staff s
       WHERE s.agency_id = agency AND s.ended_at IS NULL AND nobody_free.function_id = ANY (s.functions) AND s.duties && '{caseworker,police-officer,police-liaison}') x $$;

  ALTER FUNCTION access.apply_rights(json) RENAME TO apply_basic_rights;

  CREATE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json; at timestamptz; g json;
  BEGIN
    -- One after the other within a case: what becomes known while something is sent is known to both.
    PERFORM pg_advisory_xact_lock(6, k) FROM (
      SELECT DISTINCT hashtext(coalesce(c->>'caseId', c->'grant'->>'caseId')) AS k FROM json_array_elements(changes) c
       WHERE c->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person') ORDER BY 1) keys;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      at := (change->>'at')::timestamptz;
      CASE change->>'op'
      WHEN 'open-up' THEN PERFORM access.open_up(change->'opening', at);
      WHEN 'end-opening' THEN UPDATE access.openings SET ended_at = at WHERE opening_id = (change->>'openingId')::uuid AND ended_at IS NULL;
      WHEN 'review-opening' THEN UPDATE access.openings SET reviewed_at = at WHERE opening_id = (change->>'openingId')::uuid AND reviewed_at IS NULL;
      WHEN 'lift-lock' THEN DELETE FROM access.case_locks WHERE case_id = (change->>'caseId')::uuid AND staff_id = change->>'staffId';
      WHEN 'protect-person' THEN
        IF (change->>'protected')::boolean THEN
          INSERT INTO access.protected_persons VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid) ON CONFLICT DO NOTHING;
          PERFORM access.cut_whereabouts((change->>'recordId')::uuid, at);
        ELSE
          DELETE FROM access.protected_persons WHERE record_id = (change->>'recordId')::uuid AND person_id = (change->>'personId')::uuid;
        END IF;
      ELSE
        PERFORM access.apply_basic_rights(json_build_array(change));
        IF change->>'op' = 'index-person' AND change->'of' IS NOT NULL THEN
          INSERT INTO access.lock_marks VALUES (change->'of'->>'agencyId', (change->>'caseId')::uuid, (change->>'personId')::uuid, change->'of'->>'token', change->>'agencyId')
          ON CONFLICT DO NOTHING;
        END IF;
      END CASE;
    END LOOP;
    -- Once all is written: does it hold?
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      at := (change->>'at')::timestamptz;
      IF change->>'op' = 'open-grant' THEN
        g := change->'grant';
        IF EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.record_id = (g->>'recordId')::uuid) AND g::jsonb->'classes' ?| '{location,contact}' THEN
          IF g->>'kind' = 'standing' THEN
            RAISE EXCEPTION 'somebody in the record is protected' USING ERRCODE = 'AC410';
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
    END LOOP;
  END $$;
`;
