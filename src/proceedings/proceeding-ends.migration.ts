import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEW = `CREATE VIEW door.proceedings WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked FROM views.proceedings p;`;

/** The last day of what ends by itself, so that the owner's machinery finds what has run out. The rows follow from the events, and are made anew. */
export class ProceedingEnds1700000109000 implements MigrationInterface {
  name = 'ProceedingEnds1700000109000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.proceedings;
      ALTER TABLE views.proceedings ADD COLUMN ends_on date;
      CREATE INDEX proceedings_by_end ON views.proceedings (owner_agency, ends_on) WHERE ends_on IS NOT NULL;
      ${VIEW}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW door.proceedings; ALTER TABLE views.proceedings DROP COLUMN ends_on; ${VIEW}`);
  }
}
