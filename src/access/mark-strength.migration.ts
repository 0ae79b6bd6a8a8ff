import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which mark of protection somebody has, known where the commits know it, and which registrations of a record are one person: the mark that counts is the
 * strongest that any of the agency's records on that side of the case gives any of them (docs/decisions/0033).
 */
export class MarkStrength1700000118100 implements MigrationInterface {
  name = 'MarkStrength1700000118100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE access.protected_persons ADD mark text NOT NULL DEFAULT 'secrecy-mark' CHECK (mark IN ('secrecy-mark', 'protected-registration', 'fictitious'));
      -- Registered twice in one record: this registration is read as the other one.
      CREATE TABLE access.merged_persons (record_id uuid NOT NULL, person_id uuid NOT NULL, into_person_id uuid NOT NULL, PRIMARY KEY (record_id, person_id));
      SELECT access.protect('access.merged_persons', 'false');

      CREATE FUNCTION access.stronger(one text, other text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN array_position('{none,secrecy-mark,protected-registration,fictitious}', one) >= array_position('{none,secrecy-mark,protected-registration,fictitious}', other)
                    THEN one ELSE other END $$;

      -- The registrations that are this person, on this side of the case.
      CREATE FUNCTION access.one_with(record uuid, person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH RECURSIVE merged AS (SELECT m.person_id AS one, m.into_person_id AS other FROM access.merged_persons m WHERE m.record_id = ANY (access.records_beside(record))),
          same (id) AS (SELECT person UNION SELECT CASE WHEN m.one = s.id THEN m.other ELSE m.one END FROM same s JOIN merged m ON s.id IN (m.one, m.other))
        SELECT array_agg(id) FROM same $$;

      -- \`but_own\`: by what everything but this very registration says.
      CREATE FUNCTION access.mark_of(record uuid, person uuid, but_own boolean DEFAULT false) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT coalesce((SELECT p.mark FROM access.protected_persons p
                          WHERE p.record_id = ANY (access.records_beside(record)) AND p.person_id = ANY (access.one_with(record, person))
                            AND NOT (but_own AND p.record_id = record AND p.person_id = person)
                          ORDER BY array_position('{fictitious,protected-registration,secrecy-mark}', p.mark) LIMIT 1), 'none') $$;
      REVOKE EXECUTE ON FUNCTION access.one_with(uuid, uuid) FROM PUBLIC;
    `);
  }

  async down(): Promise<void> {
    throw new Error('a lighter mark would prevail over a stronger one again');
  }
}
