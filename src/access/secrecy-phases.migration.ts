import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Openings and locks where events lie in another engine (docs/decisions/0014, 0016): what denies comes before the event, what opens after it, and
 * whoever sends, registers or protects in one case waits for the other. What was asked at the rehearsal is not undone by asking again.
 */
export class SecrecyPhases1700000090200 implements MigrationInterface {
  name = 'SecrecyPhases1700000090200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A token without a record is a lock at a recipient: it stands before anything is opened there.
      CREATE OR REPLACE FUNCTION access.ends_a_right(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT change->>'op' IN ('close-grants', 'narrow-grants', 'unassign', 'lock-out', 'declare-kin', 'end-opening')
            OR (change->>'op' = 'protect-person' AND (change->>'protected')::boolean) OR (change->>'op' = 'index-person' AND change->>'recordId' IS NULL) $$;

      CREATE OR REPLACE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(DISTINCT k) FROM (
          SELECT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') || ' ' || (c->>'opensFor') AS k
            FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL
          UNION SELECT 'known ' || coalesce(c->>'caseId', c->'grant'->>'caseId') FROM json_array_elements(changes) c
           WHERE c->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person')
          UNION SELECT 'opening ' || (c->'opening'->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'open-up') keys WHERE k IS NOT NULL $$;

      CREATE OR REPLACE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
      DECLARE change json;
      BEGIN
        FOR change IN SELECT * FROM json_array_elements(changes) LOOP
          CONTINUE WHEN access.ends_a_right(change) OR change->>'op' = 'require-grant';
          BEGIN
            PERFORM access.apply_rights(json_build_array(change));
          -- What may not be opened any longer is not: it would be closed already.
          EXCEPTION WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
            IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
          END;
        END LOOP;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
