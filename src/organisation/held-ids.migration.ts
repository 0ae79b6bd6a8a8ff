import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where events lie in another engine (docs/decisions/0014): that a login, a unit and a function are one's alone is asked when a commit is prepared, and
 * holds until it is done. Who registers the same at the same moment waits, and is then told that it is taken.
 */
export class HeldIds1700000118961 implements MigrationInterface {
  name = 'HeldIds1700000118961';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION organisation.reserved_ids(changes json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(DISTINCT k) FROM (
          SELECT CASE c->>'op' WHEN 'staff' THEN 'login ' || (c->>'subject') WHEN 'unit' THEN 'unit ' || (c->>'unitId')
                               WHEN 'function' THEN 'function ' || (c->>'functionId') END AS k FROM json_array_elements(changes) c) keys WHERE k IS NOT NULL $$;
      UPDATE es.companion_phases SET keys = 'organisation.reserved_ids' WHERE name = 'organisation';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE es.companion_phases SET keys = NULL WHERE name = 'organisation'; DROP FUNCTION organisation.reserved_ids(json)`,
    );
  }
}
