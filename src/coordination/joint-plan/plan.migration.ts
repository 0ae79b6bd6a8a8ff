import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Plans1700000013000 implements MigrationInterface {
  name = 'Plans1700000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.plan_versions (
        plan_id uuid NOT NULL,
        version int NOT NULL,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        goals jsonb NOT NULL,
        lines jsonb NOT NULL,
        texts jsonb NOT NULL,
        leader_function text NOT NULL,
        participation text NOT NULL,
        saved_by text NOT NULL,
        saved_at timestamptz NOT NULL,
        agreed_on date,
        agreed_at timestamptz,
        followed_up_on date,
        next_follow_up_on date,
        follow_up_note jsonb,
        closed_on date,
        closed_reason text,
        revision int NOT NULL,
        PRIMARY KEY (plan_id, version)
      );
      CREATE INDEX plan_versions_by_case ON views.plan_versions (case_id);
      -- A peer sees versions that were agreed, through a standing disclosure of plans, when its reader works with an own record in the case.
      SELECT access.protect('views.plan_versions', $$access.own(owner_agency, record_id, case_id)
        OR (owner_agency <> access.agency() AND agreed_at IS NOT NULL AND access.works_with_cases() AND access.joined(case_id) AND NOT access.locked(case_id)
            AND 'plan' = ANY (access.granted_classes(case_id, owner_agency, record_id, agreed_at, person_id)))$$);
      CREATE VIEW door.plan_versions WITH (security_invoker = true) AS
        SELECT p.*, access.assigned(p.record_id) AS assigned, access.joined(p.case_id) AS joined, access.locked(p.case_id) AS locked,
               coalesce(g.classes, '{}') AS granted_classes, coalesce(p.agreed_at IS NOT NULL AND 'plan' = ANY (g.classes), false) AS granted
          FROM views.plan_versions p, LATERAL (SELECT access.granted_classes(p.case_id, p.owner_agency, p.record_id, p.agreed_at, p.person_id) AS classes) g;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.plan_versions; DROP TABLE views.plan_versions');
  }
}
