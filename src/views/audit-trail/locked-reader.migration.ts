import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OF_RECORD } from './log-sides.migration.js';

/**
 * A line over several cases is filed under none, and is read by heads who are locked out of one of them: a list of somebody's cases, a search. Such a
 * reader is told that it was read, by whom and when, and nothing of that case: neither its persons nor its ids, nor how many hits it made. Where a line
 * names no case, of a locked reader only those persons stand whom another case of the agency's is known to hold.
 */
export class LockedReader1700000114300 implements MigrationInterface {
  name = 'LockedReader1700000114300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every id by which the cases that this reader is locked out of could be told. Nearly always none.
      CREATE FUNCTION access.hidden_ids() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH closed AS MATERIALIZED (
          SELECT l.case_id FROM access.case_locks l WHERE l.staff_id = access.staff()
          UNION SELECT p.case_id FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                 WHERE p.kind = 'number' AND p.agency_id = access.agency() AND s.relation <> 'neighbour' AND s.staff_id = access.staff())
        SELECT coalesce(array_agg(id), '{}') FROM (
          SELECT case_id::text AS id FROM closed
          UNION SELECT a.record_id::text FROM access.assignments a JOIN closed USING (case_id) WHERE a.agency_id = access.agency()
          UNION SELECT t.person_id::text FROM access.person_tokens t JOIN closed USING (case_id) WHERE t.agency_id = access.agency()
          UNION SELECT p.person_id::text FROM views.persons p JOIN closed USING (case_id) WHERE p.owner_agency = access.agency()) ids $$;
      -- Of these, those whom a record of the agency's holds, and none of whom is hidden.
      CREATE FUNCTION access.known_persons(ids text[], hidden text[]) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT ARRAY(SELECT i FROM unnest(ids) WITH ORDINALITY x(i, n)
                      WHERE i <> ALL (hidden) AND EXISTS (SELECT 1 FROM views.persons p WHERE p.owner_agency = access.agency() AND p.person_id::text = i) ORDER BY n) $$;
      CREATE FUNCTION access.but(ids text[], hidden text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN ids && hidden THEN ARRAY(SELECT i FROM unnest(ids) WITH ORDINALITY x(i, n) WHERE i <> ALL (hidden) ORDER BY n) ELSE ids END $$;
      REVOKE EXECUTE ON FUNCTION access.hidden_ids(), access.known_persons(text[], text[]), access.but(text[], text[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.hidden_ids(), access.known_persons(text[], text[]), access.but(text[], text[])
        TO insatskedja_app, insatskedja_projector, insatskedja_migrate;

      -- As log-sides.migration.ts has it, but for what is hidden; asked once for each statement, hence the subselects.
      CREATE OR REPLACE VIEW door.audit_records WITH (security_invoker = true) AS
        SELECT r.number, r.audit_id, r.at, r.action, r.operation, r.outcome, r.object_type, r.case_id,
               coalesce(r.duty, '') AS duty, coalesce(r.agency_id, '') AS agency_id, w.own,
               CASE WHEN w.own THEN r.staff_id END AS staff_id,
               CASE WHEN w.own THEN r.unit_id END AS unit_id,
               CASE WHEN (w.own OR r.object_id = r.case_id::text) AND r.object_id <> ALL ((SELECT access.hidden_ids())::text[]) THEN r.object_id END AS object_id,
               CASE WHEN w.own AND r.record_id::text <> ALL ((SELECT access.hidden_ids())::text[]) THEN r.record_id END AS record_id,
               CASE WHEN w.own THEN r.owner_agencies ELSE ARRAY[access.agency()] END AS owner_agencies,
               CASE WHEN NOT w.own THEN '{}'
                    WHEN r.case_id IS NULL AND (SELECT access.hidden_ids()) <> '{}' THEN access.known_persons(r.person_ids, (SELECT access.hidden_ids()))
                    ELSE access.but(r.person_ids, (SELECT access.hidden_ids())) END AS person_ids,
               CASE WHEN w.own THEN access.but(r.hits, (SELECT access.hidden_ids())) ELSE '{}' END AS hits,
               CASE WHEN w.own OR r.owner_agencies <@ ARRAY[access.agency()] THEN r.classes ELSE '{}' END AS classes,
               CASE WHEN w.own OR r.owner_agencies <@ ARRAY[access.agency(), r.agency_id] THEN r.ground END AS ground,
               CASE WHEN w.own THEN r.purpose END AS purpose,
               CASE WHEN w.own THEN r.rule END AS rule,
               CASE WHEN w.own OR access.agency() = ANY (r.owner_agencies) THEN coalesce(access.agency(), '') ELSE '' END AS concerns_agency,
               coalesce(r.case_id IS NOT NULL AND access.joined(r.case_id) AND access.same_side(r.case_id, r.agency_id, r.staff_id, ${OF_RECORD}), false) AS joined,
               coalesce(r.case_id IS NOT NULL AND access.locked(r.case_id), false) AS locked
          FROM audit.records r, LATERAL (SELECT coalesce(r.agency_id = access.agency(), false) AS own) w;
    `);
  }

  async down(): Promise<void> {
    throw new Error('a head who is kin would find her relative in the trail again');
  }
}
