import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * As in ExtractCovers, but for who is the danger and whose is the other side: by what the agency knows in the case, not by what one record calls them.
 */
export class ExtractSuspect1700000118610 implements MigrationInterface {
  name = 'ExtractSuspect1700000118610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.extract_subject(record uuid, person uuid, guardian uuid)
      RETURNS TABLE (case_id uuid, function_id text, minor boolean, protected boolean, merged boolean, other_side boolean, guardian_is_danger boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT r.case_id, r.function_id, p.minor,
               EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.protection <> 'none'),
               p.merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM views.persons m WHERE m.record_id = record AND m.merged_into = person),
               access.suspected(r.case_id, person)
                 OR EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.person_id = person AND x.role = 'relative'),
               access.suspected(r.case_id, guardian)
                 OR NOT EXISTS (SELECT 1 FROM views.persons g WHERE g.case_id = r.case_id AND g.owner_agency = r.owner_agency AND g.person_id = guardian)
          FROM views.records r JOIN views.persons p ON p.record_id = r.record_id AND p.person_id = person
         WHERE r.record_id = record AND access.extract_right(record) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('whoever is suspected in another record would get the child’s extract again');
  }
}
