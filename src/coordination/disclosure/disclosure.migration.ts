import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Disclosures1700000010000 implements MigrationInterface {
  name = 'Disclosures1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.disclosures (
        disclosure_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        recipient_agency text NOT NULL,
        recipient_function text NOT NULL,
        channel text NOT NULL,
        mode text NOT NULL,
        classes text[] NOT NULL,
        purpose text NOT NULL,
        ground text NOT NULL,
        rule_version text,
        consent_id uuid,
        urgent boolean NOT NULL,
        person_ids uuid[] NOT NULL,
        facts_from timestamptz,
        until timestamptz,
        received_id uuid,
        status text NOT NULL,
        proposed_by text,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        closed_at timestamptz,
        close_reason text,
        refusal_rule text,
        refusal_code text,
        content jsonb NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX disclosures_by_case ON views.disclosures (case_id, owner_agency);
      SELECT access.protect('views.disclosures', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.disclosures WITH (security_invoker = true) AS
        SELECT d.*, access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked FROM views.disclosures d;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.disclosures; DROP TABLE views.disclosures');
  }
}
