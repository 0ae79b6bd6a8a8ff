import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log of a case tells of a colleague who has worked on the reader's side alone. One who has worked on both is told of to neither: his log would say
 * who works with her now, and what they read. Their heads see it all. Otherwise as in sides.migration.ts.
 */
export class ChangedSides1700000118640 implements MigrationInterface {
  name = 'ChangedSides1700000118640';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.same_side(in_case uuid, acting_agency text, acting_staff text, of_record boolean) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH ours AS (
          SELECT a.staff_id, a.track = 'violence-user' AS his, access.lasts(a.ended_at) AND access.mine(a.staff_id, a.case_id, a.track) AS mine
            FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
        SELECT NOT EXISTS (SELECT 1 FROM ours WHERE his)
            OR (NOT EXISTS (SELECT 1 FROM ours WHERE NOT his) AND (acting_agency <> access.agency() OR of_record))
            OR (acting_agency = access.agency() AND EXISTS (
                  SELECT 1 FROM ours me WHERE me.mine AND (SELECT bool_and(theirs.his = me.his) FROM ours theirs WHERE theirs.staff_id = acting_staff))) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s log would tell who works with her now');
  }
}
