import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChildSteps1700000102000 implements MigrationInterface {
  name = 'ChildSteps1700000102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.child_steps (
        event_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        process text NOT NULL,
        process_id uuid NOT NULL,
        type text NOT NULL,
        -- As stored: what is sealed stays sealed until the door has let the row through.
        data jsonb NOT NULL,
        taken_by text NOT NULL,
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX child_steps_by_case ON views.child_steps (case_id, person_id, at);
      CREATE INDEX child_steps_by_process ON views.child_steps (process_id, revision);
      -- The board's own work with a child. Peers learn that there is an inquiry through the chain, by class.
      SELECT access.protect('views.child_steps', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.child_steps WITH (security_invoker = true) AS
        SELECT s.*, access.assigned(s.record_id) AS assigned, access.locked(s.case_id) AS locked FROM views.child_steps s;

      CREATE TABLE views.extensions (
        extension_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        function_id text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        deadline text NOT NULL,
        process_id uuid NOT NULL,
        until timestamptz NOT NULL,
        reason jsonb NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        verdict text NOT NULL,
        decided_by text,
        decided_at timestamptz
      );
      CREATE INDEX extensions_waiting ON views.extensions (owner_agency, asked_at) WHERE verdict = 'waits';
      -- Whoever works with the record, and the head of its function, who decides; no opening in an emergency reaches it.
      SELECT access.protect('views.extensions', $$owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor' AND function_id = ANY (access.functions())))$$);
      CREATE VIEW door.extensions WITH (security_invoker = true) AS
        SELECT e.*, access.assigned(e.record_id) AS assigned, access.locked(e.case_id) AS locked FROM views.extensions e;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.extensions; DROP TABLE views.extensions; DROP VIEW door.child_steps; DROP TABLE views.child_steps');
  }
}
