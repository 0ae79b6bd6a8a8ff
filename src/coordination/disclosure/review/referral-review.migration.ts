import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests sent under "Akut" stand in the same queue as disclosures: one head, one list, one clock. */
export class UrgentReferrals1700000031000 implements MigrationInterface {
  name = 'UrgentReferrals1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.disclosure_reviews ADD COLUMN kind text NOT NULL DEFAULT 'disclosure';
      DROP VIEW door.disclosure_reviews;
      CREATE VIEW door.disclosure_reviews WITH (security_invoker = true) AS
        SELECT d.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = d.record_id), '') AS function_id,
               access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked
          FROM views.disclosure_reviews d;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the queue of reviews is never narrowed');
  }
}
