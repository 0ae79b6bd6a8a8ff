import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A record on the other side of a case than the one that the reader works on (docs/decisions/0017). `access.covers` alone does not say it: of whoever stands in
 * for colleagues on his side alone it is true of hers too, since there is nobody there to stand in for. False for whoever has no part in the case.
 */
export class Across1700000119000 implements MigrationInterface {
  name = 'Across1700000119000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.across(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM access.assignments its JOIN access.assignments a USING (case_id, agency_id)
           WHERE its.record_id = record AND its.agency_id = access.agency() AND access.lasts(a.ended_at) AND access.mine(a.staff_id, a.case_id, a.track)
             AND (a.track = 'violence-user') <> (its.track = 'violence-user')) $$;
      REVOKE EXECUTE ON FUNCTION access.across(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.across(uuid) TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would find the exposed person by her number');
  }
}
