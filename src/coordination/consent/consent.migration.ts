import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Consents1700000009000 implements MigrationInterface {
  name = 'Consents1700000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.consent_entries (
        consent_id uuid NOT NULL,
        revision int NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        registered_by text NOT NULL,
        event jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (consent_id, revision)
      );
      CREATE INDEX consent_entries_by_case ON views.consent_entries (case_id, owner_agency);
      SELECT access.protect('views.consent_entries', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.consent_entries WITH (security_invoker = true) AS
        SELECT c.*, access.assigned(c.record_id) AS assigned, access.locked(c.case_id) AS locked FROM views.consent_entries c;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.consent_entries; DROP TABLE views.consent_entries');
  }
}
