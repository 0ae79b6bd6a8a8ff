import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A plan tells for each person in it whether a mark closes to the reader where they are (docs/decisions/0033): lines, functions and times that tell it go. */
export class PlanWhereabouts1700000119120 implements MigrationInterface {
  name = 'PlanWhereabouts1700000119120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.plan_versions;
      CREATE VIEW door.plan_versions WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked,
               coalesce(g.classes, '{}') AS granted_classes, about.classes AS granted_about,
               coalesce(p.owner_agency <> access.agency() AND p.agreed_at IS NOT NULL AND 'plan' = ANY (g.classes), false) AS granted,
               ARRAY(SELECT who.id FROM (SELECT p.person_id AS id UNION SELECT (line ->> 'personId')::uuid FROM jsonb_array_elements(p.lines) line) who
                      WHERE access.whereabouts_closed(p.case_id, p.owner_agency, p.record_id, who.id)) AS closed_about
          FROM views.plan_versions p,
               LATERAL (SELECT access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, p.person_id) AS classes) g,
               LATERAL (SELECT coalesce(jsonb_object_agg(who, coalesce(
                                 to_jsonb(access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, who::uuid)), '[]')), '{}') AS classes
                          FROM (SELECT DISTINCT line ->> 'personId' AS who FROM jsonb_array_elements(p.lines) line) persons) about;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the plan would name the shelter past the vault');
  }
}
