import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rights in two steps, where events lie in another engine (docs/decisions/0014): what ends a right is done before the event is appended, what opens one
 * after it. And a case whose commit is stuck denies every peer.
 */
export class RightsPhases1700000090100 implements MigrationInterface {
  name = 'RightsPhases1700000090100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.ends_a_right(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT change->>'op' IN ('close-grants', 'narrow-grants', 'unassign', 'lock-out', 'declare-kin') $$;

      CREATE FUNCTION access.rights_end(changes json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(bool_or(access.ends_a_right(c)), false) FROM json_array_elements(changes) c $$;

      CREATE FUNCTION access.end_rights(changes json) RETURNS void LANGUAGE sql VOLATILE AS $$
        SELECT access.apply_rights(json_agg(c)) FROM json_array_elements(changes) c WHERE access.ends_a_right(c) HAVING count(*) > 0 $$;

      -- What a commit rests on was asked when it was prepared. A grant whose consent was withdrawn since is not opened: it would be closed already.
      CREATE FUNCTION access.open_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
      DECLARE change json;
      BEGIN
        FOR change IN SELECT * FROM json_array_elements(changes) LOOP
          CONTINUE WHEN access.ends_a_right(change) OR change->>'op' = 'require-grant';
          BEGIN
            PERFORM access.apply_rights(json_build_array(change));
          EXCEPTION WHEN SQLSTATE 'AC409' THEN NULL;
          END;
        END LOOP;
      END $$;

      -- Two who open a function's record in the same case at once: the second waits, and is then told that there is one.
      CREATE FUNCTION access.right_keys(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(DISTINCT 'record ' || (c->>'caseId') || ' ' || (c->>'agencyId') || ' ' || (c->>'opensFor'))
          FROM json_array_elements(changes) c WHERE c->>'op' = 'assign' AND c->>'opensFor' IS NOT NULL $$;

      SELECT es.register_phases('rights', 'access.right_keys', 'access.rights_end', 'access.end_rights', 'access.open_rights');
      REVOKE EXECUTE ON FUNCTION access.end_rights(json), access.open_rights(json) FROM PUBLIC;
    `);
    await runner.query(`
      DO $do$
      DECLARE
        f regprocedure; body text;
        standing constant text := 'g.closed_at IS NULL';
        sound constant text := ' AND g.case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))';
      BEGIN
        FOREACH f IN ARRAY ARRAY['access.granted_classes(uuid,text,uuid,timestamptz,uuid)', 'access.object_classes(uuid)']::regprocedure[] LOOP
          body := pg_get_functiondef(f);
          IF strpos(body, standing) = 0 THEN RAISE EXCEPTION '% does not ask whether a grant is closed', f; END IF;
          EXECUTE replace(body, standing, standing || sound);
        END LOOP;
      END $do$;
      ALTER POLICY app_reads ON access.grants USING (owner_agency = access.agency() OR (recipient_agency = access.agency()
        AND case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))));
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
