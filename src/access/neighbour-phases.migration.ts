import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where events lie in another engine (docs/decisions/0014): a review that finds no reason denies before its event, as all that denies. */
export class NeighbourPhases1700000090400 implements MigrationInterface {
  name = 'NeighbourPhases1700000090400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.ends_a_right(change json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT change->>'op' IN ('close-grants', 'narrow-grants', 'unassign', 'lock-out', 'declare-kin', 'end-opening')
            OR (change->>'op' = 'protect-person' AND (change->>'protected')::boolean) OR (change->>'op' = 'index-person' AND change->>'recordId' IS NULL)
            OR (change->>'op' = 'review-opening' AND coalesce((change->>'unjustified')::boolean, false)) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
