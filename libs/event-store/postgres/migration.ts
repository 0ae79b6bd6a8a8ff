import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log. Positions come from a sequence and may commit out of order; a reader therefore reads only up to a horizon (docs/decisions/0003):
 * a writer holds a shared advisory lock on the last allotted position before it takes its own, and the horizon is the smallest such lock.
 *
 * `data` and `metadata` are `json` and not `jsonb`: the canonical text is kept letter for letter, written and read without being taken apart.
 * One table, or hash-partitioned by stream where the migrating session sets `insatskedja.event_partitions` (docs/decisions/0015).
 */
export class EventStore1700000001001 implements MigrationInterface {
  name = 'EventStore1700000001001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA es;
      CREATE SEQUENCE es.positions AS bigint CACHE 1;
      DO $do$
      DECLARE partitions int := coalesce(nullif(current_setting('insatskedja.event_partitions', true), '')::int, 1);
      BEGIN
        EXECUTE format($f$
          CREATE TABLE es.events (
            position bigint NOT NULL DEFAULT nextval('es.positions'),
            stream text COLLATE "C" NOT NULL,
            revision bigint NOT NULL,
            event_id uuid NOT NULL,
            type text COLLATE "C" NOT NULL,
            version int NOT NULL,
            data json NOT NULL,
            metadata json NOT NULL,
            occurred_at timestamptz NOT NULL,
            recorded_at timestamptz NOT NULL,
            leaf bytea NOT NULL,
            CONSTRAINT events_stream PRIMARY KEY (stream, revision)
          ) %s $f$, CASE WHEN partitions > 1 THEN 'PARTITION BY HASH (stream)' ELSE '' END);
        IF partitions > 1 THEN
          FOR n IN 0 .. partitions - 1 LOOP
            EXECUTE format('CREATE TABLE es.events_%s PARTITION OF es.events FOR VALUES WITH (MODULUS %s, REMAINDER %s)', n, partitions, n);
          END LOOP;
        END IF;
      END $do$;
      CREATE INDEX events_position ON es.events (position);

      -- One row for each part of each subscription: how far it has come, and which instance carries it on. A lease runs by the database's clock.
      CREATE TABLE es.checkpoints (
        name text NOT NULL,
        part int NOT NULL,
        parts int NOT NULL,
        version int NOT NULL,
        position text NOT NULL DEFAULT '0',
        events bigint NOT NULL DEFAULT 0,
        owner uuid,
        lease_until timestamptz,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (name, part)
      ) WITH (fillfactor = 50);
      -- Compare and set. It fails rather than do nothing, so that what is sent with it in the same transaction fails too.
      CREATE FUNCTION es.move_checkpoint(of_name text, of_part int, from_position text, to_position text, more bigint, by_owner uuid) RETURNS void
        LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE es.checkpoints SET position = to_position, events = events + more, updated_at = clock_timestamp()
         WHERE name = of_name AND part = of_part AND position = from_position AND (by_owner IS NULL OR owner = by_owner);
        IF NOT FOUND THEN RAISE EXCEPTION 'the checkpoint was moved' USING ERRCODE = 'ES410'; END IF;
      END $$;
      CREATE TABLE es.instances (instance_id uuid PRIMARY KEY, seen_at timestamptz NOT NULL);
      -- Events that a subscription could not handle, and what came after them in their streams.
      CREATE TABLE es.parked (
        subscription text NOT NULL,
        event_id uuid NOT NULL,
        stream text COLLATE "C" NOT NULL,
        revision bigint NOT NULL,
        position text NOT NULL,
        error text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        replay_asked boolean NOT NULL DEFAULT false,
        PRIMARY KEY (subscription, stream, revision)
      );
    `);
    await runner.query(`
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

