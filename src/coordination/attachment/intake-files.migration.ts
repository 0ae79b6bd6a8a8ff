import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file that waits at a function lies in no record, as the copy that it came in: a record under the id of the intake opens nothing of it. */
export class IntakeFiles1700000118771 implements MigrationInterface {
  name = 'IntakeFiles1700000118771';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.attachments USING (
        ((function_id = '' OR access.duty() = 'system') AND access.own(owner_agency, record_id, case_id))
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND access.joined(case_id) AND access.works_for(case_id, function_id) AND NOT access.locked(case_id)));
      -- The bytes of a copy are shown by the row of its file alone.
      ALTER POLICY app_reads ON attachments.contents USING (
        ((copy_id IS NULL OR access.duty() = 'system') AND access.own(owner_agency, record_id, case_id))
        OR (copy_id IS NOT NULL AND owner_agency = access.agency() AND EXISTS (SELECT 1 FROM views.attachments a WHERE a.content_id = contents.content_id)));
    `);
  }

  async down(): Promise<void> {
    throw new Error('files that wait at a function would be read without these by whoever has a record under its id');
  }
}
