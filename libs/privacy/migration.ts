import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Privacy1700000002000 implements MigrationInterface {
  name = 'Privacy1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA privacy;
      CREATE TABLE privacy.data_keys (
        key_id uuid PRIMARY KEY,
        agency_id text NOT NULL,
        record_id uuid NOT NULL,
        person_id uuid,
        wrapped bytea NOT NULL,
        epoch int NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT data_keys_subject UNIQUE NULLS NOT DISTINCT (agency_id, record_id, person_id)
      );
      CREATE TABLE privacy.service_keys (name text PRIMARY KEY, wrapped bytea NOT NULL, epoch int NOT NULL);
      GRANT USAGE ON SCHEMA privacy TO insatskedja_app;
      GRANT SELECT, INSERT ON privacy.data_keys, privacy.service_keys TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA privacy CASCADE');
  }
}
