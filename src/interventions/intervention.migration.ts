import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One table for every agency's interventions, in place of one for each; a view is made anew from the events. */
export class Interventions1700000103001 implements MigrationInterface {
  name = 'Interventions1700000103001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.interventions (
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
      CREATE INDEX interventions_by_case ON views.interventions (case_id);
      -- The own agency's work. Peers learn how it goes through the chain, by class.
      SELECT access.protect('views.interventions', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.interventions WITH (security_invoker = true) AS
        SELECT i.*, access.assigned(i.record_id) AS assigned, access.locked(i.case_id) AS locked FROM views.interventions i;
      -- What stood in their place, where the system has run before.
      DROP VIEW IF EXISTS door.police_measures, door.support_interventions, door.care_interventions;
      DROP TABLE IF EXISTS views.police_measures, views.support_interventions, views.care_interventions;
      DELETE FROM es.checkpoints WHERE name IN ('view:police-measures', 'view:support-interventions', 'view:care-interventions');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.interventions; DROP TABLE views.interventions');
  }
}
