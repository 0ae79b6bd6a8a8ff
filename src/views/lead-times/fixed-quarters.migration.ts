import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A quarter's figures are counted once, by when things happened, and kept as they were told. A table that was counted anew would differ by whatever was
 * registered late, corrected or erased since, and two tables of one quarter would tell of that one person by subtraction. What was counted is remembered by
 * its id, so that nothing is counted twice; what comes after its quarter was fixed is counted in the next quarter to be fixed, in a table of its own.
 * Counts past the wall for the county coordinator's duty alone; what is kept has had its small cells hidden (suppress.ts).
 */
export class FixedQuarters1700000110000 implements MigrationInterface {
  name = 'FixedQuarters1700000110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION views.county_figures(timestamptz, timestamptz, json);
      CREATE SCHEMA statistics;
      CREATE TABLE statistics.quarters (
        quarter text PRIMARY KEY,
        since timestamptz NOT NULL,
        until timestamptz NOT NULL,
        fixed_at timestamptz NOT NULL,
        figures json
      );
      CREATE TABLE statistics.counted (thing uuid NOT NULL, round uuid NOT NULL, quarter text NOT NULL REFERENCES statistics.quarters, PRIMARY KEY (thing, round));

      -- Everything there is to count. The part of the county is that of the function that works with the record, or of its agency; what belongs to none is left out.
      CREATE FUNCTION statistics.things(parts json)
        RETURNS TABLE (thing uuid, round uuid, measure text, part text, happened timestamptz, days float, in_time boolean)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH places AS (
          SELECT r.record_id, parts->>coalesce(f.municipality, a.municipality) AS part
            FROM views.records r JOIN organisation.functions f USING (function_id) JOIN organisation.agencies a ON a.agency_id = f.agency_id),
        begun AS (
          SELECT DISTINCT ON (e.owner_agency, e.thing_id) e.thing_id, e.record_id, e.fields->'kind'->>'value' AS kind, e.occurred_at
            FROM views.chain_entries e WHERE e.thing = 'intervention' AND e.fields->'status'->>'value' = 'started'
           ORDER BY e.owner_agency, e.thing_id, e.position)
        SELECT c.clock_id, coalesce(c.round_id, c.clock_id), 'lead-time/' || c.deadline_id, p.part, c.stopped_at,
               extract(epoch FROM c.stopped_at - c.started_at) / 86400, c.stopped_at < c.due_at
          FROM views.clocks c JOIN places p USING (record_id)
         WHERE access.duty() = 'county-coordinator' AND p.part IS NOT NULL AND c.status = 'stopped' AND c.started_at IS NOT NULL AND c.stopped_at IS NOT NULL
        UNION ALL
        SELECT b.thing_id, b.thing_id, 'intervention/' || b.kind, p.part, b.occurred_at, NULL, NULL
          FROM begun b JOIN places p USING (record_id)
         WHERE access.duty() = 'county-coordinator' AND p.part IS NOT NULL AND b.kind IS NOT NULL $$;

      CREATE FUNCTION statistics.kept(name text) RETURNS json LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT figures FROM statistics.quarters WHERE quarter = name AND access.duty() = 'county-coordinator' $$;

      -- Counts a quarter, once and in one statement: what is remembered is what was counted. Nothing where it was counted before.
      CREATE FUNCTION statistics.take(name text, since timestamptz, until timestamptz, parts json)
        RETURNS TABLE (measure text, part text, count int, median_days float, in_time int)
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        #variable_conflict use_column
        BEGIN
          IF access.duty() IS DISTINCT FROM 'county-coordinator' THEN RETURN; END IF;
          -- One at a time: two quarters counted beside each other would both take what came late.
          PERFORM pg_advisory_xact_lock(hashtext('statistics.take'));
          INSERT INTO statistics.quarters (quarter, since, until, fixed_at) VALUES (name, take.since, take.until, access.now()) ON CONFLICT DO NOTHING;
          IF NOT FOUND THEN RETURN; END IF;
          RETURN QUERY
          WITH due AS MATERIALIZED (
            SELECT t.*, t.happened < take.since OR t.happened >= take.until AS late FROM statistics.things(parts) t
             WHERE NOT EXISTS (SELECT 1 FROM statistics.counted c WHERE c.thing = t.thing AND c.round = t.round)
               AND EXISTS (SELECT 1 FROM statistics.quarters q WHERE t.happened >= q.since AND t.happened < q.until)),
          taken AS (INSERT INTO statistics.counted (thing, round, quarter) SELECT d.thing, d.round, name FROM due d ON CONFLICT DO NOTHING)
          SELECT CASE WHEN d.late THEN 'late-' ELSE '' END || d.measure, d.part, count(*)::int, percentile_cont(0.5) WITHIN GROUP (ORDER BY d.days),
                 CASE WHEN d.measure LIKE 'lead-time/%' THEN (count(*) FILTER (WHERE d.in_time))::int END
            FROM due d GROUP BY d.late, d.measure, d.part ORDER BY 1, 2;
        END $$;

      -- What was told first is what is told: a second telling changes nothing.
      CREATE FUNCTION statistics.keep(name text, told json) RETURNS json LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
          IF access.duty() IS DISTINCT FROM 'county-coordinator' THEN RETURN NULL; END IF;
          UPDATE statistics.quarters SET figures = told WHERE quarter = name AND figures IS NULL;
          RETURN (SELECT figures FROM statistics.quarters WHERE quarter = name);
        END $$;

      REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA statistics FROM PUBLIC;
      GRANT USAGE ON SCHEMA statistics TO insatskedja_app;
      GRANT EXECUTE ON FUNCTION statistics.kept(text), statistics.take(text, timestamptz, timestamptz, json), statistics.keep(text, json) TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA statistics CASCADE');
  }
}
