import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits at a function lies in no record: that somebody is assigned to a record under the same id, or has opened it in an emergency, opens nothing of it. The
 * id of an intake can be worked out, so this does not rest on nobody having chosen it. The agency's own machinery reads it as before.
 */
export class IntakeWalls1700000118770 implements MigrationInterface {
  name = 'IntakeWalls1700000118770';

  async up(runner: QueryRunner): Promise<void> {
    const own = `(function_id = '' OR access.duty() = 'system') AND access.own(owner_agency, record_id, case_id)`;
    await runner.query(`
      ALTER POLICY app_reads ON views.received USING ((${own})
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND NOT access.locked(case_id) AND NOT access.other_side(case_id, function_id)));
      ALTER POLICY app_reads ON views.attachments USING ((${own})
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND access.joined(case_id) AND access.works_for(case_id, function_id) AND NOT access.locked(case_id)));
      -- The bytes of a copy are shown by the row of its file alone.
      ALTER POLICY app_reads ON attachments.contents USING (
        ((copy_id IS NULL OR access.duty() = 'system') AND access.own(owner_agency, record_id, case_id))
        OR (copy_id IS NOT NULL AND owner_agency = access.agency() AND EXISTS (SELECT 1 FROM views.attachments a WHERE a.content_id = contents.content_id)));
    `);
  }

  async down(): Promise<void> {
    throw new Error('what waits at a function would be read without these by whoever has a record under its id');
  }
}
