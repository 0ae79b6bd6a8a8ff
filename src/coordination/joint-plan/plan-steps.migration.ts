import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlanSteps1700000105100 implements MigrationInterface {
  name = 'PlanSteps1700000105100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.plan_versions
        ADD participation_ways jsonb NOT NULL DEFAULT '[]',
        ADD others_measures jsonb NOT NULL DEFAULT '[]',
        ADD step text,
        ADD consent text,
        ADD functions_needed jsonb,
        ADD wishes jsonb,
        ADD next_meeting_at timestamptz,
        ADD met_on date,
        ADD goal_outcomes jsonb;
      ${DOOR}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.plan_versions;
      ALTER TABLE views.plan_versions DROP participation_ways, DROP others_measures, DROP step, DROP consent, DROP functions_needed, DROP wishes,
        DROP next_meeting_at, DROP met_on, DROP goal_outcomes;
      ${DOOR}`);
  }
}

/** A view names its columns when it is made: made anew, it has the new ones too. */
const DOOR = `
  DROP VIEW IF EXISTS door.plan_versions;
  CREATE VIEW door.plan_versions WITH (security_invoker = true) AS
    SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked,
           coalesce(g.classes, '{}') AS granted_classes, coalesce(p.agreed_at IS NOT NULL AND 'plan' = ANY (g.classes), false) AS granted
      FROM views.plan_versions p, LATERAL (SELECT access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, p.person_id) AS classes) g;
`;
