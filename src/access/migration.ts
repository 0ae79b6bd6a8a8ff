import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rights, and the second wall. The settings of the actor are set LOCAL in each transaction (actor-settings.ts); outside one they are empty and
 * every policy answers no. Rights are written only through `access.apply_rights`, in the commit of the event that brings them.
 */
export class Access1700000004000 implements MigrationInterface {
  name = 'Access1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA access;
      CREATE SCHEMA views;
      CREATE SCHEMA door;
      CREATE FUNCTION access.setting(name text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.' || name, true), '') $$;
      CREATE FUNCTION access.agency() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('agency') $$;
      CREATE FUNCTION access.staff() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('staff') $$;
      CREATE FUNCTION access.duty() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('duty') $$;
      CREATE FUNCTION access.functions() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT coalesce(access.setting('functions')::text[], '{}') $$;
      CREATE FUNCTION access.stands_in_for() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT coalesce(access.setting('stands_in_for')::text[], '{}') $$;
      CREATE FUNCTION access.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT access.setting('now')::timestamptz $$;
      CREATE FUNCTION access.works_with_cases() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(access.duty() IN ('caseworker', 'police-officer', 'system'), false) $$;

      CREATE TABLE access.grants (
        grant_id uuid NOT NULL,
        part int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('referral', 'standing', 'copy')),
        case_id uuid NOT NULL, object_id uuid, owner_agency text NOT NULL, record_id uuid NOT NULL,
        recipient_agency text NOT NULL, recipient_function text NOT NULL,
        classes text[] NOT NULL, purpose text NOT NULL, ground text NOT NULL, rule_version text NOT NULL, consent_id uuid,
        facts_from timestamptz NOT NULL, valid_from timestamptz NOT NULL, valid_until timestamptz, closed_at timestamptz,
        -- Whom a standing disclosure is about; NULL where the object itself holds the persons.
        person_ids uuid[],
        PRIMARY KEY (grant_id, part)
      );
      CREATE INDEX grants_by_case ON access.grants (case_id, recipient_agency) WHERE closed_at IS NULL;
      CREATE INDEX grants_by_object ON access.grants (object_id);
      CREATE INDEX grants_by_consent ON access.grants (consent_id);
      -- What was taken back of a consent. No grant can be opened on it again: a decision that raced with the withdrawal loses.
      CREATE TABLE access.consent_denials (consent_id uuid NOT NULL, recipient_agency text, recipient_function text, classes text[], denied_at timestamptz NOT NULL);
      CREATE INDEX consent_denials_by_consent ON access.consent_denials (consent_id);
      CREATE TABLE access.assignments (
        record_id uuid NOT NULL, case_id uuid NOT NULL, agency_id text NOT NULL, function_id text NOT NULL, staff_id text NOT NULL, ended_at timestamptz,
        PRIMARY KEY (record_id, staff_id)
      );
      CREATE INDEX assignments_by_case ON access.assignments (case_id, agency_id);
      -- Blind tokens, each under its agency's own key: of persons in the agency's cases, and of its staff and their declared kin.
      CREATE TABLE access.person_tokens (
        agency_id text NOT NULL, token text NOT NULL, kind text NOT NULL CHECK (kind IN ('number', 'name')), person_id uuid NOT NULL, record_id uuid, case_id uuid NOT NULL,
        PRIMARY KEY (agency_id, token, person_id, case_id)
      );
      CREATE INDEX person_tokens_by_case ON access.person_tokens (case_id, agency_id);
      CREATE TABLE access.staff_tokens (agency_id text NOT NULL, staff_id text NOT NULL, token text NOT NULL, relation text NOT NULL, PRIMARY KEY (agency_id, staff_id, token));
      CREATE TABLE access.case_locks (case_id uuid NOT NULL, staff_id text NOT NULL, PRIMARY KEY (case_id, staff_id));
    `);
    await runner.query(`
      -- The wall itself: who may select, for every table with rows about cases. Its own role writes; the owner is bound too.
      CREATE FUNCTION access.protect(target regclass, visible text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
        EXECUTE format('CREATE POLICY app_reads ON %s FOR SELECT TO insatskedja_app USING (%s)', target, visible);
        EXECUTE format('CREATE POLICY projector_writes ON %s FOR ALL TO insatskedja_projector USING (true) WITH CHECK (true)', target);
        EXECUTE format('CREATE POLICY owner_writes ON %s FOR ALL TO insatskedja_migrate USING (true) WITH CHECK (true)', target);
        EXECUTE format('GRANT SELECT ON %s TO insatskedja_app', target);
      END $$;

      CREATE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE change json; at timestamptz; cut text[]; g json; affected access.grants;
      BEGIN
        FOR change IN SELECT * FROM json_array_elements(changes) LOOP
          at := (change->>'at')::timestamptz;
          CASE change->>'op'
          WHEN 'open-grant' THEN
            g := change->'grant';
            IF g->>'consentId' IS NOT NULL THEN
              PERFORM pg_advisory_xact_lock(4, hashtext(g->>'consentId'));
              IF EXISTS (SELECT 1 FROM access.consent_denials d
                          WHERE d.consent_id = (g->>'consentId')::uuid
                            AND (d.recipient_agency IS NULL OR d.recipient_agency = g->>'recipientAgency')
                            AND (d.recipient_function IS NULL OR d.recipient_function = g->>'recipientFunction')
                            AND (d.classes IS NULL OR d.classes && ARRAY(SELECT json_array_elements_text(g->'classes')))) THEN
                RAISE EXCEPTION 'the consent was withdrawn' USING ERRCODE = 'AC409';
              END IF;
            END IF;
            INSERT INTO access.grants VALUES ((g->>'grantId')::uuid, 1, g->>'kind', (g->>'caseId')::uuid, (g->>'objectId')::uuid, g->>'ownerAgency', (g->>'recordId')::uuid,
              g->>'recipientAgency', g->>'recipientFunction', ARRAY(SELECT json_array_elements_text(g->'classes')), g->>'purpose', g->>'ground', g->>'ruleVersion',
              (g->>'consentId')::uuid, (g->>'factsFrom')::timestamptz, (g->>'validFrom')::timestamptz, (g->>'validUntil')::timestamptz, NULL,
              CASE json_typeof(g->'personIds') WHEN 'array' THEN ARRAY(SELECT json_array_elements_text(g->'personIds')::uuid) END);
          WHEN 'close-grants' THEN
            IF change->'where'->>'grantId' IS NULL AND change->'where'->>'objectId' IS NULL AND change->'where'->>'consentId' IS NULL THEN
              RAISE EXCEPTION 'close-grants names no grant';
            END IF;
            IF change->'where'->>'consentId' IS NOT NULL AND change->'where'->>'grantId' IS NULL AND change->'where'->>'objectId' IS NULL THEN
              PERFORM pg_advisory_xact_lock(4, hashtext(change->'where'->>'consentId'));
              INSERT INTO access.consent_denials VALUES ((change->'where'->>'consentId')::uuid, change->'where'->>'recipientAgency', change->'where'->>'recipientFunction', NULL, at);
            END IF;
            UPDATE access.grants SET closed_at = at
             WHERE closed_at IS NULL
               AND (change->'where'->>'grantId' IS NULL OR grant_id = (change->'where'->>'grantId')::uuid)
               AND (change->'where'->>'objectId' IS NULL OR object_id = (change->'where'->>'objectId')::uuid)
               AND (change->'where'->>'consentId' IS NULL OR consent_id = (change->'where'->>'consentId')::uuid)
               AND (change->'where'->>'recipientAgency' IS NULL OR recipient_agency = change->'where'->>'recipientAgency')
               AND (change->'where'->>'recipientFunction' IS NULL OR recipient_function = change->'where'->>'recipientFunction');
          WHEN 'narrow-grants' THEN
            cut := ARRAY(SELECT json_array_elements_text(change->'classes'));
            PERFORM pg_advisory_xact_lock(4, hashtext(change->'where'->>'consentId'));
            INSERT INTO access.consent_denials VALUES ((change->'where'->>'consentId')::uuid, change->'where'->>'recipientAgency', change->'where'->>'recipientFunction', cut, at);
            FOR affected IN
              UPDATE access.grants SET closed_at = at
               WHERE closed_at IS NULL AND consent_id = (change->'where'->>'consentId')::uuid AND classes && cut
                 AND (change->'where'->>'recipientAgency' IS NULL OR recipient_agency = change->'where'->>'recipientAgency')
                 AND (change->'where'->>'recipientFunction' IS NULL OR recipient_function = change->'where'->>'recipientFunction')
              RETURNING *
            LOOP
              affected.classes := ARRAY(SELECT c FROM unnest(affected.classes) c WHERE c <> ALL (cut));
              CONTINUE WHEN affected.classes = '{}' OR affected.classes = '{reference}';
              affected.part := affected.part + 1;
              affected.closed_at := NULL;
              affected.valid_from := at;
              INSERT INTO access.grants SELECT affected.*;
            END LOOP;
          WHEN 'require-grant' THEN
            PERFORM 1 FROM access.grants
              WHERE object_id = (change->>'objectId')::uuid AND recipient_function = change->>'recipientFunction' AND closed_at IS NULL AND (valid_until IS NULL OR valid_until > at)
                AND (change->'classes' IS NULL OR classes @> ARRAY(SELECT json_array_elements_text(change->'classes')))
              FOR SHARE;
            IF NOT FOUND THEN
              RAISE EXCEPTION 'the disclosure has ended' USING ERRCODE = 'AC409';
            END IF;
          WHEN 'assign' THEN
            -- A function's record in a case is not opened beside by a colleague who is not assigned: that would be a way in for the curious.
            IF change->>'opensFor' IS NOT NULL
               AND EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = (change->>'caseId')::uuid AND a.agency_id = change->>'agencyId'
                              AND a.function_id = change->>'opensFor' AND a.ended_at IS NULL AND a.record_id <> (change->>'recordId')::uuid)
               AND NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = (change->>'caseId')::uuid AND a.agency_id = change->>'agencyId'
                              AND a.function_id = change->>'opensFor' AND a.ended_at IS NULL AND a.staff_id = change->>'staffId') THEN
              RAISE EXCEPTION 'the function has a record in the case' USING ERRCODE = 'AC423';
            END IF;
            INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id)
            VALUES ((change->>'recordId')::uuid, (change->>'caseId')::uuid, change->>'agencyId',
                    coalesce(change->>'opensFor', (SELECT a.function_id FROM access.assignments a WHERE a.record_id = (change->>'recordId')::uuid LIMIT 1)), change->>'staffId')
            ON CONFLICT (record_id, staff_id) DO UPDATE SET ended_at = NULL;
          WHEN 'unassign' THEN
            UPDATE access.assignments SET ended_at = at WHERE record_id = (change->>'recordId')::uuid AND staff_id = change->>'staffId';
          WHEN 'index-person' THEN
            INSERT INTO access.person_tokens
            SELECT change->>'agencyId', t->>'token', t->>'kind', (change->>'personId')::uuid, (change->>'recordId')::uuid, (change->>'caseId')::uuid FROM json_array_elements(change->'tokens') t
            -- A token that came with a request, as a lock, finds the person once the agency has registered her in a record of its own.
            ON CONFLICT (agency_id, token, person_id, case_id) DO UPDATE SET record_id = excluded.record_id
              WHERE access.person_tokens.record_id IS NULL AND excluded.record_id IS NOT NULL;
          WHEN 'forget-person' THEN
            DELETE FROM access.person_tokens WHERE agency_id = change->>'agencyId' AND person_id = (change->>'personId')::uuid AND case_id = (change->>'caseId')::uuid;
          WHEN 'declare-kin' THEN
            INSERT INTO access.staff_tokens VALUES (change->>'agencyId', change->>'staffId', change->>'token', change->>'relation') ON CONFLICT DO NOTHING;
          WHEN 'lock-out' THEN
            INSERT INTO access.case_locks VALUES ((change->>'caseId')::uuid, change->>'staffId') ON CONFLICT DO NOTHING;
          END CASE;
        END LOOP;
      END $$;
      SELECT es.register_companion('rights', 'access.apply_rights');
    `);
    await runner.query(`
      CREATE FUNCTION access.assigned(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() AND a.ended_at IS NULL
                          AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) $$;
      -- Takes part: assigned to the own agency's record in the case.
      CREATE FUNCTION access.joined(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND a.ended_at IS NULL
                          AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) $$;
      -- A party, or kin of one: locked out under every role.
      CREATE FUNCTION access.locked(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = access.staff())
            OR EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                        WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = access.agency() AND s.staff_id = access.staff()) $$;
      -- The classes that standing disclosures open to this agency's function at this moment, for facts about a person recorded at a time. NULL: none.
      CREATE FUNCTION access.granted_classes(in_case uuid, owner text, record uuid, recorded timestamptz, about uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT array_agg(DISTINCT c) FROM access.grants g, unnest(g.classes) c
         WHERE g.case_id = in_case AND g.owner_agency = owner AND g.record_id = record AND g.kind = 'standing' AND g.closed_at IS NULL
           AND g.recipient_agency = access.agency() AND g.recipient_function = ANY (access.functions())
           AND (about IS NULL OR g.person_ids IS NULL OR about = ANY (g.person_ids))
           AND g.facts_from <= recorded AND g.valid_from <= access.now() AND (g.valid_until IS NULL OR g.valid_until > access.now()) $$;
      -- The classes of one object (a referral, a copy) that are open to this agency's function now.
      CREATE FUNCTION access.object_classes(object uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT array_agg(DISTINCT c) FROM access.grants g, unnest(g.classes) c
         WHERE g.object_id = object AND g.closed_at IS NULL AND g.recipient_agency = access.agency() AND g.recipient_function = ANY (access.functions())
           AND g.valid_from <= access.now() AND (g.valid_until IS NULL OR g.valid_until > access.now()) $$;

      -- Own rows: the own agency's, in a record that the reader is assigned to (or the agency's own machinery), and never for a party or kin.
      CREATE FUNCTION access.own(owner text, record uuid, in_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT owner = access.agency() AND access.works_with_cases() AND (access.duty() = 'system' OR access.assigned(record)) AND NOT access.locked(in_case) $$;

      SELECT access.protect('access.grants', 'owner_agency = access.agency() OR recipient_agency = access.agency()');
      SELECT access.protect('access.assignments', 'agency_id = access.agency()');
      SELECT access.protect('access.person_tokens', 'agency_id = access.agency()');
      SELECT access.protect('access.staff_tokens', 'false');
      SELECT access.protect('access.case_locks', 'false');
      SELECT access.protect('access.consent_denials', 'false');
      -- Functions that run as the owner: for the app alone.
      REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO insatskedja_app, insatskedja_projector, insatskedja_migrate;
      REVOKE EXECUTE ON FUNCTION access.apply_rights(json) FROM insatskedja_projector;
      GRANT USAGE ON SCHEMA access, views TO insatskedja_app, insatskedja_projector;
      GRANT USAGE ON SCHEMA door TO insatskedja_app;
      ALTER DEFAULT PRIVILEGES IN SCHEMA views GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO insatskedja_projector;
      ALTER DEFAULT PRIVILEGES IN SCHEMA door GRANT SELECT ON TABLES TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
