import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A neighbour who went on stands in the same queue of the head's as other openings out of the ordinary. */
export class NeighbourOpenings1700000032500 implements MigrationInterface {
  name = 'NeighbourOpenings1700000032500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.openings ADD COLUMN stop_lifted_at timestamptz, ADD COLUMN stop_lifted_by text, ADD COLUMN stop_note jsonb;
      DROP VIEW door.openings;
      CREATE VIEW door.openings WITH (security_invoker = true) AS
        SELECT o.*, access.assigned(o.record_id) AS assigned, access.locked(o.case_id) AS locked FROM views.openings o;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the queue of openings is never narrowed');
  }
}
