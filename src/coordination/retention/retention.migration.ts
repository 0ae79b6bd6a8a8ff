import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What retention is judged by: when a record was opened, closed and last written in, who is in it (the number sealed), what was given; and what was decided
 * about it. For the head of the function, for those assigned, and for the agency's own machinery.
 */
export class Retention1700000093000 implements MigrationInterface {
  name = 'Retention1700000093000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.retention (
        record_id uuid PRIMARY KEY, case_id uuid NOT NULL, owner_agency text NOT NULL, agency_kind text NOT NULL, function_id text NOT NULL,
        track text NOT NULL, opened_for text NOT NULL, status text NOT NULL, closed_as text, opened_at timestamptz NOT NULL, last_note_at timestamptz NOT NULL
      );
      CREATE INDEX retention_by_agency ON views.retention (owner_agency, status, last_note_at);
      CREATE INDEX retention_by_case ON views.retention (case_id);
      -- What stands in a record, as far as its retention depends on it: who ("person": the role; "number": sealed), what was given, what was decided ("act").
      CREATE TABLE views.retention_parts (
        record_id uuid NOT NULL, kind text NOT NULL, key text NOT NULL, case_id uuid NOT NULL, owner_agency text NOT NULL, value jsonb NOT NULL, at timestamptz NOT NULL,
        PRIMARY KEY (record_id, kind, key)
      );
      CREATE INDEX retention_parts_by_case ON views.retention_parts (case_id);
      SELECT access.protect('views.retention', $$owner_agency = access.agency() AND NOT access.locked(case_id) AND (access.duty() = 'system'
        OR (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND access.assigned(record_id))
        OR (access.duty() = 'supervisor' AND function_id = ANY (access.functions())))$$);
      SELECT access.protect('views.retention_parts', 'EXISTS (SELECT 1 FROM views.retention r WHERE r.record_id = retention_parts.record_id)');

      -- Whether a child in a record stands in a child's record of the same agency too, in the same case, which is not erased.
      CREATE FUNCTION access.child_has_record(record uuid, person text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM views.retention mine JOIN views.retention r ON r.case_id = mine.case_id AND r.owner_agency = mine.owner_agency AND r.record_id <> record
                         JOIN views.retention_parts p ON p.record_id = r.record_id AND p.kind = 'person' AND p.key = person
                        WHERE mine.record_id = record AND mine.owner_agency = access.agency() AND r.track = 'child'
                          AND NOT EXISTS (SELECT 1 FROM privacy.erasures e WHERE e.record_id = r.record_id)) $$;
      REVOKE EXECUTE ON FUNCTION access.child_has_record(uuid, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.child_has_record(uuid, text) TO insatskedja_app, insatskedja_migrate;
      CREATE VIEW door.retention WITH (security_invoker = true) AS
        SELECT r.*, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked,
               EXISTS (SELECT 1 FROM views.retention_parts a WHERE a.record_id = r.record_id AND a.kind = 'act') AS acted
          FROM views.retention r;
      CREATE VIEW door.retention_parts WITH (security_invoker = true) AS
        SELECT p.*, r.function_id, access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked,
               p.kind = 'person' AND p.value = '"child"' AND access.child_has_record(p.record_id, p.key) AS has_own_record
          FROM views.retention_parts p JOIN views.retention r ON r.record_id = p.record_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW door.retention_parts, door.retention; DROP FUNCTION access.child_has_record(uuid, text);
      DROP TABLE views.retention_parts, views.retention`);
  }
}
