import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A mark of protection covers the agency's side of a case (docs/decisions/0033), and does not end with the record that it was set in: where that one is erased
 * it goes on to the living records beside it, those in which the person stands, or else all of them. There it is taken away like any other.
 */
export class MarksOutliveRecords1700000117300 implements MigrationInterface {
  name = 'MarksOutliveRecords1700000117300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Run before access.forget_record: steps go in the order of their names.
      CREATE FUNCTION access.carry_marks(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE
        gone uuid := (entry->>'recordId')::uuid;
        living uuid[] := ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k
                                WHERE k.agency_id = entry->>'agencyId' AND k.record_id <> gone AND k.record_id = ANY (access.records_beside(gone)));
      BEGIN
        INSERT INTO access.protected_persons (record_id, person_id)
        SELECT r, p.person_id FROM access.protected_persons p
          CROSS JOIN LATERAL (SELECT ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k
                                            WHERE k.agency_id = entry->>'agencyId' AND k.record_id = ANY (living) AND k.person_id = p.person_id) AS hers) known
          CROSS JOIN LATERAL unnest(CASE WHEN known.hers = '{}' THEN living ELSE known.hers END) AS r
         WHERE p.record_id = gone
        ON CONFLICT DO NOTHING;
      END $fn$;
      REVOKE EXECUTE ON FUNCTION access.carry_marks(json) FROM PUBLIC;
      INSERT INTO privacy.erasure_steps VALUES ('access.carry_marks');
    `);
  }

  async down(): Promise<void> {
    throw new Error('a mark would end with its record, and where she is would show in those beside it');
  }
}
