import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mark that goes on to another record goes on as strong as it was (marks-outlive.migration.ts). Which registrations were one ends with their record. */
export class MarksCarried1700000118140 implements MigrationInterface {
  name = 'MarksCarried1700000118140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.carry_marks(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE
        gone uuid := (entry->>'recordId')::uuid;
        living uuid[] := ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k
                                WHERE k.agency_id = entry->>'agencyId' AND k.record_id <> gone AND k.record_id = ANY (access.records_beside(gone)));
      BEGIN
        INSERT INTO access.protected_persons AS stood (record_id, person_id, mark)
        SELECT r, p.person_id, p.mark FROM access.protected_persons p
          CROSS JOIN LATERAL (SELECT ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k
                                            WHERE k.agency_id = entry->>'agencyId' AND k.record_id = ANY (living) AND k.person_id = p.person_id) AS hers) known
          CROSS JOIN LATERAL unnest(CASE WHEN known.hers = '{}' THEN living ELSE known.hers END) AS r
         WHERE p.record_id = gone
        ON CONFLICT (record_id, person_id) DO UPDATE SET mark = access.stronger(stood.mark, excluded.mark);
      END $fn$;

      -- After access.carry_marks: steps go in the order of their names.
      CREATE FUNCTION access.forget_merges(entry json) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        DELETE FROM access.merged_persons WHERE record_id = (entry->>'recordId')::uuid $$;
      REVOKE EXECUTE ON FUNCTION access.forget_merges(json) FROM PUBLIC;
      INSERT INTO privacy.erasure_steps VALUES ('access.forget_merges');
    `);
  }

  async down(): Promise<void> {
    throw new Error('a fictitious identity would be found once one of its records was erased');
  }
}
