import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Received1700000011000 implements MigrationInterface {
  name = 'Received1700000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.received (
        received_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        function_id text NOT NULL,
        recipient_function text NOT NULL,
        from_agency text NOT NULL,
        source_kind text NOT NULL,
        source_id uuid NOT NULL,
        ground text NOT NULL,
        rule_version text NOT NULL,
        to_kind text NOT NULL,
        classes text[] NOT NULL,
        person_ids uuid[] NOT NULL,
        received_at timestamptz NOT NULL,
        content jsonb NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX received_by_case ON views.received (case_id, owner_agency);
      CREATE INDEX received_by_function ON views.received (function_id, received_at) WHERE function_id <> '';
      -- In a record: those assigned. In a function's intake: those who staff the function, so that somebody opens it.
      SELECT access.protect('views.received', $$access.own(owner_agency, record_id, case_id)
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases() AND NOT access.locked(case_id))$$);
      CREATE VIEW door.received WITH (security_invoker = true) AS
        SELECT r.received_id, r.owner_agency, r.record_id, r.case_id, r.function_id, r.recipient_function, r.from_agency, r.source_kind, r.source_id, r.ground,
               r.rule_version, r.to_kind, r.classes, r.person_ids, r.received_at, r.revision,
               -- At intake it is seen that something came; what it says, by whoever works with the agency's record in the case.
               CASE WHEN r.function_id = '' OR access.joined(r.case_id) THEN r.content ELSE '{}' END AS content,
               access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked,
               g.grant_id, coalesce(g.open, false) AS disclosure_open, g.closed_at AS disclosure_closed_at
          FROM views.received r
          LEFT JOIN LATERAL (SELECT grant_id, closed_at, closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open
                               FROM access.grants
                              WHERE object_id = r.received_id
                                 OR (r.source_kind = 'referral' AND object_id = r.source_id AND recipient_agency = r.owner_agency)
                              ORDER BY closed_at IS NULL DESC, closed_at DESC, part DESC LIMIT 1) g ON true;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.received; DROP TABLE views.received');
  }
}
