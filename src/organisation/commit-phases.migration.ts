import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where events lie in another engine (docs/decisions/0014): that somebody's work has ended holds before the event is appended. */
export class OrganisationPhases1700000090200 implements MigrationInterface {
  name = 'OrganisationPhases1700000090200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION organisation.staff_end(changes json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(bool_or(c->>'op' = 'end-staff'), false) FROM json_array_elements(changes) c $$;
      CREATE FUNCTION organisation.end_staff(changes json) RETURNS void LANGUAGE sql VOLATILE AS $$
        SELECT organisation.apply(json_agg(c)) FROM json_array_elements(changes) c WHERE c->>'op' = 'end-staff' HAVING count(*) > 0 $$;
      SELECT es.register_phases('organisation', NULL, 'organisation.staff_end', 'organisation.end_staff', NULL);
      REVOKE EXECUTE ON FUNCTION organisation.end_staff(json) FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM es.companion_phases WHERE name = 'organisation';
      DROP FUNCTION organisation.staff_end(json); DROP FUNCTION organisation.end_staff(json)`);
  }
}
