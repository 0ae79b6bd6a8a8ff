import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency of commands: remembers where the answer is (stream, revision, position), never a body (foundation.md 16). */
export class Http1700000003500 implements MigrationInterface {
  name = 'Http1700000003500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA http;
      CREATE TABLE http.idempotency (
        staff_id text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        stream text NOT NULL,
        revision bigint NOT NULL,
        event_id uuid,
        created_at timestamptz NOT NULL,
        CONSTRAINT idempotency_pk PRIMARY KEY (staff_id, key)
      );
      CREATE FUNCTION http.remember(remembered json) RETURNS void LANGUAGE sql VOLATILE AS $$
        INSERT INTO http.idempotency (staff_id, key, request_hash, stream, revision, event_id, created_at)
        SELECT r.staff_id, r.key, r.request_hash, r.stream, r.revision, r.event_id, r.created_at
          FROM json_to_recordset(remembered) AS r(staff_id text, key text, request_hash text, stream text, revision bigint, event_id uuid, created_at timestamptz) $$;
      SELECT es.register_companion('idempotency', 'http.remember');
      GRANT USAGE ON SCHEMA http TO insatskedja_app;
      GRANT SELECT, INSERT ON http.idempotency TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM es.companions WHERE name = 'idempotency'; DROP SCHEMA http CASCADE`);
  }
}
