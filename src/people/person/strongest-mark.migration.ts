import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The mark of a registration is the strongest of its own, of those that the agency's other records on this side of the case give the person, and of those
 * that the registrations merged with it have. What was marked and merged until now is made known to the commits, as far as the views know it.
 */
export class StrongestMark1700000118120 implements MigrationInterface {
  name = 'StrongestMark1700000118120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO access.merged_persons SELECT v.record_id, v.person_id, v.merged_into FROM views.persons v WHERE v.merged_into IS NOT NULL;
      -- As said in that record; or, where the mark came from one that was erased, the strongest that is said of the person beside it.
      UPDATE access.protected_persons p
         SET mark = coalesce((SELECT v.protection FROM views.persons v
                               WHERE v.person_id = p.person_id AND v.protection <> 'none' AND v.record_id = ANY (access.records_beside(p.record_id))
                               ORDER BY v.record_id = p.record_id DESC, array_position('{fictitious,protected-registration,secrecy-mark}', v.protection) LIMIT 1), p.mark);

      CREATE OR REPLACE ${VIEW}
      DROP FUNCTION access.marked_beside(uuid, uuid);

      -- The records beside this one in which somebody stands as another than the violence user. By the view.
      CREATE FUNCTION access.stands_otherwise_in(record uuid, person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT ARRAY(SELECT v.record_id FROM views.persons v
                      WHERE v.person_id = person AND v.role <> 'violence-user' AND v.record_id <> record AND v.record_id = ANY (access.records_beside(record))) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('a registration merged with a marked one would show how she is reached');
  }
}

/** By the commits, which are never late; and by the view, which may say of itself what a commit took away a moment ago. */
const VIEW = `VIEW door.persons WITH (security_invoker = true) AS
  SELECT p.record_id, p.person_id, p.stream_id, p.case_id, p.owner_agency, p.role, p.protection, p.minor, p.received_from, p.registered_at, p.corrected_at, p.revision,
         (SELECT coalesce(jsonb_object_agg(f.name, jsonb_build_object('class', f.class, 'value', f.value)), '{}')
            FROM (VALUES ('name', 'identity', p.name), ('personNumber', 'identity', p.person_number), ('address', 'location', p.address),
                         ('municipality', 'location', p.municipality), ('school', 'location', p.school), ('workplace', 'location', p.workplace),
                         ('phone', 'contact', p.phone), ('safeContact', 'contact', p.safe_contact)) AS f(name, class, value)
           WHERE f.value IS NOT NULL) AS fields,
         access.assigned(p.record_id) AS assigned, access.locked(p.case_id) AS locked, access.released(p.record_id, p.person_id) AS released, p.merged_into,
         CASE WHEN side.shielded THEN access.stronger(p.protection, access.mark_of(p.record_id, p.person_id)) ELSE p.protection END AS mark,
         side.shielded OR p.protection <> 'none' AS shielded
    FROM views.persons p, LATERAL (SELECT access.shielded(p.record_id) AS shielded OFFSET 0) side;`;
