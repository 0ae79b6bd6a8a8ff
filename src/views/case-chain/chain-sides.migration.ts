import type { MigrationInterface, QueryRunner } from 'typeorm';

const peers = (condition: string): string => `access.own(owner_agency, record_id, case_id)
  OR (${condition}access.works_with_cases() AND access.joined(case_id) AND NOT access.locked(case_id)
      AND class = ANY (access.granted_classes(case_id, owner_agency, record_id, recorded_at, person_id)))`;

/** What is disclosed between the two sides of a case passes the wall in one agency as it does between two: by the grant, and by nothing else. */
export class ChainSides1700000103003 implements MigrationInterface {
  name = 'ChainSides1700000103003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY app_reads ON views.chain_entries USING (${peers('')})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY app_reads ON views.chain_entries USING (${peers('owner_agency <> access.agency() AND ')})`);
  }
}
