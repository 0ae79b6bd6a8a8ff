import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail: appended through one function, changed by nobody. */
export class Audit1700000005000 implements MigrationInterface {
  name = 'Audit1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA audit;
      CREATE SEQUENCE audit.numbers;
      CREATE TABLE audit.records (
        number bigint PRIMARY KEY DEFAULT nextval('audit.numbers'),
        audit_id uuid NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        action text NOT NULL,
        operation text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('allowed', 'denied')),
        staff_id text, duty text, agency_id text, unit_id text,
        object_type text NOT NULL, object_id text,
        case_id uuid, record_id uuid,
        owner_agencies text[] NOT NULL, person_ids text[] NOT NULL, hits text[] NOT NULL, classes text[] NOT NULL,
        ground text, purpose text, correlation_id text NOT NULL, rule text
      );
      CREATE INDEX audit_by_agency ON audit.records (agency_id, number);
      CREATE INDEX audit_by_case ON audit.records (case_id, number);
      CREATE FUNCTION audit.write(entries json) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        INSERT INTO audit.records (audit_id, at, action, operation, outcome, staff_id, duty, agency_id, unit_id, object_type, object_id, case_id, record_id,
                                   owner_agencies, person_ids, hits, classes, ground, purpose, correlation_id, rule)
        SELECT e."auditId", e.at, e.action, e.operation, e.outcome, e."staffId", e.duty, e."agencyId", e."unitId", e."objectType", e."objectId", e."caseId", e."recordId",
               e."ownerAgencies", e."personIds", e.hits, e.classes, e.ground, e.purpose, e."correlationId", e.rule
          FROM json_to_recordset(entries) AS e("auditId" uuid, at timestamptz, action text, operation text, outcome text, "staffId" text, duty text, "agencyId" text,
               "unitId" text, "objectType" text, "objectId" text, "caseId" uuid, "recordId" uuid, "ownerAgencies" text[], "personIds" text[], hits text[], classes text[],
               ground text, purpose text, "correlationId" text, rule text) $$;
      SELECT es.register_companion('audit', 'audit.write');
      REVOKE EXECUTE ON FUNCTION audit.write(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.write(json) TO insatskedja_app;
      GRANT USAGE ON SCHEMA audit TO insatskedja_app;
      -- A supervisor reads what the agency's own staff did, and who elsewhere was shown the agency's facts.
      SELECT access.protect('audit.records', $$access.duty() = 'supervisor' AND (agency_id = access.agency() OR access.agency() = ANY (owner_agencies))$$);
    `);
  }

  /** The trail outlives everything. */
  async down(): Promise<void> {
    throw new Error('the audit trail is never taken down');
  }
}
