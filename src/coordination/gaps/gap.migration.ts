import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GapAcknowledgements1700000101010 implements MigrationInterface {
  name = 'GapAcknowledgements1700000101010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.gap_acknowledgements (
        gap_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        kind text NOT NULL,
        thing_id uuid NOT NULL,
        reason jsonb NOT NULL,
        by_staff text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX gap_acknowledgements_by_case ON views.gap_acknowledgements (case_id);
      -- Whoever works with the record, and the head of its function: why a gap stays is the unit's to answer for.
      SELECT access.protect('views.gap_acknowledgements', $$access.own(owner_agency, record_id, case_id)
        OR (access.duty() = 'supervisor' AND owner_agency = access.agency() AND NOT access.locked(case_id)
            AND EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = views.gap_acknowledgements.record_id AND r.function_id = ANY (access.functions())))$$);
      CREATE VIEW door.gap_acknowledgements WITH (security_invoker = true) AS
        SELECT g.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = g.record_id), '') AS function_id,
               access.assigned(g.record_id) AS assigned, access.locked(g.case_id) AS locked
          FROM views.gap_acknowledgements g;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.gap_acknowledgements; DROP TABLE views.gap_acknowledgements');
  }
}
