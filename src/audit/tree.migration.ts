import type { MigrationInterface, QueryRunner } from 'typeorm';
import { leafOf } from '#libs/event-store';
import { canonicalOfColumns, LINE_COLUMNS } from './line-columns.js';

const PART = 5_000;

/**
 * The tree over both logs (docs/decisions/0018). Each line of the trail gets the hash that it was written with, and a horizon as the event log has: its
 * writer holds a shared lock on the last allotted number before it takes its own, so that the sequencer knows below which number nothing more will come.
 */
export class AuditTree1700000091000 implements MigrationInterface {
  name = 'AuditTree1700000091000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit.records ADD COLUMN leaf bytea');
    await this.leavesOfOldLines(runner);
    await runner.query(`
      ALTER TABLE audit.records ALTER COLUMN leaf SET NOT NULL;
      DROP FUNCTION audit.write(json);
      CREATE FUNCTION audit.write(entries json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared((x'4155'::bigint << 48) | (last_value - (NOT is_called)::int)) FROM audit.numbers;
        INSERT INTO audit.records (audit_id, at, action, operation, outcome, staff_id, duty, agency_id, unit_id, object_type, object_id, case_id, record_id,
                                   owner_agencies, person_ids, hits, classes, ground, purpose, correlation_id, rule, leaf)
        SELECT e."auditId", e.at, e.action, e.operation, e.outcome, e."staffId", e.duty, e."agencyId", e."unitId", e."objectType", e."objectId", e."caseId", e."recordId",
               e."ownerAgencies", e."personIds", e.hits, e.classes, e.ground, e.purpose, e."correlationId", e.rule, decode(e.leaf, 'hex')
          FROM json_to_recordset(entries) AS e("auditId" uuid, at timestamptz, action text, operation text, outcome text, "staffId" text, duty text, "agencyId" text,
               "unitId" text, "objectType" text, "objectId" text, "caseId" uuid, "recordId" uuid, "ownerAgencies" text[], "personIds" text[], hits text[], classes text[],
               ground text, purpose text, "correlationId" text, rule text, leaf text);
      END $$;
      REVOKE EXECUTE ON FUNCTION audit.write(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.write(json) TO insatskedja_app;
      CREATE FUNCTION audit.horizon() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
      DECLARE allotted bigint; in_flight bigint;
      BEGIN
        SELECT last_value - (NOT is_called)::int INTO allotted FROM audit.numbers;   -- first: the high mark
        SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO in_flight   -- second: who is still writing
          FROM pg_locks
         WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 16) = x'4155'::int
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
        RETURN least(allotted, in_flight);
      END $$;
      -- The sequencer reads hashes, the verification whole lines; both as the role that serves no requests.
      GRANT USAGE ON SCHEMA audit TO insatskedja_projector;
      GRANT SELECT ON audit.records TO insatskedja_projector;
      GRANT SELECT ON SEQUENCE audit.numbers TO insatskedja_projector;

      CREATE SCHEMA tree;
      CREATE TABLE tree.installation (one boolean PRIMARY KEY DEFAULT true CHECK (one), id uuid NOT NULL DEFAULT gen_random_uuid());
      INSERT INTO tree.installation DEFAULT VALUES;
      -- How far each tree has come: its size, the roots of its perfect subtrees, and the place of its last record in its log.
      CREATE TABLE tree.logs (
        log text PRIMARY KEY CHECK (log IN ('events', 'audit')),
        generation int NOT NULL DEFAULT 1,
        size bigint NOT NULL DEFAULT 0,
        range bytea NOT NULL DEFAULT '',
        place text NOT NULL DEFAULT '0'
      );
      INSERT INTO tree.logs (log) VALUES ('events'), ('audit');
      -- One instance at a time gives leaves their places. By the database's clock.
      CREATE TABLE tree.lease (one boolean PRIMARY KEY DEFAULT true CHECK (one), owner uuid, lease_until timestamptz);
      INSERT INTO tree.lease DEFAULT VALUES;
      CREATE TABLE tree.checkpoints (
        log text NOT NULL, origin text NOT NULL, size bigint NOT NULL, note text NOT NULL, signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (origin, size)
      );
      -- The newest that each witness has put its name to, and since when it has not answered.
      CREATE TABLE tree.cosignatures (
        origin text NOT NULL, witness text NOT NULL, log text NOT NULL, size bigint NOT NULL DEFAULT 0, note text, cosigned_at timestamptz,
        failing_since timestamptz, failure text,
        PRIMARY KEY (origin, witness)
      );
      CREATE TABLE tree.verifications (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, result json NOT NULL);
      GRANT USAGE ON SCHEMA tree TO insatskedja_app, insatskedja_projector;
      GRANT SELECT ON ALL TABLES IN SCHEMA tree TO insatskedja_app, insatskedja_projector;
      GRANT INSERT, UPDATE, DELETE ON tree.logs, tree.lease, tree.checkpoints, tree.cosignatures, tree.verifications TO insatskedja_projector;
    `);
  }

  /** Lines that were written before: their hash is taken of what stands there now. */
  private async leavesOfOldLines(runner: QueryRunner): Promise<void> {
    for (;;) {
      const rows = (await runner.query(
        `SELECT number, array_to_json(ARRAY[${LINE_COLUMNS}]) AS line FROM audit.records WHERE leaf IS NULL ORDER BY number LIMIT ${PART}`,
      )) as { readonly number: string; readonly line: (string | null)[] }[];
      if (rows.length === 0) return;
      const leaves = rows.map(({ number, line }) => ({ number, leaf: leafOf(canonicalOfColumns(line)) }));
      await runner.query(
        `UPDATE audit.records r SET leaf = decode(x.leaf, 'hex') FROM json_to_recordset($1) AS x(number bigint, leaf text) WHERE r.number = x.number`,
        [JSON.stringify(leaves)],
      );
    }
  }

  /** The trail outlives everything, and so does what proves it. */
  async down(): Promise<void> {
    throw new Error('the tree over the trail is never taken down');
  }
}
