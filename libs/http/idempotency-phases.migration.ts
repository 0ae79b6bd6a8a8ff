import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where events lie in another engine (docs/decisions/0014) a key is reserved before the append and remembered after it, so that a request sent twice appends once. */
export class IdempotencyPhases1700000090300 implements MigrationInterface {
  name = 'IdempotencyPhases1700000090300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION http.reserved_keys(remembered json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg('request ' || (r->>'staff_id') || ' ' || (r->>'key')) FROM json_array_elements(remembered) r $$;
      SELECT es.register_phases('idempotency', 'http.reserved_keys', NULL, NULL, NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM es.companion_phases WHERE name = 'idempotency'; DROP FUNCTION http.reserved_keys(json)`);
  }
}
