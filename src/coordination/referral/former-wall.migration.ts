import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second wall around what a former recipient keeps says what the policy says: its staff, not its machinery, which answers for functions too. */
export class FormerRecipientWall1700000090500 implements MigrationInterface {
  name = 'FormerRecipientWall1700000090500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.referral_formers USING (function_id = ANY (access.functions()) AND NOT access.locked(case_id)
        AND coalesce(access.duty() IN ('caseworker', 'police-officer', 'police-liaison'), false));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.referral_formers USING (function_id = ANY (access.functions()) AND NOT access.locked(case_id)
        AND (access.works_with_cases() OR access.duty() = 'police-liaison'));
    `);
  }
}
