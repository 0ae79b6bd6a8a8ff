import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LogReviews1700000094000 implements MigrationInterface {
  name = 'LogReviews1700000094000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.log_reviews (
        review_id uuid PRIMARY KEY, owner_agency text NOT NULL, unit_id text NOT NULL, kind text NOT NULL, staff_id text NOT NULL, case_id uuid, person_id uuid,
        signals text[] NOT NULL, lines text[] NOT NULL, period_from timestamptz NOT NULL, period_to timestamptz NOT NULL, reason jsonb, opened_at timestamptz NOT NULL,
        asked boolean NOT NULL, asked_at timestamptz, explain_by timestamptz, explanation jsonb, explained_at timestamptz,
        verdict text NOT NULL, judged_by text, judged_at timestamptz, note jsonb,
        incident text NOT NULL, discovered_at timestamptz, notify_by timestamptz, incident_what jsonb, settled_at timestamptz, incident_note jsonb
      );
      CREATE INDEX log_reviews_by_unit ON views.log_reviews (owner_agency, unit_id, opened_at);
      CREATE INDEX log_reviews_by_staff ON views.log_reviews (staff_id) WHERE asked;

      -- Is the reader this person, or kin of theirs? Then it is not theirs to review, whether or not a case is named.
      CREATE FUNCTION access.concerned(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                        WHERE p.person_id = person AND p.kind = 'number' AND p.agency_id = access.agency() AND s.staff_id = access.staff() AND s.relation <> 'neighbour') $$;
      REVOKE EXECUTE ON FUNCTION access.concerned(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.concerned(uuid) TO insatskedja_app, insatskedja_projector, insatskedja_migrate;

      -- To the head of the unit, never about themself, nor about their own kin; and to whom it is about, once asked.
      SELECT access.protect('views.log_reviews', $$owner_agency = access.agency() AND (
        (coalesce(access.duty() = 'supervisor', false) AND staff_id <> access.staff() AND unit_id IN (access.unit(), '')
         AND NOT access.locked(case_id) AND NOT access.concerned(person_id))
        OR (staff_id = access.staff() AND asked AND coalesce(access.duty() <> 'system', false)))$$);
      -- Whom it is about is asked what they did at a time: neither which case that was, nor what it was taken for. That a case exists may be hidden from them.
      CREATE VIEW door.log_reviews WITH (security_invoker = true) AS
        SELECT r.review_id, r.owner_agency, r.unit_id, r.kind, r.staff_id,
               CASE WHEN NOT w.self THEN r.case_id END AS about_case, CASE WHEN NOT w.self THEN r.person_id END AS person_id,
               CASE WHEN w.self THEN '{}' ELSE r.signals END AS signals, r.lines, r.period_from, r.period_to,
               CASE WHEN NOT w.self THEN r.reason END AS reason, r.opened_at, r.asked, r.explain_by, r.explanation, r.explained_at, r.verdict, r.judged_at,
               CASE WHEN NOT w.self THEN r.judged_by END AS judged_by, CASE WHEN NOT w.self THEN r.note END AS note,
               CASE WHEN w.self THEN 'none' ELSE r.incident END AS incident, CASE WHEN NOT w.self THEN r.notify_by END AS notify_by,
               CASE WHEN NOT w.self THEN r.incident_what END AS incident_what, CASE WHEN NOT w.self THEN r.settled_at END AS settled_at,
               CASE WHEN NOT w.self THEN r.incident_note END AS incident_note,
               NOT w.self AND (access.locked(r.case_id) OR access.concerned(r.person_id)) AS locked
          FROM views.log_reviews r, LATERAL (SELECT coalesce(r.staff_id = access.staff(), false) AS self) w;
    `);
    await runner.query(MACHINERY);
    await runner.query(STATISTICS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY machinery_reviews ON audit.records;
      DROP FUNCTION access.reviewed_relations(text[], uuid[]), access.own_accesses(text[]), access.review_counts(timestamptz, timestamptz);
      DROP VIEW door.log_reviews; DROP TABLE views.log_reviews; DROP FUNCTION access.concerned(uuid);
    `);
  }
}

/** What draws samples and looks for signals, as the agency's own machinery: its own staff's lines, and who is whose kin. */
const MACHINERY = `
  CREATE POLICY machinery_reviews ON audit.records FOR SELECT TO insatskedja_app USING (
    access.duty() = 'system' AND agency_id = access.agency() AND access.setting('reviewing') = 'log');
  CREATE INDEX audit_by_time ON audit.records (agency_id, at);

  CREATE FUNCTION access.reviewed_relations(staff text[], cases uuid[]) RETURNS TABLE (staff_id text, case_id uuid, relation text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT s.staff_id, p.case_id, s.relation FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE access.duty() = 'system' AND s.agency_id = access.agency() AND p.kind = 'number' AND s.staff_id = ANY (staff) AND p.case_id = ANY (cases) $$;

  -- One's own lines, and only when and what kind of act: what a person who is asked to explain is shown.
  CREATE FUNCTION access.own_accesses(ids text[]) RETURNS TABLE (audit_id uuid, at timestamptz, action text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT r.audit_id, r.at, r.action FROM audit.records r
     WHERE r.audit_id = ANY (ids::uuid[]) AND r.staff_id = access.staff() AND r.agency_id = access.agency() ORDER BY r.number $$;
  REVOKE EXECUTE ON FUNCTION access.reviewed_relations(text[], uuid[]), access.own_accesses(text[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.reviewed_relations(text[], uuid[]), access.own_accesses(text[]) TO insatskedja_app;
`;

/** Counts by unit, never by person: what follows up that reviews are made. Small cells are hidden before they leave (statistics.ts). */
const STATISTICS = `
  CREATE FUNCTION access.review_counts(since timestamptz, before timestamptz)
  RETURNS TABLE (unit_id text, kind text, no_remark int, remark int, waits int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT r.unit_id, r.kind, count(*) FILTER (WHERE r.verdict = 'no-remark')::int, count(*) FILTER (WHERE r.verdict = 'remark')::int,
           count(*) FILTER (WHERE r.verdict = 'waits')::int
      FROM views.log_reviews r
     WHERE access.duty() = 'supervisor' AND r.owner_agency = access.agency() AND r.opened_at >= since AND r.opened_at < before
     GROUP BY r.unit_id, r.kind $$;
  REVOKE EXECUTE ON FUNCTION access.review_counts(timestamptz, timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.review_counts(timestamptz, timestamptz) TO insatskedja_app;
`;
