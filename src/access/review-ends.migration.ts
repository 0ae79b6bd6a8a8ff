import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a head finds unjustified ends at once, an opened record as much as the vault. Otherwise as in schema/rights.ts. */
export class ReviewEnds1700000118620 implements MigrationInterface {
  name = 'ReviewEnds1700000118620';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.review_opening(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
      DECLARE unjustified boolean := coalesce((change->>'unjustified')::boolean, false);
      BEGIN
        UPDATE access.openings SET reviewed_at = at, unjustified_at = CASE WHEN unjustified THEN at END,
               ended_at = CASE WHEN unjustified THEN coalesce(ended_at, at) ELSE ended_at END
         WHERE opening_id = (change->>'openingId')::uuid AND reviewed_at IS NULL;
        IF unjustified THEN
          UPDATE access.neighbour_accepts SET revoked_at = at WHERE opening_id = (change->>'openingId')::uuid AND revoked_at IS NULL;
        END IF;
      END $$;
      -- What was found so before now, and has not run out.
      UPDATE access.openings SET ended_at = unjustified_at WHERE unjustified_at IS NOT NULL AND ended_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what a head found unjustified would go on for its hour');
  }
}
