import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks and what they have done: for those who work with the record, for the head of its function, and for the agency's own machinery, which fires. */
export class Clocks1700000101000 implements MigrationInterface {
  name = 'Clocks1700000101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.clocks (
        clock_id uuid PRIMARY KEY,
        deadline_id text NOT NULL,
        thing_id uuid NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        -- Prepared: whose it will be is known, and nothing runs yet.
        status text NOT NULL,
        round_id uuid,
        started_at timestamptz,
        -- Overdue from here on; whole_day: due_on is the last day, and all of it counts.
        due_at timestamptz,
        due_on date,
        whole_day boolean,
        first_at timestamptz,
        firings jsonb,
        extended_at timestamptz,
        ended_at timestamptz,
        stopped_at timestamptz,
        stopped_by text
      );
      CREATE INDEX clocks_by_thing ON views.clocks (thing_id, deadline_id);
      CREATE INDEX clocks_by_case ON views.clocks (case_id);
      CREATE INDEX clocks_due ON views.clocks (owner_agency, first_at) WHERE status = 'running';

      CREATE TABLE views.clock_notices (
        notice_id uuid PRIMARY KEY,
        clock_id uuid NOT NULL,
        round_id uuid NOT NULL,
        firing text NOT NULL,
        kind text NOT NULL,
        who text NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        at timestamptz NOT NULL,
        due_on date NOT NULL,
        until date,
        reason jsonb,
        by_staff text
      );
      CREATE INDEX clock_notices_by_clock ON views.clock_notices (clock_id, round_id);
      CREATE INDEX clock_notices_by_case ON views.clock_notices (case_id);

      SELECT access.protect(guarded::regclass, format($$owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        access.own(owner_agency, record_id, case_id)
        OR (access.duty() = 'supervisor'
            AND EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = %1$s.record_id AND r.function_id = ANY (access.functions()))))$$, guarded))
        FROM unnest(ARRAY['views.clocks', 'views.clock_notices']) guarded;

      CREATE VIEW door.clocks WITH (security_invoker = true) AS
        SELECT c.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = c.record_id), '') AS function_id,
               access.assigned(c.record_id) AS assigned, access.locked(c.case_id) AS locked
          FROM views.clocks c;
      CREATE VIEW door.clock_notices WITH (security_invoker = true) AS
        SELECT n.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = n.record_id), '') AS function_id,
               access.assigned(n.record_id) AS assigned, access.locked(n.case_id) AS locked
          FROM views.clock_notices n;
      -- What a running clock is to do and has not done. The moment is compared by the reader, with the injected clock.
      CREATE VIEW door.clock_firings WITH (security_invoker = true) AS
        SELECT c.clock_id, c.round_id, c.deadline_id, c.owner_agency, c.record_id, c.case_id, c.function_id, c.first_at, c.due_at, c.due_on, c.assigned, c.locked,
               f.name, f.kind, f.who, f.at
          FROM door.clocks c, jsonb_to_recordset(c.firings) AS f(name text, kind text, who text, at timestamptz)
         -- What a warning would have said is said by the end.
         WHERE c.status = 'running' AND c.ended_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM views.clock_notices n WHERE n.clock_id = c.clock_id AND n.round_id = c.round_id AND n.firing = f.name);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.clock_firings, door.clock_notices, door.clocks; DROP TABLE views.clock_notices, views.clocks');
  }
}
