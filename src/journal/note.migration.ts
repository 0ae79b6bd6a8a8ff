import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JournalNotes1700000104000 implements MigrationInterface {
  name = 'JournalNotes1700000104000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.journal_notes (
        note_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        -- Empty for what is about nobody (a consultation without identity).
        person_id uuid,
        type text NOT NULL,
        happened_on date NOT NULL,
        content jsonb NOT NULL,
        status text NOT NULL,
        reason text,
        noted_by text NOT NULL,
        noted_at timestamptz NOT NULL,
        changed_at timestamptz,
        revision int NOT NULL
      );
      CREATE INDEX journal_notes_by_case ON views.journal_notes (case_id, happened_on);
      -- The own agency's notes. Peers learn of them through the chain, by class, where its disclosure.ts lets them.
      SELECT access.protect('views.journal_notes', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.journal_notes WITH (security_invoker = true) AS
        SELECT n.*, access.assigned(n.record_id) AS assigned, access.locked(n.case_id) AS locked FROM views.journal_notes n;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.journal_notes; DROP TABLE views.journal_notes');
  }
}
