import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan about her has lines for others: a child, a violence user. What is disclosed of her opens none of theirs (OSL 12:2), so the door says for each of them
 * what is open to the reader. The rows themselves pass by the plan's own person, as before.
 */
export class PlanPersons1700000118400 implements MigrationInterface {
  name = 'PlanPersons1700000118400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.plan_versions;
      CREATE VIEW door.plan_versions WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked,
               coalesce(g.classes, '{}') AS granted_classes, about.classes AS granted_about,
               coalesce(p.owner_agency <> access.agency() AND p.agreed_at IS NOT NULL AND 'plan' = ANY (g.classes), false) AS granted
          FROM views.plan_versions p,
               LATERAL (SELECT access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, p.person_id) AS classes) g,
               LATERAL (SELECT coalesce(jsonb_object_agg(who, coalesce(
                                 to_jsonb(access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, who::uuid)), '[]')), '{}') AS classes
                          FROM (SELECT DISTINCT line ->> 'personId' AS who FROM jsonb_array_elements(p.lines) line) persons) about;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what is disclosed of one person in a plan would show the others’ lines');
  }
}
