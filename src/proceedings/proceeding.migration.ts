import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Proceedings1700000103002 implements MigrationInterface {
  name = 'Proceedings1700000103002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.proceedings (
        proceeding_id uuid PRIMARY KEY,
        proceeding text NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        status text NOT NULL,
        facts jsonb NOT NULL,
        note jsonb,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX proceedings_by_case ON views.proceedings (case_id);
      -- The own agency's work. Peers learn of it through the chain, by class.
      SELECT access.protect('views.proceedings', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.proceedings WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked FROM views.proceedings p;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.proceedings; DROP TABLE views.proceedings');
  }
}
