import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rights in two steps, where events lie in another engine (docs/decisions/0014): what ends a right is done before the event is appended, what opens one
 * after it. Whoever sends, registers or protects in one case waits for the other; and a case whose commit is stuck denies every peer.
 */
export class RightsPhases1700000090100 implements MigrationInterface {
  name = 'RightsPhases1700000090100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A token without a record is a lock at a recipient: it stands before anything is opened there.
      CREATE FUNCTION access.ends_a_right(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT change->>'op' IN ('close-grants', 'narrow-grants', 'unassign', 'lock-out', 'declare-kin', 'end-opening')
            OR (change->>'op' = 'protect-person' AND (change->>'protected')::boolean) OR (change->>'op' = 'index-person' AND change->>'recordId' IS NULL)
            OR (change->>'op' = 'review-opening' AND coalesce((change->>'unjustified')::boolean, false)) $$;

      CREATE FUNCTION access.rights_end(changes json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(bool_or(access.ends_a_right(c)), false) FROM json_array_elements(changes) c $$;

      CREATE FUNCTION access.end_rights(changes json) RETURNS void LANGUAGE sql VOLATILE AS $$
        SELECT access.apply_rights(json_agg(c)) FROM json_array_elements(changes) c WHERE access.ends_a_right(c) HAVING count(*) > 0 $$;

      -- What a commit rests on was asked when it was prepared. What may not be opened any longer is not: it would be closed already.
      CREATE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
      DECLARE change json;
      BEGIN
        FOR change IN SELECT * FROM json_array_elements(changes) LOOP
          CONTINUE WHEN access.ends_a_right(change) OR change->>'op' = 'require-grant';
          BEGIN
            PERFORM access.apply_rights(json_build_array(change));
          EXCEPTION WHEN SQLSTATE 'AC409' OR SQLSTATE 'AC410' OR SQLSTATE 'AC424' OR SQLSTATE 'AC425' THEN
            IF change->>'op' NOT IN ('open-grant', 'open-up') THEN RAISE; END IF;
          END;
        END LOOP;
      END $$;

      -- Two who open a function's record in the same case at once, or send and register in it: the second waits, and is then told what there is.
      CREATE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(DISTINCT k) FROM (
          SELECT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') || ' ' || (c->>'opensFor') AS k
            FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL
          UNION SELECT 'known ' || coalesce(c->>'caseId', c->'grant'->>'caseId') FROM json_array_elements(changes) c
           WHERE c->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person')
          UNION SELECT 'opening ' || (c->'opening'->>'staffId') FROM json_array_elements(changes) c WHERE c->>'op' = 'open-up') keys WHERE k IS NOT NULL $$;

      SELECT es.register_phases('rights', 'access.right_keys', 'access.rights_end', 'access.end_rights', 'access.open_rights');
      REVOKE EXECUTE ON FUNCTION access.end_rights(json), access.open_rights(json) FROM PUBLIC;
      ALTER POLICY app_reads ON access.grants USING (owner_agency = access.agency() OR (recipient_agency = access.agency()
        AND case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))));
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
