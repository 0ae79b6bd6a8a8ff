import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Meetings1700000105000 implements MigrationInterface {
  name = 'Meetings1700000105000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.meetings (
        meeting_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid,
        kind text NOT NULL,
        plan_id uuid,
        status text NOT NULL,
        starts_at timestamptz NOT NULL,
        minutes int NOT NULL,
        form text NOT NULL,
        place jsonb,
        place_is_neutral boolean NOT NULL,
        invited jsonb NOT NULL,
        agenda jsonb NOT NULL,
        cancel_reason text,
        held_on date,
        attended_functions jsonb,
        attended_persons jsonb,
        facts_noted jsonb,
        assessments_noted jsonb,
        words jsonb,
        corrected_reason text,
        reported_on date,
        saved_by text NOT NULL,
        sequence int NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX meetings_by_case ON views.meetings (case_id, starts_at);
      -- What a meeting was about is the owner's alone. Peers learn what was decided through the chain, where each field is judged by class.
      SELECT access.protect('views.meetings', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.meetings WITH (security_invoker = true) AS
        SELECT m.*, access.assigned(m.record_id) AS assigned, access.joined(m.case_id) AS joined, access.locked(m.case_id) AS locked, false AS granted
          FROM views.meetings m;

      -- Guests, decisions and actions, each a row: what becomes of one changes nothing of the others.
      CREATE TABLE views.meeting_parts (
        meeting_id uuid NOT NULL,
        part_id uuid NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        part text NOT NULL,
        facts jsonb NOT NULL,
        outcome text,
        settled_on date,
        note jsonb,
        plan_line uuid,
        PRIMARY KEY (meeting_id, part_id)
      );
      SELECT access.protect('views.meeting_parts', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.meeting_parts WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked, false AS granted
          FROM views.meeting_parts p;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.meeting_parts, door.meetings; DROP TABLE views.meeting_parts, views.meetings');
  }
}
