import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall around reviews says what the policy says: whoever is assigned to the record, and the head of its function. It had let the agency's
 * own machinery and whoever opened the record in an emergency through as well, whom the policy shows nothing of it.
 */
export class DisclosureReviewWall1700000090400 implements MigrationInterface {
  name = 'DisclosureReviewWall1700000090400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.disclosure_reviews USING (owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor'
            AND EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = views.disclosure_reviews.record_id AND r.function_id = ANY (access.functions())))));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.disclosure_reviews USING (access.own(owner_agency, record_id, case_id)
        OR (access.duty() = 'supervisor' AND owner_agency = access.agency() AND NOT access.locked(case_id)
            AND EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = views.disclosure_reviews.record_id AND r.function_id = ANY (access.functions()))));
    `);
  }
}
