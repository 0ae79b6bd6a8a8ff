import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan is shared with other agencies. Over to the other side of a case, in one agency, it does not go: row-level security never let it, and the door now says
 * the same. What is disclosed there passes link by link in the chain.
 */
export class PlanSides1700000112400 implements MigrationInterface {
  name = 'PlanSides1700000112400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.plan_versions;
      CREATE VIEW door.plan_versions WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked,
               coalesce(g.classes, '{}') AS granted_classes,
               coalesce(p.owner_agency <> access.agency() AND p.agreed_at IS NOT NULL AND 'plan' = ANY (g.classes), false) AS granted
          FROM views.plan_versions p, LATERAL (SELECT access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, p.person_id) AS classes) g;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the two walls would answer differently about a plan disclosed within one agency');
  }
}
