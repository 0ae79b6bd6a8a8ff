import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is suspected of the violence is asked of all that the own agency knows in the case: a person has the role in one record and is a guardian in the
 * next, or was registered twice. One person are registrations under one id, those held as one, and those with the same number.
 */
export class Suspected1700000118600 implements MigrationInterface {
  name = 'Suspected1700000118600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.suspected(in_case uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH RECURSIVE known AS (
          SELECT p.person_id, p.merged_into, p.role FROM views.persons p WHERE p.case_id = in_case AND p.owner_agency = access.agency()),
        numbers AS (
          SELECT t.person_id, t.token FROM access.person_tokens t WHERE t.case_id = in_case AND t.agency_id = access.agency() AND t.kind = 'number'),
        one AS (
          SELECT person AS id
          UNION SELECT same.id FROM one, LATERAL (
            SELECT k.merged_into AS id FROM known k WHERE k.person_id = one.id AND k.merged_into IS NOT NULL
            UNION ALL SELECT k.person_id FROM known k WHERE k.merged_into = one.id
            UNION ALL SELECT o.person_id FROM numbers n JOIN numbers o USING (token) WHERE n.person_id = one.id) same)
        SELECT EXISTS (SELECT 1 FROM known k JOIN one ON one.id = k.person_id WHERE k.role = 'violence-user') $$;
      REVOKE EXECUTE ON FUNCTION access.suspected(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.suspected(uuid, uuid) TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('whoever is suspected in another record would be a guardian again');
  }
}
