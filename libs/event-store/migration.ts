import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log. Positions come from a sequence and may commit out of order; a reader therefore reads only up to a horizon (docs/decisions/0003):
 * a writer holds a shared advisory lock on the last allotted position before it takes its own, and the horizon is the smallest such lock.
 */
export class EventStore1700000001000 implements MigrationInterface {
  name = 'EventStore1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA es;
      CREATE SEQUENCE es.positions AS bigint CACHE 1;
      CREATE TABLE es.events (
        position bigint NOT NULL DEFAULT nextval('es.positions'),
        stream text COLLATE "C" NOT NULL,
        revision bigint NOT NULL,
        event_id uuid NOT NULL,
        type text COLLATE "C" NOT NULL,
        version int NOT NULL,
        data jsonb NOT NULL,
        metadata jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        leaf bytea NOT NULL,
        CONSTRAINT events_pk PRIMARY KEY (position),
        CONSTRAINT events_stream UNIQUE (stream, revision),
        CONSTRAINT events_id UNIQUE (event_id)
      );
      CREATE TABLE es.checkpoints (
        name text PRIMARY KEY,
        version int NOT NULL,
        position bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 50);
      CREATE TABLE es.parked (
        subscription text NOT NULL,
        event_id uuid NOT NULL,
        stream text NOT NULL,
        position bigint NOT NULL,
        error text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (subscription, event_id)
      );
      CREATE TABLE es.companions (name text PRIMARY KEY, function regproc NOT NULL);
    `);
    await runner.query(`
      CREATE FUNCTION es.enter() RETURNS void LANGUAGE sql VOLATILE AS $$
        SELECT pg_advisory_xact_lock_shared((x'4553'::bigint << 48) | (last_value - (NOT is_called)::int)) FROM es.positions $$;

      CREATE FUNCTION es.horizon() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
      DECLARE allotted bigint; in_flight bigint;
      BEGIN
        SELECT last_value - (NOT is_called)::int INTO allotted FROM es.positions;   -- first: the high mark
        SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO in_flight   -- second: who is still writing
          FROM pg_locks
         WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 16) = x'4553'::int
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
        RETURN least(allotted, in_flight);
      END $$;

      CREATE FUNCTION es.read_after(after bigint, up_to bigint, max_rows int) RETURNS SETOF es.events LANGUAGE sql VOLATILE AS $$
        SELECT * FROM es.events WHERE position > after AND position <= up_to ORDER BY position LIMIT max_rows $$;

      CREATE FUNCTION es.run_companions(companions json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
      DECLARE companion json; target regproc;
      BEGIN
        FOR companion IN SELECT * FROM json_array_elements(companions) LOOP
          SELECT c.function INTO STRICT target FROM es.companions c WHERE c.name = companion->>'name';
          EXECUTE format('SELECT %s($1)', target) USING companion->'rows';
        END LOOP;
      END $$;

      -- Companions first: the position token is taken last, so that the horizon stands still as briefly as possible.
      CREATE FUNCTION es.append(p_stream text, p_expected bigint, p_events json, p_companions json)
      RETURNS TABLE (revision bigint, pos bigint) LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        PERFORM es.run_companions(p_companions);
        IF p_expected > 0 AND (SELECT true FROM es.events e WHERE e.stream = p_stream AND e.revision = p_expected LIMIT 1) IS NULL THEN
          RAISE EXCEPTION 'wrong expected revision' USING ERRCODE = 'ES409';
        END IF;
        PERFORM es.enter();
        RETURN QUERY
          INSERT INTO es.events AS z (stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
          SELECT p_stream, p_expected + x.n, x.id, x.type, x.version, x.data, x.metadata, x.occurred_at, x.recorded_at, decode(x.leaf, 'hex')
            FROM json_to_recordset(p_events) AS x(n int, id uuid, type text, version int, data jsonb, metadata jsonb, occurred_at timestamptz, recorded_at timestamptz, leaf text)
           ORDER BY x.n
          RETURNING z.revision, z.position;
      END $$;

      GRANT USAGE ON SCHEMA es TO insatskedja_app, insatskedja_projector;
      GRANT SELECT ON ALL TABLES IN SCHEMA es TO insatskedja_app, insatskedja_projector;
      GRANT INSERT ON es.events TO insatskedja_app;
      GRANT USAGE, SELECT ON SEQUENCE es.positions TO insatskedja_app;
      GRANT SELECT ON SEQUENCE es.positions TO insatskedja_projector;
      GRANT INSERT, UPDATE ON es.checkpoints TO insatskedja_projector;
      GRANT INSERT, DELETE ON es.parked TO insatskedja_projector;
    `);
  }

  /** Stored events are for ever: there is no way back. */
  async down(): Promise<void> {
    throw new Error('the event store is never taken down');
  }
}
