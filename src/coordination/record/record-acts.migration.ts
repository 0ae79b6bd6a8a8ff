import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been decided about each record, act by act: who sees the record sees them. */
export class RecordActs1700000106000 implements MigrationInterface {
  name = 'RecordActs1700000106000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.record_acts (
        record_id uuid NOT NULL, act text NOT NULL, case_id uuid NOT NULL, owner_agency text NOT NULL,
        -- The other one of two that are related: to be found from there too.
        other_record_id uuid, value jsonb NOT NULL, at timestamptz NOT NULL,
        PRIMARY KEY (record_id, act)
      );
      CREATE INDEX record_acts_by_other ON views.record_acts (other_record_id) WHERE other_record_id IS NOT NULL;
      SELECT access.protect('views.record_acts', 'EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = record_acts.record_id)');
      CREATE VIEW door.record_acts WITH (security_invoker = true) AS
        SELECT a.*, r.function_id, access.assigned(a.record_id) AS assigned, access.locked(a.case_id) AS locked
          FROM views.record_acts a JOIN views.records r ON r.record_id = a.record_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.record_acts; DROP TABLE views.record_acts');
  }
}
