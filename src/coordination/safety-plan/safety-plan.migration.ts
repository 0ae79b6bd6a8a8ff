import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SafetyPlans1700000105200 implements MigrationInterface {
  name = 'SafetyPlans1700000105200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.safety_plans (
        safety_plan_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        made_on date NOT NULL,
        review_on date NOT NULL,
        made_together boolean NOT NULL,
        warning_signs jsonb NOT NULL,
        steps jsonb NOT NULL,
        contacts jsonb NOT NULL,
        places jsonb NOT NULL,
        ended_on date,
        ended_reason text,
        saved_by text NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX safety_plans_by_case ON views.safety_plans (case_id, person_id);
      -- What she does when it becomes dangerous must reach nobody: the owner's assigned alone.
      SELECT access.protect('views.safety_plans', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.safety_plans WITH (security_invoker = true) AS
        SELECT s.*, access.assigned(s.record_id) AS assigned, access.locked(s.case_id) AS locked FROM views.safety_plans s;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.safety_plans; DROP TABLE views.safety_plans');
  }
}
