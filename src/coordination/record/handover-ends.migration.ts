import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS =
  'r.record_id, r.case_id, r.owner_agency, r.function_id, r.status, r.source, r.source_id, r.opened_by, r.opened_at, r.closed_at, r.revision, r.track';

/** Until when a record is handed over to on-call, so that the owner's machinery finds those that are over. */
export class HandoverEnds1700000109200 implements MigrationInterface {
  name = 'HandoverEnds1700000109200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.records ADD COLUMN handed_until timestamptz;
      CREATE INDEX records_handed_over ON views.records (owner_agency, handed_until) WHERE handed_until IS NOT NULL;
      CREATE OR REPLACE VIEW door.records WITH (security_invoker = true) AS
        SELECT ${COLUMNS}, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked, r.handed_until FROM views.records r;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.records;
      ALTER TABLE views.records DROP COLUMN handed_until;
      CREATE VIEW door.records WITH (security_invoker = true) AS
        SELECT ${COLUMNS}, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked FROM views.records r;
    `);
  }
}
