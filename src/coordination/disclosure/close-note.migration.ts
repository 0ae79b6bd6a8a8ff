import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a proposal was declined, sealed as it came: whoever proposed it reads it, and so does whoever looks at the decision later. */
export class DisclosureCloseNote1700000116000 implements MigrationInterface {
  name = 'DisclosureCloseNote1700000116000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.disclosures;
      ALTER TABLE views.disclosures ADD COLUMN close_note jsonb;
      CREATE VIEW door.disclosures WITH (security_invoker = true) AS
        SELECT d.*, access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked FROM views.disclosures d;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.disclosures;
      ALTER TABLE views.disclosures DROP COLUMN close_note;
      CREATE VIEW door.disclosures WITH (security_invoker = true) AS
        SELECT d.*, access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked FROM views.disclosures d;
    `);
  }
}
