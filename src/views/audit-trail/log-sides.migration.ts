import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Read in a record, or because one was opened in an emergency. */
export const OF_RECORD = `record_id IS NOT NULL OR coalesce('emergency-opening' = ANY (string_to_array(ground, ',')), false)`;

/**
 * Who looked at what came for the exposed person is told to the violence user's worker no more before her record is opened than after: the agency that has his
 * record alone tells him who read that record, and not who of its staff read what lies at their functions.
 */
export class LogSides1700000112500 implements MigrationInterface {
  name = 'LogSides1700000112500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY case_readers ON audit.records USING (
        access.works_with_cases() AND outcome = 'allowed' AND object_type <> 'AuditRecord' AND action IN ('read', 'list', 'search', 'export', 'print', 'reveal')
        AND case_id IS NOT NULL AND access.joined(case_id) AND NOT access.locked(case_id)
        AND ((agency_id = access.agency() AND (record_id IS NULL OR access.assigned(record_id))) OR access.agency() = ANY (owner_agencies))
        AND access.same_side(case_id, agency_id, staff_id, ${OF_RECORD}));
      CREATE OR REPLACE VIEW door.audit_records WITH (security_invoker = true) AS
        SELECT r.number, r.audit_id, r.at, r.action, r.operation, r.outcome, r.object_type, r.case_id,
               coalesce(r.duty, '') AS duty, coalesce(r.agency_id, '') AS agency_id, w.own,
               CASE WHEN w.own THEN r.staff_id END AS staff_id,
               CASE WHEN w.own THEN r.unit_id END AS unit_id,
               CASE WHEN w.own OR r.object_id = r.case_id::text THEN r.object_id END AS object_id,
               CASE WHEN w.own THEN r.record_id END AS record_id,
               CASE WHEN w.own THEN r.owner_agencies ELSE ARRAY[access.agency()] END AS owner_agencies,
               CASE WHEN w.own THEN r.person_ids ELSE '{}' END AS person_ids,
               CASE WHEN w.own THEN r.hits ELSE '{}' END AS hits,
               CASE WHEN w.own OR r.owner_agencies <@ ARRAY[access.agency()] THEN r.classes ELSE '{}' END AS classes,
               CASE WHEN w.own OR r.owner_agencies <@ ARRAY[access.agency(), r.agency_id] THEN r.ground END AS ground,
               CASE WHEN w.own THEN r.purpose END AS purpose,
               CASE WHEN w.own THEN r.rule END AS rule,
               CASE WHEN w.own OR access.agency() = ANY (r.owner_agencies) THEN coalesce(access.agency(), '') ELSE '' END AS concerns_agency,
               coalesce(r.case_id IS NOT NULL AND access.joined(r.case_id) AND access.same_side(r.case_id, r.agency_id, r.staff_id, ${OF_RECORD}), false) AS joined,
               coalesce(r.case_id IS NOT NULL AND access.locked(r.case_id), false) AS locked
          FROM audit.records r, LATERAL (SELECT coalesce(r.agency_id = access.agency(), false) AS own) w;
      DROP FUNCTION access.same_side(uuid, text, text);
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would read without these who looked at what came for the exposed person');
  }
}
