import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lead times and interventions of a span of time, counted by part of the county. The county coordinator may read no row of any case; this counts past that
 * wall for that duty alone, and gives nothing but counts and medians. Small counts are hidden by src/views/lead-times/suppress.ts before anything leaves.
 */
export class LeadTimes1700000101020 implements MigrationInterface {
  name = 'LeadTimes1700000101020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION views.county_figures(since timestamptz, until timestamptz, parts json)
        RETURNS TABLE (measure text, part text, count int, median_days float, in_time int)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        -- The municipality of the function that works with the record, or of its agency; what belongs to none is not counted.
        WITH places AS (
          SELECT r.record_id, parts->>coalesce(f.municipality, a.municipality) AS part
            FROM views.records r JOIN organisation.functions f USING (function_id) JOIN organisation.agencies a ON a.agency_id = f.agency_id),
        begun AS (
          SELECT DISTINCT ON (e.owner_agency, e.thing_id) e.record_id, e.fields->'kind'->>'value' AS kind, e.recorded_at
            FROM views.chain_entries e WHERE e.thing = 'intervention' AND e.fields->'status'->>'value' = 'started'
           ORDER BY e.owner_agency, e.thing_id, e.position)
        SELECT 'lead-time/' || c.deadline_id, p.part, count(*)::int,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.stopped_at - c.started_at) / 86400),
               (count(*) FILTER (WHERE c.stopped_at < c.due_at))::int
          FROM views.clocks c JOIN places p USING (record_id)
         WHERE access.duty() = 'county-coordinator' AND p.part IS NOT NULL
           AND c.status = 'stopped' AND c.started_at IS NOT NULL AND c.stopped_at >= since AND c.stopped_at < until
         GROUP BY 1, 2
        UNION ALL
        SELECT 'intervention/' || b.kind, p.part, count(*)::int, NULL, NULL
          FROM begun b JOIN places p USING (record_id)
         WHERE access.duty() = 'county-coordinator' AND p.part IS NOT NULL AND b.kind IS NOT NULL AND b.recorded_at >= since AND b.recorded_at < until
         GROUP BY 1, 2 $$;
      REVOKE EXECUTE ON FUNCTION views.county_figures(timestamptz, timestamptz, json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION views.county_figures(timestamptz, timestamptz, json) TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION views.county_figures(timestamptz, timestamptz, json)');
  }
}
