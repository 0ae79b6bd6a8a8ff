import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CareInterventions1700000016000 implements MigrationInterface {
  name = 'CareInterventions1700000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.care_interventions (
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
      CREATE INDEX care_interventions_by_case ON views.care_interventions (case_id);
      -- The own agency's work. Peers learn how it goes through the chain, by class.
      SELECT access.protect('views.care_interventions', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.care_interventions WITH (security_invoker = true) AS
        SELECT i.*, access.assigned(i.record_id) AS assigned, access.locked(i.case_id) AS locked FROM views.care_interventions i;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.care_interventions; DROP TABLE views.care_interventions');
  }
}
