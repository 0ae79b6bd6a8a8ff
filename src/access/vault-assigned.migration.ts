import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The vault opens to those who work with the record at that moment, whenever they asked; but to somebody on call under "Akut", who never does. */
export class VaultAssigned1700000114200 implements MigrationInterface {
  name = 'VaultAssigned1700000114200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.released(record uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND EXISTS (
          SELECT 1 FROM access.openings o WHERE o.staff_id = access.staff() AND o.agency_id = access.agency() AND o.kind = 'vault' AND o.record_id = record
             AND o.person_id = person AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL
             AND (o.review_by IS NOT NULL OR access.assigned(record))) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('whoever has left a record would see its addresses again');
  }
}
