import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person registered twice in one record: which registration is kept. */
export class MergedPersons1700000107000 implements MigrationInterface {
  name = 'MergedPersons1700000107000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE views.persons ADD COLUMN merged_into uuid; CREATE OR REPLACE ${view(', p.merged_into')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW door.persons; ALTER TABLE views.persons DROP COLUMN merged_into; CREATE ${view('')}`);
  }
}

const view = (merged: string): string => `VIEW door.persons WITH (security_invoker = true) AS
  SELECT p.record_id, p.person_id, p.stream_id, p.case_id, p.owner_agency, p.role, p.protection, p.minor, p.received_from, p.registered_at, p.corrected_at, p.revision,
         (SELECT coalesce(jsonb_object_agg(f.name, jsonb_build_object('class', f.class, 'value', f.value)), '{}')
            FROM (VALUES ('name', 'identity', p.name), ('personNumber', 'identity', p.person_number), ('address', 'location', p.address),
                         ('municipality', 'location', p.municipality), ('school', 'location', p.school), ('workplace', 'location', p.workplace),
                         ('phone', 'contact', p.phone), ('safeContact', 'contact', p.safe_contact)) AS f(name, class, value)
           WHERE f.value IS NOT NULL) AS fields,
         access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked, access.released(p.record_id, p.person_id) AS released${merged}
    FROM views.persons p;`;
