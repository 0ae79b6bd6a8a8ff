import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside what the record itself says of a person: what a mark in another of the agency's records says of them, and whether anybody there is protected. */
export class PersonMarks1700000113100 implements MigrationInterface {
  name = 'PersonMarks1700000113100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The mark that somebody has in another record beside this one. By the commit that set it; which one it is, by the view, which may be late.
      CREATE FUNCTION access.marked_beside(record uuid, person uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE WHEN EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.person_id = person AND p.record_id = ANY (access.records_beside(record)))
                    THEN coalesce((SELECT v.protection FROM views.persons v
                                    WHERE v.person_id = person AND v.protection <> 'none' AND v.record_id = ANY (access.records_beside(record))
                                    ORDER BY array_position('{fictitious,protected-registration,secrecy-mark}', v.protection) LIMIT 1), 'secrecy-mark')
                    ELSE 'none' END $$;
      CREATE OR REPLACE ${view(
        `,
         CASE WHEN p.protection <> 'none' OR NOT side.shielded THEN p.protection ELSE access.marked_beside(p.record_id, p.person_id) END AS mark,
         side.shielded OR p.protection <> 'none' AS shielded`,
        ', LATERAL (SELECT access.shielded(p.record_id) AS shielded OFFSET 0) side',
      )}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW door.persons; CREATE ${view('', '')} DROP FUNCTION access.marked_beside(uuid, uuid)`);
  }
}

const view = (columns: string, beside: string): string => `VIEW door.persons WITH (security_invoker = true) AS
  SELECT p.record_id, p.person_id, p.stream_id, p.case_id, p.owner_agency, p.role, p.protection, p.minor, p.received_from, p.registered_at, p.corrected_at, p.revision,
         (SELECT coalesce(jsonb_object_agg(f.name, jsonb_build_object('class', f.class, 'value', f.value)), '{}')
            FROM (VALUES ('name', 'identity', p.name), ('personNumber', 'identity', p.person_number), ('address', 'location', p.address),
                         ('municipality', 'location', p.municipality), ('school', 'location', p.school), ('workplace', 'location', p.workplace),
                         ('phone', 'contact', p.phone), ('safeContact', 'contact', p.safe_contact)) AS f(name, class, value)
           WHERE f.value IS NOT NULL) AS fields,
         access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked, access.released(p.record_id, p.person_id) AS released, p.merged_into${columns}
    FROM views.persons p${beside};`;
