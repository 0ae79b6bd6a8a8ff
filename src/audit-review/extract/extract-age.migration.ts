import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The number of whom an extract is about, sealed as it stands: age is judged by it, where it is known. For whoever may hand the extract over. */
export class ExtractAge1700000115000 implements MigrationInterface {
  name = 'ExtractAge1700000115000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.extract_number(record uuid, person uuid) RETURNS jsonb
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT p.person_number FROM views.persons p WHERE p.record_id = record AND p.person_id = person AND access.extract_right(record) $$;
      REVOKE EXECUTE ON FUNCTION access.extract_number(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.extract_number(uuid, uuid) TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION access.extract_number(uuid, uuid)');
  }
}
