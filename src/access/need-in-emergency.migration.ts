import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is sent under "Akut" on an emergency opening rests on one that is open at the commit: not ended meanwhile, nor found unjustified. */
export class NeedInEmergency1700000118711 implements MigrationInterface {
  name = 'NeedInEmergency1700000118711';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.require_emergency(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM 1 FROM access.openings o
          WHERE o.kind = 'emergency' AND o.staff_id = change->>'staffId' AND o.record_id = (change->>'recordId')::uuid AND o.case_id = (change->>'caseId')::uuid
            AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL
          FOR SHARE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'the emergency opening has ended' USING ERRCODE = 'AC430';
        END IF;
      END $$;
      REVOKE EXECUTE ON FUNCTION access.require_emergency(json, timestamptz) FROM PUBLIC;

      -- As in words-for-children.migration.ts, but for what rests on an emergency opening.
      CREATE OR REPLACE FUNCTION access.apply_word(change json) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
      BEGIN
        CASE change->>'op'
        WHEN 'rest-on-word' THEN PERFORM access.rest_on_word(change);
        WHEN 'require-emergency' THEN PERFORM access.require_emergency(change, (change->>'at')::timestamptz);
        WHEN 'person-role' THEN
          INSERT INTO access.person_roles VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid, change->>'role')
          ON CONFLICT (record_id, person_id) DO UPDATE SET role = excluded.role;
        ELSE RETURN false;
        END CASE;
        RETURN true;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('whoever opened a record in an emergency could not call for help');
  }
}
