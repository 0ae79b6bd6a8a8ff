import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Commits whose events lie in another engine (docs/decisions/0014). What is to be done is made durable here first, then the events are appended there,
 * then the rest is done here: each step may be done again. A row is there from the first step until the last.
 */
export class PendingCommits1700000090000 implements MigrationInterface {
  name = 'PendingCommits1700000090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which engine holds the events. Starting with another one would begin with an empty log.
      CREATE TABLE es.engine (one boolean PRIMARY KEY DEFAULT true CHECK (one), name text NOT NULL CHECK (name IN ('postgres', 'kurrentdb')), since timestamptz NOT NULL DEFAULT clock_timestamp());
      INSERT INTO es.engine (name) VALUES ('postgres');
      -- How far a copy between engines has come.
      CREATE TABLE es.copies (
        source text NOT NULL, target text NOT NULL, source_position text NOT NULL, events bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (source, target)
      );
      -- How far the other engine's log has come, for the lag of subscriptions: a row for each finished commit until all have seen it.
      CREATE TABLE es.marks (place bigint PRIMARY KEY, events int NOT NULL, recorded_at timestamptz NOT NULL);
      CREATE VIEW es.places AS
        SELECT position AS place, 1 AS events, recorded_at FROM es.events UNION ALL SELECT place, events, recorded_at FROM es.marks;
      -- A position's place in its log, whichever the engine: for figures alone.
      CREATE FUNCTION es.place(at_position text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT split_part(at_position, '/', -1)::bigint $$;

      CREATE TABLE es.pending_commits (
        commit_id uuid PRIMARY KEY,
        -- One commit at a time in a stream: the rights of two are then changed in the order of their events.
        stream text COLLATE "C" NOT NULL CONSTRAINT pending_commits_stream UNIQUE,
        expected bigint NOT NULL,
        event_ids uuid[] NOT NULL,
        case_id text,
        commit json NOT NULL,
        denies boolean NOT NULL,
        denied boolean NOT NULL DEFAULT false,
        owner uuid NOT NULL,
        lease_until timestamptz NOT NULL,
        stuck_at timestamptz,
        error text,
        prepared_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 50);
      CREATE INDEX pending_commits_stuck ON es.pending_commits (case_id) WHERE stuck_at IS NOT NULL;
      -- What two commits at once may not both hold: an idempotency key, a function's record in a case.
      CREATE TABLE es.pending_keys (
        key text COLLATE "C" CONSTRAINT pending_keys_pk PRIMARY KEY, commit_id uuid NOT NULL REFERENCES es.pending_commits ON DELETE CASCADE
      );
      CREATE INDEX pending_keys_commit ON es.pending_keys (commit_id);

      -- How a companion takes part: keys it reserves, what it takes away before the append, what it does after it. Without: all of it after.
      CREATE TABLE es.companion_phases (name text PRIMARY KEY, keys text, denies text, deny text, finish text);
      CREATE FUNCTION es.register_phases(companion text, keys text, denies text, deny text, finish text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM f::regproc FROM unnest(ARRAY[keys, denies, deny, finish]) f WHERE f IS NOT NULL;
        INSERT INTO es.companion_phases VALUES (companion, keys, denies, deny, finish);
      END $$;
    `);
    await runner.query(`
      -- Keeps the whole commit, reserves keys, and refuses whatever the companions refuse, by running them and taking it back.
      CREATE FUNCTION es.prepare_commit(p json, p_owner uuid, lease_seconds float) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE companion json; phases es.companion_phases; answer boolean; any_denies boolean := false;
      BEGIN
        INSERT INTO es.pending_commits (commit_id, stream, expected, event_ids, case_id, commit, denies, owner, lease_until)
        VALUES ((p->>'id')::uuid, p->>'stream', (p->>'expectedRevision')::bigint, ARRAY(SELECT (e->>'id')::uuid FROM json_array_elements(p->'events') e),
                p->'events'->0->'metadata'->>'case', p, false, p_owner, clock_timestamp() + make_interval(secs => lease_seconds));
        FOR companion IN SELECT * FROM json_array_elements(p->'companions') LOOP
          SELECT * INTO phases FROM es.companion_phases c WHERE c.name = companion->>'name';
          CONTINUE WHEN NOT FOUND;
          IF phases.keys IS NOT NULL THEN
            EXECUTE format('INSERT INTO es.pending_keys SELECT k, $2 FROM unnest(%s($1)) k', phases.keys) USING companion->'rows', (p->>'id')::uuid;
          END IF;
          IF phases.denies IS NOT NULL THEN
            EXECUTE format('SELECT %s($1)', phases.denies) INTO answer USING companion->'rows';
            any_denies := any_denies OR answer;
          END IF;
        END LOOP;
        -- After the keys: a commit that held one of them is finished by now, and the companions see what it wrote.
        BEGIN
          PERFORM es.run_companions(p->'companions');
          RAISE EXCEPTION 'rehearsed' USING ERRCODE = 'ES000';
        EXCEPTION WHEN SQLSTATE 'ES000' THEN NULL;
        END;
        IF any_denies THEN UPDATE es.pending_commits SET denies = true WHERE commit_id = (p->>'id')::uuid; END IF;
        RETURN any_denies;
      END $$;

      -- Takes away, durably, what the commit takes away. Once.
      CREATE FUNCTION es.deny_commit(id uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE kept es.pending_commits; companion json; target text;
      BEGIN
        SELECT * INTO kept FROM es.pending_commits WHERE commit_id = id FOR UPDATE;
        IF NOT FOUND OR kept.denied OR NOT kept.denies THEN RETURN; END IF;
        FOR companion IN SELECT * FROM json_array_elements(kept.commit->'companions') LOOP
          SELECT c.deny INTO target FROM es.companion_phases c WHERE c.name = companion->>'name';
          IF target IS NOT NULL THEN EXECUTE format('SELECT %s($1)', target) USING companion->'rows'; END IF;
        END LOOP;
        UPDATE es.pending_commits SET denied = true WHERE commit_id = id;
      END $$;

      -- The rest, and the row away: from now on readers of the log are shown the events. False when it was finished before.
      CREATE FUNCTION es.finish_commit(id uuid, at_position text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE kept es.pending_commits; companion json; target text;
      BEGIN
        SELECT * INTO kept FROM es.pending_commits WHERE commit_id = id FOR UPDATE;
        IF NOT FOUND THEN RETURN false; END IF;
        IF kept.denies AND NOT kept.denied THEN PERFORM es.deny_commit(id); END IF;
        FOR companion IN SELECT * FROM json_array_elements(kept.commit->'companions') LOOP
          SELECT c.finish INTO target FROM es.companion_phases c WHERE c.name = companion->>'name';
          IF target IS NULL THEN PERFORM es.run_companions(json_build_array(companion));
          ELSE EXECUTE format('SELECT %s($1)', target) USING companion->'rows';
          END IF;
        END LOOP;
        INSERT INTO es.marks VALUES (es.place(at_position), cardinality(kept.event_ids), (kept.commit->'events'->0->>'recordedAt')::timestamptz) ON CONFLICT DO NOTHING;
        DELETE FROM es.pending_commits WHERE commit_id = id;
        RETURN true;
      END $$;

      -- Nothing was appended and nothing taken away: as if it had never been. False when something was.
      CREATE FUNCTION es.abandon_commit(id uuid) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH gone AS (DELETE FROM es.pending_commits WHERE commit_id = id AND NOT denied RETURNING 1)
        SELECT NOT EXISTS (SELECT 1 FROM es.pending_commits WHERE commit_id = id AND denied) $$;

      -- It can't be carried through: its case denies every peer until it can.
      CREATE FUNCTION es.park_commit(id uuid, why text, retry_seconds float) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        UPDATE es.pending_commits SET stuck_at = coalesce(stuck_at, clock_timestamp()), error = why, lease_until = clock_timestamp() + make_interval(secs => retry_seconds)
         WHERE commit_id = id $$;

      -- Commits that nobody carries on: their instance is dead, frozen, or gave up when the other engine did not answer.
      CREATE FUNCTION es.claim_commits(p_owner uuid, lease_seconds float, most int) RETURNS SETOF es.pending_commits LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        DELETE FROM es.marks WHERE place <= (SELECT min(es.place(position)) FROM es.checkpoints);
        UPDATE es.pending_commits SET owner = p_owner, lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
         WHERE commit_id IN (SELECT commit_id FROM es.pending_commits WHERE lease_until < clock_timestamp() ORDER BY prepared_at LIMIT most FOR UPDATE SKIP LOCKED)
        RETURNING * $$;

      CREATE FUNCTION es.release_commit(id uuid, p_owner uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        UPDATE es.pending_commits SET lease_until = clock_timestamp() WHERE commit_id = id AND owner = p_owner AND stuck_at IS NULL $$;

      -- Which of these events belong to commits that are not finished. Those that are stuck hold nobody back: their case denies instead.
      CREATE FUNCTION es.unfinished(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT e FROM es.pending_commits p, unnest(p.event_ids) e WHERE p.stuck_at IS NULL AND e = ANY (ids) $$;

      CREATE FUNCTION es.case_denied(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM es.pending_commits WHERE stuck_at IS NOT NULL AND case_id = in_case::text) $$;

      REVOKE EXECUTE ON FUNCTION es.prepare_commit(json, uuid, float), es.deny_commit(uuid), es.finish_commit(uuid, text), es.abandon_commit(uuid), es.park_commit(uuid, text, float),
        es.claim_commits(uuid, float, int), es.release_commit(uuid, uuid), es.unfinished(uuid[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION es.prepare_commit(json, uuid, float), es.deny_commit(uuid), es.finish_commit(uuid, text), es.abandon_commit(uuid), es.park_commit(uuid, text, float),
        es.claim_commits(uuid, float, int), es.release_commit(uuid, uuid), es.unfinished(uuid[]) TO insatskedja_app;
      GRANT SELECT ON es.engine, es.copies, es.marks, es.places TO insatskedja_app, insatskedja_projector;
      GRANT INSERT, UPDATE, DELETE ON es.engine, es.copies, es.marks TO insatskedja_projector;
      GRANT SELECT (commit_id, stream, case_id, stuck_at, error, prepared_at) ON es.pending_commits TO insatskedja_app, insatskedja_projector;
    `);
  }

  /** A commit that is half done must be carried through, never forgotten. */
  async down(): Promise<void> {
    throw new Error('commits that are under way are never taken down');
  }
}
