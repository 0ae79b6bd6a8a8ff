import type { MigrationInterface, QueryRunner } from 'typeorm';

/** SQLSTATE of a new key for a record that was erased: nothing can be written in it any more. */
export const RECORD_ERASED = 'KE410';

/**
 * Erasure of a record: its data keys and whatever other rooms have registered to go with them, in one transaction. A tombstone keeps a key from coming back:
 * a command that was under way when the record was erased seals nothing more in it.
 */
export class Erasure1700000092900 implements MigrationInterface {
  name = 'Erasure1700000092900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE privacy.erasures (
        erasure_id uuid PRIMARY KEY, agency_id text NOT NULL, record_id uuid NOT NULL, case_id uuid NOT NULL, erased_at timestamptz NOT NULL
      );
      CREATE INDEX erasures_by_record ON privacy.erasures (record_id, agency_id);
      -- What goes with the keys: functions that take the line of the erasure list with all key ids, run as their owner.
      CREATE TABLE privacy.erasure_steps (function text PRIMARY KEY);

      CREATE FUNCTION privacy.refuse_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(21, hashtext(NEW.record_id::text));
        IF EXISTS (SELECT 1 FROM privacy.erasures e WHERE e.record_id = NEW.record_id AND e.agency_id = NEW.agency_id) THEN
          RAISE EXCEPTION 'the record was erased' USING ERRCODE = '${RECORD_ERASED}';
        END IF;
        RETURN NEW;
      END $fn$;
      CREATE TRIGGER refuse_erased BEFORE INSERT ON privacy.data_keys FOR EACH ROW EXECUTE FUNCTION privacy.refuse_erased();

      -- Every value inside that was sealed with one of these keys becomes the erased marker.
      CREATE FUNCTION privacy.mark_erased(value jsonb, keys text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $fn$
      BEGIN
        IF jsonb_typeof(value) = 'object' THEN
          IF value->>'sealed' = '1' AND value->>'key' = ANY (keys) THEN RETURN '{"erased": true}'; END IF;
          RETURN coalesce((SELECT jsonb_object_agg(e.key, privacy.mark_erased(e.value, keys)) FROM jsonb_each(value) e), '{}');
        END IF;
        IF jsonb_typeof(value) = 'array' THEN
          RETURN coalesce((SELECT jsonb_agg(privacy.mark_erased(e.value, keys) ORDER BY e.n) FROM jsonb_array_elements(value) WITH ORDINALITY AS e(value, n)), '[]');
        END IF;
        RETURN value;
      END $fn$;

      -- Idempotent: a second time finds nothing. @returns how many keys were destroyed
      CREATE FUNCTION privacy.erase(entry json) RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE gone uuid[]; step text; whole json;
      BEGIN
        PERFORM pg_advisory_xact_lock(21, hashtext(((entry->>'recordId')::uuid)::text));
        INSERT INTO privacy.erasures VALUES ((entry->>'erasureId')::uuid, entry->>'agencyId', (entry->>'recordId')::uuid, (entry->>'caseId')::uuid, (entry->>'at')::timestamptz)
          ON CONFLICT DO NOTHING;
        WITH deleted AS (DELETE FROM privacy.data_keys
             WHERE (agency_id = entry->>'agencyId' AND record_id = (entry->>'recordId')::uuid) OR key_id IN (SELECT json_array_elements_text(entry->'keyIds')::uuid)
          RETURNING key_id) SELECT coalesce(array_agg(key_id), '{}') INTO gone FROM deleted;
        whole := jsonb_set(entry::jsonb, '{keyIds}', to_jsonb(ARRAY(SELECT unnest(gone)::text UNION SELECT json_array_elements_text(entry->'keyIds'))))::json;
        FOR step IN SELECT function FROM privacy.erasure_steps ORDER BY function LOOP
          EXECUTE format('SELECT %s($1)', step) USING whole;
        END LOOP;
        RETURN cardinality(gone);
      END $fn$;
      REVOKE ALL ON FUNCTION privacy.refuse_erased(), privacy.mark_erased(jsonb, text[]), privacy.erase(json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION privacy.erase(json) TO insatskedja_app;
      GRANT SELECT ON privacy.erasures TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what is erased stays erased');
  }
}
