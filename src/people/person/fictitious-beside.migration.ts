import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether somebody in a record, or in one beside it, has a fictitious identity: two records are then never said to be about the same person, which would
 * tell who she was (lag 1991:483, docs/decisions/0034). Her child's record with the old name leads to hers as well as her own.
 */
export class FictitiousBeside1700000119130 implements MigrationInterface {
  name = 'FictitiousBeside1700000119130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.fictitious_beside(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.record_id = ANY (access.records_beside(record)) AND p.mark = 'fictitious') $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('a fictitious identity would be said to be the person she was');
  }
}
