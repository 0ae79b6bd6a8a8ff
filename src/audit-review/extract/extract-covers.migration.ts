import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who hands an extract over is told when it covers more than one registration of the person. */
export class ExtractCovers1700000107300 implements MigrationInterface {
  name = 'ExtractCovers1700000107300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      subject(
        'merged boolean, ',
        `p.merged_into IS NOT NULL
             OR EXISTS (SELECT 1 FROM views.persons m WHERE m.record_id = record AND m.merged_into = person), `,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(subject('', ''));
  }
}

/** As in LogExtracts, with a column more. */
const subject = (column: string, value: string): string => `
  DROP FUNCTION access.extract_subject(uuid, uuid, uuid);
  CREATE FUNCTION access.extract_subject(record uuid, person uuid, guardian uuid)
  RETURNS TABLE (case_id uuid, function_id text, minor boolean, protected boolean, ${column}other_side boolean, guardian_is_danger boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT r.case_id, r.function_id, p.minor,
           EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.protection <> 'none'),
           ${value}EXISTS (SELECT 1 FROM views.persons x WHERE x.case_id = r.case_id AND x.owner_agency = r.owner_agency AND x.person_id = person
                      AND x.role IN ('violence-user', 'relative')),
           coalesce((SELECT bool_or(g.role = 'violence-user') FROM views.persons g
                      WHERE g.case_id = r.case_id AND g.owner_agency = r.owner_agency AND g.person_id = guardian), true)
      FROM views.records r JOIN views.persons p ON p.record_id = r.record_id AND p.person_id = person
     WHERE r.record_id = record AND access.extract_right(record) $$;
  REVOKE EXECUTE ON FUNCTION access.extract_subject(uuid, uuid, uuid) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.extract_subject(uuid, uuid, uuid) TO insatskedja_app;
`;
