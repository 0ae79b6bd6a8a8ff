import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is kin of somebody whose identity became fictitious is told by no number any more (0034): the lock that was kept tells it, in the record that she stands in. */
export class ReviewKin1700000119060 implements MigrationInterface {
  name = 'ReviewKin1700000119060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION access.concerned(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                        WHERE p.person_id = person AND p.kind = 'number' AND p.agency_id = access.agency() AND s.staff_id = access.staff() AND s.relation <> 'neighbour')
            OR EXISTS (SELECT 1 FROM access.case_locks l JOIN access.protected_persons p USING (record_id)
                        WHERE l.kin AND l.staff_id = access.staff() AND p.person_id = person) $$`);
  }

  async down(): Promise<void> {
    throw new Error('kin would review a reading about whom they may not know of');
  }
}
