import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A declared relation is taken back by its declarer and goes when a head has confirmed it: the row, and the blind token that locked. */
export class Retractions1700000032600 implements MigrationInterface {
  name = 'Retractions1700000032600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organisation.relations ADD COLUMN retracted_at timestamptz, ADD COLUMN retract_reason text;
      GRANT SELECT (retracted_at, retract_reason) ON organisation.relations TO insatskedja_app;
      ALTER FUNCTION organisation.apply(json) RENAME TO apply_register;

      CREATE FUNCTION organisation.apply(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE c json; rest json;
      BEGIN
        FOR c IN SELECT * FROM json_array_elements(changes) LOOP
          CASE c->>'op'
          WHEN 'retract' THEN
            UPDATE organisation.relations SET retracted_at = (c->>'at')::timestamptz, retract_reason = c->>'reason' WHERE relation_id = (c->>'relationId')::uuid;
          WHEN 'keep-relation' THEN
            UPDATE organisation.relations SET retracted_at = NULL, retract_reason = NULL WHERE relation_id = (c->>'relationId')::uuid;
          WHEN 'drop-relation' THEN
            DELETE FROM access.staff_tokens t USING organisation.relations r
             WHERE r.relation_id = (c->>'relationId')::uuid AND t.staff_id = r.staff_id AND t.token = r.token;
            DELETE FROM organisation.relations WHERE relation_id = (c->>'relationId')::uuid;
          ELSE NULL;
          END CASE;
        END LOOP;
        SELECT json_agg(x) INTO rest FROM json_array_elements(changes) x WHERE x->>'op' NOT IN ('retract', 'keep-relation', 'drop-relation');
        IF rest IS NOT NULL THEN PERFORM organisation.apply_register(rest); END IF;
      END $$;
      REVOKE ALL ON FUNCTION organisation.apply(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION organisation.apply(json) TO insatskedja_app;
      REVOKE EXECUTE ON FUNCTION organisation.apply_register(json) FROM insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what locks somebody out is never taken down');
  }
}
