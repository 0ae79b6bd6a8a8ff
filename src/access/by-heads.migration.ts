import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody who heads a unit opened or decided alone is told to the agency's other heads, as its log reviews are: nobody reviews their own, and the
 * own unit may have no other head.
 */
export class ByHeads1700000114100 implements MigrationInterface {
  name = 'ByHeads1700000114100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.heads(staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM organisation.staff s WHERE s.staff_id = staff AND s.agency_id = access.agency() AND 'supervisor' = ANY (s.duties)) $$;
      REVOKE EXECUTE ON FUNCTION access.heads(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.heads(text) TO insatskedja_app, insatskedja_projector, insatskedja_migrate;

      ALTER POLICY app_reads ON views.openings USING (owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND (staff_id = access.staff() OR access.assigned(record_id)))
        OR (access.duty() = 'supervisor' AND (unit_id IN (access.unit(), '') OR function_id = ANY (access.functions())))));

      ALTER POLICY app_reads ON views.disclosure_reviews USING (owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor' AND (access.heads(decided_by)
            OR EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = views.disclosure_reviews.record_id AND r.function_id = ANY (access.functions()))))));
      CREATE OR REPLACE VIEW door.disclosure_reviews WITH (security_invoker = true) AS
        SELECT d.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = d.record_id), '') AS function_id,
               access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked, access.heads(d.decided_by) AS by_head
          FROM views.disclosure_reviews d;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what a head opened would be reviewed by nobody');
  }
}
