import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is read of a request that one no longer has is accounted for on its case, and a neighbour in that case is warned of like in any other. */
export class ReferralFormerCase1700000107200 implements MigrationInterface {
  name = 'ReferralFormerCase1700000107200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW door.referral_formers WITH (security_invoker = true) AS
        SELECT t.referral_id, t.function_id AS former_function, t.ended_at, t.how, t.reason,
               ''::text AS sender_agency, ''::text AS sender_function, ''::text AS recipient_function, access.locked(t.case_id) AS locked, false AS assigned,
               t.case_id
          FROM views.referral_formers t;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.referral_formers;
      CREATE VIEW door.referral_formers WITH (security_invoker = true) AS
        SELECT t.referral_id, t.function_id AS former_function, t.ended_at, t.how, t.reason,
               ''::text AS sender_agency, ''::text AS sender_function, ''::text AS recipient_function, access.locked(t.case_id) AS locked, false AS assigned
          FROM views.referral_formers t;
    `);
  }
}
