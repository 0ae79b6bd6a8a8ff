import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where events lie in another engine (docs/decisions/0014): that nobody works on both sides of a case is asked when a commit is prepared, and holds until it
 * is done. Whoever assigns somebody in a case waits for any other who assigns the same person there, and is then told. Was it not held, both would be
 * appended, the one that came last could not be done, and the case would deny every peer.
 */
export class HeldSides1700000118960 implements MigrationInterface {
  name = 'HeldSides1700000118960';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORDER);
  }

  async down(): Promise<void> {
    throw new Error('two assignments at once could put somebody on both sides of a case in the log, and shut the case');
  }
}

/** As in joining.migration.ts, but for the sides: a commit that was prepared without the key assigns nobody to the second side, and nothing is stuck on it. */
const ORDER = `
  CREATE OR REPLACE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT k) FROM (
      SELECT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') AS k
        FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL
      UNION SELECT 'side ' || (c->>'caseId') || ' ' || (c->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'assign'
      UNION SELECT 'known ' || coalesce(c->>'caseId', c->'grant'->>'caseId') FROM json_array_elements(changes) c WHERE access.makes_known(c)
      UNION SELECT 'opening ' || (c->'opening'->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'open-up') keys WHERE k IS NOT NULL $$;

  CREATE OR REPLACE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
  DECLARE change json;
  BEGIN
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      CONTINUE WHEN access.ends_a_right(change) OR change->>'op' IN ('require-grant', 'require-vault', 'require-emergency');
      IF change->>'op' = 'assign' THEN change := (change::jsonb || '{"asked": true}')::json; END IF;
      BEGIN
        PERFORM access.apply_rights(json_build_array(change));
      EXCEPTION
        WHEN SQLSTATE 'AC426' OR SQLSTATE 'AC427' OR SQLSTATE 'AC429' THEN NULL;
        WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
          IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
      END;
    END LOOP;
  END $$;
`;
