import type { MigrationInterface, QueryRunner } from 'typeorm';

/** "Vem ser detta?" of the own agency's staff: whoever reads a record now is told of, and nobody who does not. */
export class Readers1700000118750 implements MigrationInterface {
  name = 'Readers1700000118750';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READERS);
  }

  async down(): Promise<void> {
    throw new Error('those who stand in for somebody, or read in an emergency, would be left out of who sees it');
  }
}

/**
 * Each one is asked about by the functions that every read asks, under that person's own settings for as long as the question lasts: what is explained can
 * not come apart from what is read. Only to whoever reads the record themself. A neighbour who has not said why they go on is told of: it is theirs to say.
 */
const READERS = `
  CREATE INDEX openings_by_record ON access.openings (record_id, until);

  CREATE FUNCTION access.readers(record uuid)
    RETURNS TABLE (staff_id text, function_id text, own text, instead_of text[], person_id uuid, until timestamptz)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE
    asker text[] := ARRAY[access.staff(), access.duty(), access.stands_in_for()::text];
    its_case uuid := (SELECT a.case_id FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() LIMIT 1);
    one record;
  BEGIN
    IF its_case IS NULL OR access.locked(its_case) OR NOT (access.assigned(record) OR access.emergency(record)) THEN RETURN; END IF;
    FOR one IN
      WITH held AS (
        SELECT a.staff_id, a.function_id, a.ended_at FROM access.assignments a
         WHERE a.record_id = record AND a.agency_id = access.agency() AND access.lasts(a.ended_at)
      ), covers AS (
        SELECT i.stand_in_id, i.absent_id, i.valid_until FROM organisation.stand_ins i
         WHERE i.valid_from <= access.now() AND (i.valid_until IS NULL OR i.valid_until > access.now())
      ), opened AS (
        SELECT o.staff_id, o.person_id, o.until FROM access.openings o
         WHERE o.record_id = record AND o.agency_id = access.agency() AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL
      )
      SELECT s.staff_id AS id, d.duty,
             ARRAY(SELECT c.absent_id FROM covers c JOIN organisation.staff absent ON absent.staff_id = c.absent_id
                    WHERE c.stand_in_id = s.staff_id AND absent.agency_id = s.agency_id AND d.duty = ANY (absent.duties)) AS stands_in_for,
             (SELECT h.function_id FROM held h WHERE h.staff_id = s.staff_id) AS own_function, EXISTS (SELECT 1 FROM held h WHERE h.staff_id = s.staff_id) AS holds,
             (SELECT h.ended_at FROM held h WHERE h.staff_id = s.staff_id) AS holds_until
        FROM organisation.staff s, LATERAL (SELECT min(x) AS duty FROM unnest(s.duties) x WHERE x IN ('caseworker', 'police-officer')) d
       WHERE s.agency_id = access.agency() AND s.ended_at IS NULL AND d.duty IS NOT NULL
         AND s.staff_id IN (SELECT h.staff_id FROM held h UNION SELECT c.stand_in_id FROM covers c JOIN held h ON h.staff_id = c.absent_id
                            UNION SELECT o.staff_id FROM opened o)
       ORDER BY s.staff_id
    LOOP
      PERFORM set_config('app.staff', one.id, true), set_config('app.duty', one.duty, true), set_config('app.stands_in_for', one.stands_in_for::text, true);
      IF NOT access.locked(its_case) THEN
        IF one.holds THEN
          RETURN QUERY SELECT one.id, one.own_function, 'assigned'::text, '{}'::text[], NULL::uuid, one.holds_until;
        ELSIF access.assigned(record) THEN
          -- Until nothing of it lasts: the assignment, or the time for which they stand in.
          RETURN QUERY
            SELECT one.id, min(h.function_id), 'stand-in'::text, array_agg(DISTINCT h.staff_id), NULL::uuid,
                   CASE WHEN bool_or(least(h.ended_at, i.valid_until) IS NULL) THEN NULL ELSE max(least(h.ended_at, i.valid_until)) END
              FROM access.assignments h JOIN organisation.stand_ins i ON i.stand_in_id = one.id AND i.absent_id = h.staff_id
             WHERE h.record_id = record AND h.agency_id = access.agency() AND access.lasts(h.ended_at) AND h.staff_id = ANY (one.stands_in_for)
               AND i.valid_from <= access.now() AND (i.valid_until IS NULL OR i.valid_until > access.now());
        ELSIF access.emergency(record) THEN
          RETURN QUERY
            SELECT one.id, NULL::text, 'emergency'::text, '{}'::text[], NULL::uuid, max(o.until) FROM access.openings o
             WHERE o.kind = 'emergency' AND o.record_id = record AND o.staff_id = one.id AND o.until > access.now() AND o.ended_at IS NULL;
        END IF;
        RETURN QUERY
          SELECT one.id, NULL::text, 'vault'::text, '{}'::text[], o.person_id, max(o.until) FROM access.openings o
           WHERE o.kind = 'vault' AND o.record_id = record AND o.staff_id = one.id AND o.until > access.now() AND o.ended_at IS NULL
             AND access.released(record, o.person_id)
           GROUP BY o.person_id;
      END IF;
      PERFORM set_config('app.staff', asker[1], true), set_config('app.duty', asker[2], true), set_config('app.stands_in_for', asker[3], true);
    END LOOP;
  END $$;
  REVOKE EXECUTE ON FUNCTION access.readers(uuid) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.readers(uuid) TO insatskedja_app;
`;
