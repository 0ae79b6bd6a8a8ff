import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that came in a copy. They lie where the copy lies: in the recipient's record, or at its function's intake, where who staffs the function and works
 * with the case reads them. Their bytes are written by the recipient's own machinery before the copy is there; what no copy names is taken away again.
 */
export class CopiedFiles1700000108000 implements MigrationInterface {
  name = 'CopiedFiles1700000108000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.attachments ADD COLUMN copy_id uuid, ADD COLUMN from_agency text, ADD COLUMN function_id text NOT NULL DEFAULT '';
      CREATE INDEX attachments_by_content ON views.attachments (content_id);
      ALTER POLICY app_reads ON views.attachments USING (access.own(owner_agency, record_id, case_id)
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND access.joined(case_id) AND NOT access.locked(case_id)));

      ALTER TABLE attachments.contents ADD COLUMN copy_id uuid;
      CREATE INDEX contents_by_copy ON attachments.contents (copy_id) WHERE copy_id IS NOT NULL;
      -- What the file's own row shows, and no more.
      ALTER POLICY app_reads ON attachments.contents USING (access.own(owner_agency, record_id, case_id)
        OR (copy_id IS NOT NULL AND owner_agency = access.agency() AND EXISTS (SELECT 1 FROM views.attachments a WHERE a.content_id = contents.content_id)));
      CREATE POLICY machinery_adds ON attachments.contents FOR INSERT TO insatskedja_app
        WITH CHECK (owner_agency = access.agency() AND access.duty() = 'system' AND copy_id IS NOT NULL);

      DROP VIEW door.attachments;
      CREATE VIEW door.attachments WITH (security_invoker = true) AS
        SELECT a.*, access.assigned(a.record_id) AS assigned, access.joined(a.case_id) AS joined, access.locked(a.case_id) AS locked,
               EXISTS (SELECT 1 FROM attachments.contents c WHERE c.content_id = a.content_id) AS held
          FROM views.attachments a;

      -- Bytes of a copy that its event does not name: a delivery that was broken off, or came too late.
      CREATE FUNCTION attachments.settle_copy(copy uuid, named uuid[]) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
        DELETE FROM attachments.contents WHERE copy_id = copy AND content_id <> ALL (named) AND owner_agency = access.agency() AND access.duty() = 'system';
      $fn$;
      REVOKE EXECUTE ON FUNCTION attachments.settle_copy(uuid, uuid[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION attachments.settle_copy(uuid, uuid[]) TO insatskedja_app;

      -- With the agency's last record in the case goes what lies at its intakes: no record of its own will come to hold it.
      CREATE OR REPLACE FUNCTION attachments.forget_record(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE gone uuid := (entry->>'recordId')::uuid; agency text := entry->>'agencyId'; in_case uuid := (entry->>'caseId')::uuid;
      BEGIN
        DELETE FROM attachments.contents WHERE owner_agency = agency AND record_id = gone;
        IF NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = agency AND a.record_id <> gone
                          AND NOT EXISTS (SELECT 1 FROM privacy.erasures e WHERE e.record_id = a.record_id AND e.agency_id = agency)) THEN
          DELETE FROM attachments.contents c WHERE c.owner_agency = agency AND c.case_id = in_case AND c.copy_id IS NOT NULL;
        END IF;
      END $fn$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('files that were received are not thrown away');
  }
}
