import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SupportInterventions1700000015000 implements MigrationInterface {
  name = 'SupportInterventions1700000015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.support_interventions (
        intervention_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        plan_id uuid,
        plan_line_id uuid,
        kind text NOT NULL,
        function_id text NOT NULL,
        status text NOT NULL,
        due_on date,
        follow_up_on date,
        started_on date,
        ended_on date,
        reason text,
        note jsonb,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        revision int NOT NULL
      );
      CREATE INDEX support_interventions_by_case ON views.support_interventions (case_id);
      -- The own agency's work. Peers learn how it goes through the chain, by class.
      SELECT access.protect('views.support_interventions', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.support_interventions WITH (security_invoker = true) AS
        SELECT i.*, access.assigned(i.record_id) AS assigned, access.locked(i.case_id) AS locked FROM views.support_interventions i;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.support_interventions; DROP TABLE views.support_interventions');
  }
}
