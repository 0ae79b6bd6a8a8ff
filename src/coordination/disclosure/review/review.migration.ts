import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions under "Akut", for those who are assigned to the record and for the head of the unit that works with it. */
export class DisclosureReviews1700000024000 implements MigrationInterface {
  name = 'DisclosureReviews1700000024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.disclosure_reviews (
        disclosure_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        recipient_function text NOT NULL,
        classes text[] NOT NULL,
        purpose text NOT NULL,
        ground text NOT NULL,
        rule_version text NOT NULL,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        documentation jsonb,
        verdict text NOT NULL,
        note jsonb,
        reviewed_by text,
        reviewed_at timestamptz,
        -- Requests sent under "Akut" stand in the same queue as disclosures: one head, one list, one clock.
        kind text NOT NULL DEFAULT 'disclosure'
      );
      CREATE INDEX disclosure_reviews_waiting ON views.disclosure_reviews (owner_agency, decided_at) WHERE verdict = 'waits';
      -- Whoever is assigned to the record, and the head of its function; neither machinery nor who opened the record in an emergency. Which function
      -- works with the record stands with the record; its own wall says whether this reader may know.
      SELECT access.protect('views.disclosure_reviews', $$owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor'
            AND EXISTS (SELECT 1 FROM views.records r WHERE r.record_id = views.disclosure_reviews.record_id AND r.function_id = ANY (access.functions()))))$$);
      CREATE VIEW door.disclosure_reviews WITH (security_invoker = true) AS
        SELECT d.*, coalesce((SELECT r.function_id FROM views.records r WHERE r.record_id = d.record_id), '') AS function_id,
               access.assigned(d.record_id) AS assigned, access.locked(d.case_id) AS locked
          FROM views.disclosure_reviews d;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.disclosure_reviews; DROP TABLE views.disclosure_reviews');
  }
}
