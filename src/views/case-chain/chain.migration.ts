import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row for each contract event. A row has a class that gates it, and each field has its own. */
export class CaseChain1700000006800 implements MigrationInterface {
  name = 'CaseChain1700000006800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.chain_entries (
        entry_id uuid PRIMARY KEY,
        event_id uuid NOT NULL,
        case_id uuid NOT NULL,
        record_id uuid NOT NULL,
        owner_agency text NOT NULL,
        type text NOT NULL,
        class text NOT NULL,
        thing text NOT NULL,
        thing_id uuid NOT NULL,
        person_id uuid,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        position bigint NOT NULL,
        fields jsonb NOT NULL
      );
      CREATE INDEX chain_by_case ON views.chain_entries (case_id, position);
      -- Own facts to those assigned; a peer's only through a standing disclosure of the row's class, to staff who work with their own record in the case.
      SELECT access.protect('views.chain_entries', $$access.own(owner_agency, record_id, case_id)
        OR (owner_agency <> access.agency() AND access.works_with_cases() AND access.joined(case_id) AND NOT access.locked(case_id)
            AND class = ANY (access.granted_classes(case_id, owner_agency, record_id, recorded_at, person_id)))$$);
      CREATE VIEW door.chain_entries WITH (security_invoker = true) AS
        SELECT e.*, access.assigned(e.record_id) AS assigned, access.joined(e.case_id) AS joined, access.locked(e.case_id) AS locked,
               g.classes AS granted_classes, coalesce(e.class = ANY (g.classes), false) AS granted
          FROM views.chain_entries e, LATERAL (SELECT access.granted_classes(e.case_id, e.owner_agency, e.record_id, e.recorded_at, e.person_id) AS classes) g;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.chain_entries; DROP TABLE views.chain_entries');
  }
}
