import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit trail as its readers may see it. Of another agency's reading a line says when, as what duty, in which agency and on which ground;
 * never who, nor what else that reader was shown: its line may speak of facts and parties that the viewer's agency knows nothing of.
 */
export class AuditTrail1700000017000 implements MigrationInterface {
  name = 'AuditTrail1700000017000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A supervisor who is a party or kin reviews nothing about that case.
      ALTER POLICY app_reads ON audit.records USING (
        access.duty() = 'supervisor' AND (agency_id = access.agency() OR access.agency() = ANY (owner_agencies))
        AND (case_id IS NULL OR NOT access.locked(case_id)));
      -- The case's own staff see who has read in it (läslogg): what was shown; neither what was refused nor what a review looked into. Where the agency
      -- has both the violence user's record and the exposed person's, each side sees its own readers.
      CREATE POLICY case_readers ON audit.records FOR SELECT TO insatskedja_app USING (
        access.works_with_cases() AND outcome = 'allowed' AND object_type <> 'AuditRecord' AND action IN ('read', 'list', 'search', 'export', 'print', 'reveal')
        AND case_id IS NOT NULL AND access.joined(case_id) AND NOT access.locked(case_id)
        AND ((agency_id = access.agency() AND (record_id IS NULL OR access.assigned(record_id))) OR access.agency() = ANY (owner_agencies))
        AND access.same_side(case_id, agency_id, staff_id));
      CREATE INDEX audit_by_owner ON audit.records USING gin (owner_agencies);

      CREATE VIEW door.audit_records WITH (security_invoker = true) AS
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
               coalesce(r.case_id IS NOT NULL AND access.joined(r.case_id) AND access.same_side(r.case_id, r.agency_id, r.staff_id), false) AS joined,
               coalesce(r.case_id IS NOT NULL AND access.locked(r.case_id), false) AS locked
          FROM audit.records r, LATERAL (SELECT coalesce(r.agency_id = access.agency(), false) AS own) w;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.audit_records;
      DROP INDEX audit.audit_by_owner;
      DROP POLICY case_readers ON audit.records;
      ALTER POLICY app_reads ON audit.records USING (
        access.duty() = 'supervisor' AND (agency_id = access.agency() OR access.agency() = ANY (owner_agencies)));
    `);
  }
}
