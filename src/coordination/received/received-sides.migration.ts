import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A copy that waits at a function is for the side of the case that the function has: its content is read by whoever works on that side. */
export class ReceivedSides1700000112200 implements MigrationInterface {
  name = 'ReceivedSides1700000112200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.received USING (access.own(owner_agency, record_id, case_id)
        OR (function_id <> '' AND owner_agency = access.agency() AND function_id = ANY (access.functions()) AND access.works_with_cases()
            AND NOT access.locked(case_id) AND NOT access.other_side(case_id, function_id)));
      CREATE OR REPLACE VIEW door.received WITH (security_invoker = true) AS
        SELECT r.received_id, r.owner_agency, r.record_id, r.case_id, r.function_id, r.recipient_function, r.from_agency, r.source_kind, r.source_id, r.ground,
               r.rule_version, r.to_kind, r.classes, r.person_ids, r.received_at, r.revision,
               CASE WHEN r.function_id = '' OR (access.joined(r.case_id) AND access.works_for(r.case_id, r.function_id)) THEN r.content ELSE '{}' END AS content,
               access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked,
               g.grant_id, coalesce(g.open, false) AS disclosure_open, g.closed_at AS disclosure_closed_at,
               access.other_side(r.case_id, r.function_id) AS other_side
          FROM views.received r
          LEFT JOIN LATERAL (SELECT grant_id, closed_at, closed_at IS NULL AND (valid_until IS NULL OR valid_until > access.now()) AS open
                               FROM access.grants
                              WHERE object_id = r.received_id
                                 OR (r.source_kind = 'referral' AND object_id = r.source_id AND recipient_agency = r.owner_agency)
                              ORDER BY closed_at IS NULL DESC, closed_at DESC, part DESC LIMIT 1) g ON true;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would read without these what was disclosed about the exposed person');
  }
}
