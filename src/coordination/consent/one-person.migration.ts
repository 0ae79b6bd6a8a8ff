import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The agency's machinery may ask which registrations are one person, as the commit does (access.one_person): whoever said no said it for all of hers. Of its
 * own records alone, and no worker asks it: it goes by numbers on both sides of the case.
 */
export class OnePersonAsked1700000118850 implements MigrationInterface {
  name = 'OnePersonAsked1700000118850';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.registrations_of(of_record uuid, person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT access.one_person(of_record, person)
         WHERE access.duty() = 'system' AND EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = of_record AND a.agency_id = access.agency()) $$;
      REVOKE EXECUTE ON FUNCTION access.registrations_of(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.registrations_of(uuid, uuid) TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('a no under another registration would not be heard again');
  }
}
