import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports, seen by those who work with the police's own record and by nobody else: peers have the chain. */
export class Police1700000008000 implements MigrationInterface {
  name = 'Police1700000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.police_reports (
        report_id uuid PRIMARY KEY,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        owner_agency text NOT NULL,
        function_id text NOT NULL,
        offence text NOT NULL,
        occurred_on date NOT NULL,
        immediate_risk boolean NOT NULL,
        registered_at timestamptz NOT NULL,
        registered_by text NOT NULL,
        exposed_person_id uuid NOT NULL,
        suspect_person_id uuid,
        child_person_ids uuid[] NOT NULL,
        report_number jsonb NOT NULL,
        summary jsonb NOT NULL,
        corrected_at timestamptz,
        correction_reason text,
        revision int NOT NULL
      );
      CREATE INDEX police_reports_by_case ON views.police_reports (case_id);
      SELECT access.protect('views.police_reports', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.police_reports WITH (security_invoker = true) AS
        SELECT r.*, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked FROM views.police_reports r;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.police_reports; DROP TABLE views.police_reports');
  }
}
