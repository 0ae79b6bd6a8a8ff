import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files: what they are in a view, their bytes as ciphertext in a table of their own, which no rebuild touches. Both are seen by those who work with the
 * record alone. The bytes go with the record's keys when it is erased; backups hold them only under keys that are gone by then.
 */
export class Attachments1700000104100 implements MigrationInterface {
  name = 'Attachments1700000104100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.attachments (
        attachment_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        content_id uuid NOT NULL,
        class text NOT NULL,
        kind text NOT NULL,
        origin text NOT NULL,
        received_on date,
        media_type text NOT NULL,
        extension text NOT NULL,
        size int NOT NULL,
        name jsonb NOT NULL,
        sender jsonb,
        kept_by text NOT NULL,
        kept_at timestamptz NOT NULL,
        retracted_at timestamptz,
        reason text,
        revision int NOT NULL
      );
      CREATE INDEX attachments_by_case ON views.attachments (case_id, kept_at);
      SELECT access.protect('views.attachments', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.attachments WITH (security_invoker = true) AS
        SELECT a.*, access.assigned(a.record_id) AS assigned, access.locked(a.case_id) AS locked FROM views.attachments a;

      CREATE SCHEMA attachments;
      GRANT USAGE ON SCHEMA attachments TO insatskedja_app;
      -- Written before the event that names it: without one nobody can reach it, and it goes with the record.
      CREATE TABLE attachments.contents (
        content_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        key_id uuid NOT NULL,
        sealed bytea NOT NULL
      );
      ALTER TABLE attachments.contents ALTER COLUMN sealed SET STORAGE EXTERNAL;
      CREATE INDEX contents_by_record ON attachments.contents (record_id);
      SELECT access.protect('attachments.contents', 'access.own(owner_agency, record_id, case_id)');
      REVOKE ALL ON attachments.contents FROM insatskedja_projector;
      CREATE POLICY app_adds ON attachments.contents FOR INSERT TO insatskedja_app
        WITH CHECK (owner_agency = access.agency() AND access.assigned(record_id));
      GRANT INSERT ON attachments.contents TO insatskedja_app;

      CREATE FUNCTION attachments.forget_record(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      BEGIN
        DELETE FROM attachments.contents WHERE owner_agency = entry->>'agencyId' AND record_id = (entry->>'recordId')::uuid;
      END $fn$;
      REVOKE EXECUTE ON FUNCTION attachments.forget_record(json) FROM PUBLIC;
      INSERT INTO privacy.erasure_steps VALUES ('attachments.forget_record');
    `);
  }

  async down(): Promise<void> {
    throw new Error('files that were kept are not thrown away');
  }
}
