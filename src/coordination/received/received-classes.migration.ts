import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a copy the disclosure behind it still covers; and when it ended of itself, by its last day. */
export class ReceivedClasses1700000118300 implements MigrationInterface {
  name = 'ReceivedClasses1700000118300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW door.received WITH (security_invoker = true) AS
        SELECT r.received_id, r.owner_agency, r.record_id, r.case_id, r.function_id, r.recipient_function, r.from_agency, r.source_kind, r.source_id, r.ground,
               r.rule_version, r.to_kind, r.classes, r.person_ids, r.received_at, r.revision,
               CASE WHEN r.function_id = '' OR (access.joined(r.case_id) AND access.works_for(r.case_id, r.function_id)) THEN r.content ELSE '{}' END AS content,
               access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked,
               g.grant_id, coalesce(g.open, false) AS disclosure_open,
               coalesce(g.closed_at, CASE WHEN NOT g.open THEN g.valid_until END) AS disclosure_closed_at,
               access.other_side(r.case_id, r.function_id) AS other_side,
               CASE WHEN g.open THEN g.classes ELSE '{}' END AS disclosed_classes
          FROM views.received r
          LEFT JOIN LATERAL (SELECT grant_id, closed_at, valid_until, classes, closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open
                               FROM access.grants
                              WHERE object_id = r.received_id
                                 OR (r.source_kind = 'referral' AND object_id = r.source_id AND recipient_agency = r.owner_agency)
                              ORDER BY closed_at IS NULL DESC, closed_at DESC, part DESC LIMIT 1) g ON true;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the copies would no longer say which of their classes were taken back');
  }
}
