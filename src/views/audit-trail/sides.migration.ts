import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an agency has both the violence user's record and the exposed person's in a case: the reading log of a case keeps to the reader's own side. */
export class AuditSides1700000033500 implements MigrationInterface {
  name = 'AuditSides1700000033500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $do$
      DECLARE
        wall text := (SELECT qual FROM pg_policies WHERE schemaname = 'audit' AND tablename = 'records' AND policyname = 'case_readers');
        door text := pg_get_viewdef('door.audit_records'::regclass);
        joined constant text := 'access.joined(r.case_id)';
      BEGIN
        IF wall IS NULL OR strpos(door, joined) = 0 THEN RAISE EXCEPTION 'the case log is not what it was'; END IF;
        EXECUTE 'ALTER POLICY case_readers ON audit.records USING ((' || wall || ') AND access.same_side(case_id, agency_id, staff_id))';
        EXECUTE 'CREATE OR REPLACE VIEW door.audit_records WITH (security_invoker = true) AS '
          || replace(door, joined, '(' || joined || ' AND access.same_side(r.case_id, r.agency_id, r.staff_id))');
      END $do$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what walls off the other side is never taken down');
  }
}