      -- A page of the one order, and as its last row, without an event, the horizon where the page reaches it. Statements of one volatile function:
      -- each sees what was committed when it began, so that the rows are read with a snapshot younger than the horizon.
      CREATE FUNCTION es.read_page(after bigint, max_rows int) RETURNS SETOF es.events LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
      DECLARE horizon bigint; found_rows int; at_horizon es.events;
      BEGIN
        horizon := es.horizon();
        IF horizon > after THEN
          RETURN QUERY SELECT * FROM es.events x WHERE x.position > after AND x.position <= horizon ORDER BY x.position LIMIT max_rows;
          GET DIAGNOSTICS found_rows = ROW_COUNT;
          IF found_rows < max_rows THEN
            at_horizon.position := horizon;
            RETURN NEXT at_horizon;
          END IF;
        END IF;
      END $$;
    `);
    await runner.query(`
      CREATE TABLE es.companions (name text PRIMARY KEY, function text NOT NULL);

      -- The dispatcher is written anew with each companion, so that each call is a plain statement with a plan that is kept.
      CREATE FUNCTION es.register_companion(companion text, target text) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE branches text;
      BEGIN
        PERFORM target::regproc;
        INSERT INTO es.companions VALUES (companion, target);
        SELECT string_agg(format('WHEN %L THEN PERFORM %s(companion->''rows'');', c.name, c.function), ' ') INTO branches FROM es.companions c;
        EXECUTE format('CREATE OR REPLACE FUNCTION es.run_companions(companions json) RETURNS void LANGUAGE plpgsql VOLATILE AS $f$
          DECLARE companion json;
          BEGIN
            FOR companion IN SELECT * FROM json_array_elements(companions) LOOP
              CASE companion->>''name'' %s END CASE;
            END LOOP;
          END $f$', branches);
      END $$;
      CREATE FUNCTION es.run_companions(companions json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF json_array_length(companions) > 0 THEN RAISE EXCEPTION 'no companion is registered'; END IF;
      END $$;

      -- Any number of whole commits at once, all or nothing. Companions first: the position token is taken last, so that the horizon stands still as
      -- briefly as possible. "expects" stands on the first event of a stream that should exist already. Positions come back in the order of the events.
      CREATE FUNCTION es.commit(p_events json, p_count int, p_companions json) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE
        SET enable_seqscan = off AS $$
      DECLARE inserted int;
      BEGIN
        IF p_companions IS NOT NULL THEN PERFORM es.run_companions(p_companions); END IF;
        PERFORM pg_advisory_xact_lock_shared((x'4553'::bigint << 48) | (last_value - (NOT is_called)::int)) FROM es.positions;
        RETURN QUERY
          INSERT INTO es.events AS z (stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
          SELECT x.stream, x.revision, x.id, x.type, x.version, x.data, x.metadata, x."occurredAt", x."recordedAt", decode(x.leaf, 'hex')
            FROM json_to_recordset(p_events) AS x(leaf text, expects bigint, stream text, revision bigint, id uuid, type text, version int, data json,
                                                  metadata json, "occurredAt" timestamptz, "recordedAt" timestamptz)
           WHERE x.expects IS NULL OR (SELECT true FROM es.events e WHERE e.stream = x.stream AND e.revision = x.expects LIMIT 1)
          RETURNING z.position;
        GET DIAGNOSTICS inserted = ROW_COUNT;
        IF inserted <> p_count THEN
          RAISE EXCEPTION 'wrong expected revision' USING ERRCODE = 'ES409';
        END IF;
      END $$;

      GRANT USAGE ON SCHEMA es TO insatskedja_app, insatskedja_projector;
      GRANT SELECT ON ALL TABLES IN SCHEMA es TO insatskedja_app, insatskedja_projector;
      GRANT INSERT ON es.events TO insatskedja_app;
      GRANT USAGE, SELECT ON SEQUENCE es.positions TO insatskedja_app;
      GRANT SELECT ON SEQUENCE es.positions TO insatskedja_projector;
      GRANT INSERT, UPDATE, DELETE ON es.checkpoints, es.instances, es.parked TO insatskedja_projector;
    `);
  }

  /** Stored events are for ever: there is no way back. */
  async down(): Promise<void> {
    throw new Error('the event store is never taken down');
  }
}
