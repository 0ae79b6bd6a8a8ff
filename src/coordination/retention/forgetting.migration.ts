import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What goes with a record's keys, in the same transaction (privacy.erase): search tokens, marks and open disclosures of the record; and in every view each
 * value that was sealed with one of the keys becomes the erased marker. Views are found in the catalogue, so that a new one is not forgotten.
 */
export class Forgetting1700000093100 implements MigrationInterface {
  name = 'Forgetting1700000093100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.forget_record(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE
        gone uuid := (entry->>'recordId')::uuid; agency text := entry->>'agencyId'; in_case uuid := (entry->>'caseId')::uuid; at timestamptz := (entry->>'at')::timestamptz;
        -- The agency's other records in the case: a token that keeps kin out of one of them stays.
        living uuid[] := ARRAY(SELECT DISTINCT k.record_id FROM privacy.data_keys k JOIN access.assignments a ON a.record_id = k.record_id
                                WHERE k.agency_id = entry->>'agencyId' AND a.case_id = (entry->>'caseId')::uuid AND k.record_id <> (entry->>'recordId')::uuid);
      BEGIN
        UPDATE access.person_tokens t SET record_id = k.record_id FROM privacy.data_keys k
         WHERE t.agency_id = agency AND t.case_id = in_case AND t.record_id = gone AND k.agency_id = agency AND k.person_id = t.person_id AND k.record_id = ANY (living);
        DELETE FROM access.person_tokens t WHERE t.agency_id = agency AND t.case_id = in_case AND (t.record_id = gone OR (t.record_id IS NULL AND living = '{}'));
        DELETE FROM access.lock_marks m WHERE m.owner_agency = agency AND m.case_id = in_case
           AND NOT EXISTS (SELECT 1 FROM privacy.data_keys k WHERE k.agency_id = agency AND k.person_id = m.person_id AND k.record_id = ANY (living));
        DELETE FROM access.protected_persons WHERE record_id = gone;
        UPDATE access.grants SET closed_at = at WHERE owner_agency = agency AND record_id = gone AND closed_at IS NULL;
      END $fn$;

      CREATE FUNCTION views.forget_record(entry json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $fn$
      DECLARE
        keys text[] := ARRAY(SELECT json_array_elements_text(entry->'keyIds')); has text[] := ARRAY(SELECT '%' || k || '%' FROM unnest(keys) k);
        col record; scope text;
      BEGIN
        IF keys = '{}' THEN RETURN; END IF;
        FOR col IN SELECT c.oid, c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                    WHERE c.relnamespace = 'views'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'jsonb'::regtype AND a.attnum > 0 AND NOT a.attisdropped LOOP
          scope := CASE WHEN EXISTS (SELECT 1 FROM pg_attribute x WHERE x.attrelid = col.oid AND x.attname = 'case_id') THEN 'case_id = $1'
                        WHEN EXISTS (SELECT 1 FROM pg_attribute x WHERE x.attrelid = col.oid AND x.attname = 'referral_id')
                          THEN 'referral_id IN (SELECT r.referral_id FROM views.referrals r WHERE r.case_id = $1)'
                        ELSE '$1 IS NOT NULL' END;
          EXECUTE format('UPDATE views.%1$I SET %2$I = privacy.mark_erased(%2$I, $2) WHERE %3$s AND %2$I::text LIKE ANY ($3)', col.relname, col.attname, scope)
            USING (entry->>'caseId')::uuid, keys, has;
        END LOOP;
      END $fn$;
      REVOKE EXECUTE ON FUNCTION access.forget_record(json), views.forget_record(json) FROM PUBLIC;
      INSERT INTO privacy.erasure_steps VALUES ('access.forget_record'), ('views.forget_record');
    `);
  }

  async down(): Promise<void> {
    throw new Error('what is erased must be forgotten everywhere');
  }
}
