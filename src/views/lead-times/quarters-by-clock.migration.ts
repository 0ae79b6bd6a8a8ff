import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTING = [
  'statistics.things(json)',
  'statistics.kept(text)',
  'statistics.take(text, timestamptz, timestamptz, json)',
  'statistics.keep(text, json)',
];

/**
 * Lets the machinery count as well as the county coordinator: a quarter is fixed by the clock, not by who happens to ask. Each function keeps its text but
 * for the question of who may, which is asked in one place from now on.
 */
export class QuartersByClock1700000111000 implements MigrationInterface {
  name = 'QuartersByClock1700000111000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION statistics.may_count() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
        SELECT coalesce(access.duty() IN ('county-coordinator', 'system'), false) $$;
      REVOKE EXECUTE ON FUNCTION statistics.may_count() FROM PUBLIC;
    `);
    for (const name of COUNTING) {
      const [found] = (await runner.query('SELECT pg_get_functiondef($1::regprocedure) AS text', [name])) as { text: string }[];
      const text = found!.text
        .replaceAll("access.duty() IS DISTINCT FROM 'county-coordinator'", 'NOT statistics.may_count()')
        .replaceAll("access.duty() = 'county-coordinator'", 'statistics.may_count()');
      if (!text.includes('may_count()')) throw new Error(`${name} does not ask who may count`);
      await runner.query(text);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of COUNTING) {
      const [found] = (await runner.query('SELECT pg_get_functiondef($1::regprocedure) AS text', [name])) as { text: string }[];
      await runner.query(
        found!.text
          .replaceAll('NOT statistics.may_count()', "access.duty() IS DISTINCT FROM 'county-coordinator'")
          .replaceAll('statistics.may_count()', "access.duty() = 'county-coordinator'"),
      );
    }
    await runner.query('DROP FUNCTION statistics.may_count()');
  }
}
