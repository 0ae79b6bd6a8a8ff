import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Few are few cases, not few things: five brothers and sisters are one family, and five interventions in one case are hers. Everything that is counted is
 * counted by case too, each side of a share as well, and what is hidden of a measure all together; suppress.ts judges by that. What was told of a quarter
 * before is set aside until it has been counted anew by cases: of it, only what that tells too is told.
 */
export class FiguresByCases1700000118950 implements MigrationInterface {
  name = 'FiguresByCases1700000118950';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, THINGS, TAKE, KEEP]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('what is of one family would be told again');
  }
}

const TABLE = `
  ALTER TABLE statistics.quarters ADD earlier json;
  UPDATE statistics.quarters SET earlier = figures, figures = NULL;
`;

/** As in fixed-quarters.migration.ts, with the case. */
const THINGS = `
  DROP FUNCTION statistics.things(json);
  CREATE FUNCTION statistics.things(parts json)
    RETURNS TABLE (thing uuid, round uuid, case_id uuid, measure text, part text, happened timestamptz, days float, in_time boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH places AS (
      SELECT r.record_id, r.case_id, parts->>coalesce(f.municipality, a.municipality) AS part
        FROM views.records r JOIN organisation.functions f USING (function_id) JOIN organisation.agencies a ON a.agency_id = f.agency_id),
    begun AS (
      SELECT DISTINCT ON (e.owner_agency, e.thing_id) e.thing_id, e.record_id, e.fields->'kind'->>'value' AS kind, e.occurred_at
        FROM views.chain_entries e WHERE e.thing = 'intervention' AND e.fields->'status'->>'value' = 'started'
       ORDER BY e.owner_agency, e.thing_id, e.position)
    SELECT c.clock_id, coalesce(c.round_id, c.clock_id), p.case_id, 'lead-time/' || c.deadline_id, p.part, c.stopped_at,
           extract(epoch FROM c.stopped_at - c.started_at) / 86400, c.stopped_at < c.due_at
      FROM views.clocks c JOIN places p USING (record_id)
     WHERE statistics.may_count() AND p.part IS NOT NULL AND c.status = 'stopped' AND c.started_at IS NOT NULL AND c.stopped_at IS NOT NULL
    UNION ALL
    SELECT b.thing_id, b.thing_id, p.case_id, 'intervention/' || b.kind, p.part, b.occurred_at, NULL, NULL
      FROM begun b JOIN places p USING (record_id)
     WHERE statistics.may_count() AND p.part IS NOT NULL AND b.kind IS NOT NULL $$;
  REVOKE EXECUTE ON FUNCTION statistics.things(json) FROM PUBLIC;
`;

const TAKE = `
  DROP FUNCTION statistics.take(text, timestamptz, timestamptz, json);
  -- Counts a quarter, once and in one statement: what is remembered is what was counted. A quarter that was told before cases were counted is counted anew,
  -- of what was remembered then. Nothing where it was counted by cases before.
  CREATE FUNCTION statistics.take(name text, since timestamptz, until timestamptz, parts json, smallest int)
    RETURNS TABLE (measure text, part text, count int, cases int, median_days float, in_time int, in_time_cases int, late_cases int, hidden_cases int)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    #variable_conflict use_column
    DECLARE anew boolean;
    BEGIN
      IF NOT statistics.may_count() THEN RETURN; END IF;
      -- One at a time: two quarters counted beside each other would both take what came late.
      PERFORM pg_advisory_xact_lock(hashtext('statistics.take'));
      INSERT INTO statistics.quarters (quarter, since, until, fixed_at) VALUES (name, take.since, take.until, access.now()) ON CONFLICT DO NOTHING;
      anew := NOT FOUND;
      IF anew AND EXISTS (SELECT 1 FROM statistics.quarters q WHERE q.quarter = name AND q.figures IS NOT NULL) THEN RETURN; END IF;
      RETURN QUERY
      WITH due AS MATERIALIZED (
        SELECT t.*, t.happened < take.since OR t.happened >= take.until AS late
          FROM statistics.things(parts) t LEFT JOIN statistics.counted c ON c.thing = t.thing AND c.round = t.round
         WHERE CASE WHEN anew THEN c.quarter = name
                    ELSE c.quarter IS NULL AND EXISTS (SELECT 1 FROM statistics.quarters q WHERE t.happened >= q.since AND t.happened < q.until) END),
      taken AS (INSERT INTO statistics.counted (thing, round, quarter) SELECT d.thing, d.round, name FROM due d WHERE NOT anew ON CONFLICT DO NOTHING),
      cells AS (
        SELECT d.late, d.measure, d.part, count(*)::int AS things, count(DISTINCT d.case_id)::int AS cases,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY d.days) AS median, d.measure LIKE 'lead-time/%' AS has_time,
               (count(*) FILTER (WHERE d.in_time))::int AS in_time, (count(DISTINCT d.case_id) FILTER (WHERE d.in_time))::int AS in_time_cases,
               (count(DISTINCT d.case_id) FILTER (WHERE d.in_time IS NOT TRUE))::int AS late_cases
          FROM due d GROUP BY d.late, d.measure, d.part)
      SELECT CASE WHEN c.late THEN 'late-' ELSE '' END || c.measure, c.part, c.things, c.cases, c.median,
             CASE WHEN c.has_time THEN c.in_time END, CASE WHEN c.has_time THEN c.in_time_cases END, CASE WHEN c.has_time THEN c.late_cases END,
             (SELECT count(DISTINCT d.case_id)::int FROM due d JOIN cells h ON h.late = d.late AND h.measure = d.measure AND h.part = d.part
               WHERE h.late = c.late AND h.measure = c.measure AND h.cases < smallest)
        FROM cells c ORDER BY 1, 2;
    END $$;
  REVOKE EXECUTE ON FUNCTION statistics.take(text, timestamptz, timestamptz, json, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION statistics.take(text, timestamptz, timestamptz, json, int) TO insatskedja_app;
`;

const KEEP = `
  -- What was told before cases were counted, until it has been judged by them.
  CREATE FUNCTION statistics.earlier(name text) RETURNS json LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT earlier FROM statistics.quarters WHERE quarter = name AND statistics.may_count() $$;
  REVOKE EXECUTE ON FUNCTION statistics.earlier(text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION statistics.earlier(text) TO insatskedja_app;

  CREATE OR REPLACE FUNCTION statistics.keep(name text, told json) RETURNS json LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    IF NOT statistics.may_count() THEN RETURN NULL; END IF;
    UPDATE statistics.quarters SET figures = told, earlier = NULL WHERE quarter = name AND figures IS NULL;
    RETURN (SELECT figures FROM statistics.quarters WHERE quarter = name);
  END $$;
`;
