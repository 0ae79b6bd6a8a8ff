import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file that came in a copy is for the side of the case that its function has, as the copy is. */
export class CopiedSides1700000112300 implements MigrationInterface {
  name = 'CopiedSides1700000112300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.attachments USING (access.own(owner_agency, record_id, case_id)
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND access.joined(case_id) AND access.works_for(case_id, function_id) AND NOT access.locked(case_id)));
      DROP VIEW door.attachments;
      CREATE VIEW door.attachments WITH (security_invoker = true) AS
        SELECT a.*, access.assigned(a.record_id) AS assigned, access.joined(a.case_id) AS joined, access.locked(a.case_id) AS locked,
               EXISTS (SELECT 1 FROM attachments.contents c WHERE c.content_id = a.content_id) AS held,
               access.other_side(a.case_id, a.function_id) AS other_side
          FROM views.attachments a;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would read without these the files that came about the exposed person');
  }
}
