import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Openings1700000030500 implements MigrationInterface {
  name = 'Openings1700000030500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.openings (
        opening_id uuid PRIMARY KEY, kind text NOT NULL, owner_agency text NOT NULL, record_id uuid NOT NULL, case_id uuid NOT NULL, person_id uuid,
        function_id text NOT NULL, unit_id text NOT NULL, staff_id text NOT NULL, status text NOT NULL, reason jsonb NOT NULL, asked_at timestamptz NOT NULL,
        opened_at timestamptz, until timestamptz, review_by timestamptz, approved_by text, refuse_reason text, ended_at timestamptz,
        reviewed_at timestamptz, reviewed_by text, outcome text, note jsonb, revision int NOT NULL,
        stop_lifted_at timestamptz, stop_lifted_by text, stop_note jsonb
      );
      CREATE INDEX openings_by_agency ON views.openings (owner_agency, asked_at);
      -- To whoever opened, to those who work with the record, and to the heads who are told.
      SELECT access.protect('views.openings', $$owner_agency = access.agency() AND NOT access.locked(case_id) AND (
        (coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND (staff_id = access.staff() OR access.assigned(record_id)))
        OR (access.duty() = 'supervisor' AND (unit_id = access.unit() OR function_id = ANY (access.functions()))))$$);
      CREATE VIEW door.openings WITH (security_invoker = true) AS
        SELECT o.*, access.assigned(o.record_id) AS assigned, access.locked(o.case_id) AS locked FROM views.openings o;

      -- The second wall is lifted beyond the assigned in one place only: a reveal, which says so for that one transaction, of the one person that
      -- the vault was opened for, to the one it was opened to.
      ALTER POLICY app_reads ON views.persons USING (access.own(owner_agency, record_id, case_id)
        OR (access.setting('revealing') = 'vault' AND owner_agency = access.agency() AND access.released(record_id, person_id) AND NOT access.locked(case_id)));
      CREATE OR REPLACE VIEW door.persons WITH (security_invoker = true) AS
        SELECT p.record_id, p.person_id, p.stream_id, p.case_id, p.owner_agency, p.role, p.protection, p.minor, p.received_from, p.registered_at, p.corrected_at, p.revision,
               (SELECT coalesce(jsonb_object_agg(f.name, jsonb_build_object('class', f.class, 'value', f.value)), '{}')
                  FROM (VALUES ('name', 'identity', p.name), ('personNumber', 'identity', p.person_number), ('address', 'location', p.address),
                               ('municipality', 'location', p.municipality), ('school', 'location', p.school), ('workplace', 'location', p.workplace),
                               ('phone', 'contact', p.phone), ('safeContact', 'contact', p.safe_contact)) AS f(name, class, value)
                 WHERE f.value IS NOT NULL) AS fields,
               access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked, access.released(p.record_id, p.person_id) AS released
          FROM views.persons p;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.openings; DROP TABLE views.openings');
  }
}
