import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Advisory locks, two numbers each: the gate that sealing passes through, and the one rotation at a time. */
export const GATE = '20, 1';
export const TURN = '20, 2';
/** SQLSTATE of a key that comes wrapped under an epoch that is on its way out. */
export const EPOCH_CLOSED = 'KE001';

/**
 * What makes it safe to destroy an epoch. `least_epoch` is a gate: once it is raised, no key enters under an older epoch, from whatever instance; who was
 * on his way through is waited for (the shared lock is held until his commit). Without it, a key that another instance wraps while the rotation
 * ends would be lost together with the epoch. And each key that is deleted leaves its epoch's number among those that must be destroyed before the erasure is
 * final, so that a rotation knows, after any crash, whether the one that was begun will do.
 */
export class Wrapping1700000092000 implements MigrationInterface {
  name = 'Wrapping1700000092000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE privacy.wrapping (
        only_one bool PRIMARY KEY DEFAULT true CHECK (only_one),
        provider text,
        least_epoch int NOT NULL DEFAULT 1,
        rotated_at timestamptz
      );
      INSERT INTO privacy.wrapping (provider)
        SELECT CASE WHEN EXISTS (SELECT FROM privacy.data_keys) OR EXISTS (SELECT FROM privacy.service_keys) THEN 'file' END;
      CREATE TABLE privacy.doomed_epochs (epoch int PRIMARY KEY, since timestamptz NOT NULL DEFAULT clock_timestamp());

      CREATE FUNCTION privacy.pass_gate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE least int;
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(${GATE});
        SELECT least_epoch INTO least FROM privacy.wrapping;
        IF EXISTS (SELECT FROM fresh WHERE epoch < least) THEN
          RAISE EXCEPTION 'the epoch is closed for new keys' USING ERRCODE = '${EPOCH_CLOSED}';
        END IF;
        RETURN NULL;
      END $fn$;
      CREATE FUNCTION privacy.doom_epoch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      BEGIN
        INSERT INTO privacy.doomed_epochs (epoch) SELECT DISTINCT epoch FROM gone ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $fn$;
      ${['data_keys', 'service_keys']
        .map(
          (table) => `
      CREATE TRIGGER gate_in AFTER INSERT ON privacy.${table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy.pass_gate();
      CREATE TRIGGER gate_up AFTER UPDATE ON privacy.${table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy.pass_gate();
      CREATE TRIGGER doom AFTER DELETE ON privacy.${table} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION privacy.doom_epoch();`,
        )
        .join('')}
      REVOKE ALL ON FUNCTION privacy.pass_gate(), privacy.doom_epoch() FROM PUBLIC;

      GRANT SELECT, UPDATE (provider, least_epoch, rotated_at) ON privacy.wrapping TO insatskedja_app;
      GRANT SELECT, DELETE ON privacy.doomed_epochs TO insatskedja_app;
      GRANT UPDATE (wrapped, epoch) ON privacy.data_keys, privacy.service_keys TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER gate_in ON privacy.data_keys; DROP TRIGGER gate_up ON privacy.data_keys; DROP TRIGGER doom ON privacy.data_keys;
      DROP TRIGGER gate_in ON privacy.service_keys; DROP TRIGGER gate_up ON privacy.service_keys; DROP TRIGGER doom ON privacy.service_keys;
      DROP FUNCTION privacy.pass_gate(); DROP FUNCTION privacy.doom_epoch();
      DROP TABLE privacy.wrapping; DROP TABLE privacy.doomed_epochs;
      REVOKE UPDATE ON privacy.data_keys, privacy.service_keys FROM insatskedja_app;
    `);
  }
}
