import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Records1700000006500 implements MigrationInterface {
  name = 'Records1700000006500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.records (
        record_id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        owner_agency text NOT NULL,
        function_id text NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        source_id uuid,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        revision int NOT NULL,
        track text NOT NULL DEFAULT 'exposed'
      );
      CREATE INDEX records_by_case ON views.records (case_id);
      CREATE INDEX records_by_agency ON views.records (owner_agency, opened_at);
      SELECT access.protect('views.records', $$access.own(owner_agency, record_id, case_id)
        OR (access.duty() = 'supervisor' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND NOT access.locked(case_id))$$);
      CREATE VIEW door.records WITH (security_invoker = true) AS
        SELECT r.*, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked FROM views.records r;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.records; DROP TABLE views.records');
  }
}
