import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this store is for. Written once, at the first start; a demo never becomes real, nor the other way round (foundation.md 25). */
export class Installation1700000000500 implements MigrationInterface {
  name = 'Installation1700000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA installation;
      CREATE TABLE installation.stamp (one boolean PRIMARY KEY DEFAULT true CHECK (one), kind text NOT NULL CHECK (kind IN ('demo', 'real')), stamped_at timestamptz NOT NULL DEFAULT clock_timestamp());
      GRANT USAGE ON SCHEMA installation TO insatskedja_app;
      GRANT SELECT, INSERT ON installation.stamp TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA installation CASCADE');
  }
}
