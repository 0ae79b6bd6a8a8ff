import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RiskAssessments1700000014000 implements MigrationInterface {
  name = 'RiskAssessments1700000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.risk_assessments (
        assessment_id uuid PRIMARY KEY,
        owner_agency text NOT NULL,
        record_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        occasion text NOT NULL,
        instrument text NOT NULL,
        instrument_version text NOT NULL,
        answers jsonb NOT NULL,
        suggested_level text NOT NULL,
        level text NOT NULL,
        override_reason jsonb,
        assessed_on date NOT NULL,
        review_on date NOT NULL,
        status text NOT NULL,
        reason text,
        assessed_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        changed_at timestamptz,
        revision int NOT NULL
      );
      CREATE INDEX risk_assessments_by_case ON views.risk_assessments (case_id, person_id);
      -- The assessment itself is the owner's alone. Peers learn its level through the chain, where the class of each field is judged.
      SELECT access.protect('views.risk_assessments', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.risk_assessments WITH (security_invoker = true) AS
        SELECT r.*, access.assigned(r.record_id) AS assigned, access.locked(r.case_id) AS locked FROM views.risk_assessments r;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW door.risk_assessments; DROP TABLE views.risk_assessments');
  }
}
