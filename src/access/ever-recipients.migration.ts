import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whom a number locks out, by all that the agency has in the case: at every agency that ever got something of it, for a copy stays read when the disclosure
 * is closed; and of everybody known in any of the agency's records, for a request about a child is read by its mother's brother too.
 */
export class EverRecipients1700000118500 implements MigrationInterface {
  name = 'EverRecipients1700000118500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNLOCKED);
    await runner.query(MISSING);
  }

  async down(): Promise<void> {
    throw new Error('kin of somebody in another record would be let in again');
  }
}

/** As schema/holds.ts says of it, but for the case instead of the record. Of one person: what the record that is written makes known. */
const UNLOCKED = `
  CREATE OR REPLACE FUNCTION access.unlocked_person(owner text, in_case uuid, record uuid, only_person uuid, only_recipient text) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT p.person_id FROM access.person_tokens p
      JOIN (SELECT DISTINCT g.recipient_agency FROM access.grants g WHERE g.case_id = in_case AND g.owner_agency = owner) r
        ON r.recipient_agency <> owner AND (only_recipient IS NULL OR r.recipient_agency = only_recipient)
     WHERE p.agency_id = owner AND p.case_id = in_case AND p.kind = 'number' AND p.record_id IS NOT NULL
       AND (only_person IS NULL OR (p.person_id = only_person AND p.record_id = record))
       AND NOT EXISTS (SELECT 1 FROM access.lock_marks m WHERE m.case_id = in_case AND m.owner_agency = owner AND m.recipient_agency = r.recipient_agency
                          AND m.person_id = p.person_id AND m.owner_token = p.token)
       -- Nobody is locked by a fictitious identity: it would tell whose it is.
       AND access.mark_of(p.record_id, p.person_id) <> 'fictitious'
     LIMIT 1 $$;
`;

/** For the agency's own machinery, which makes them: a blind token is made of the number itself, under a key that no database has. */
const MISSING = `
  CREATE FUNCTION access.missing_locks() RETURNS TABLE (case_id uuid, record_id uuid, person_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT p.case_id, p.record_id, p.person_id FROM access.person_tokens p
      JOIN (SELECT DISTINCT g.case_id, g.recipient_agency FROM access.grants g WHERE g.owner_agency = access.agency() AND g.recipient_agency <> access.agency()) r USING (case_id)
     WHERE access.duty() = 'system' AND p.agency_id = access.agency() AND p.kind = 'number' AND p.record_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM access.lock_marks m WHERE m.case_id = p.case_id AND m.owner_agency = p.agency_id AND m.recipient_agency = r.recipient_agency
                          AND m.person_id = p.person_id AND m.owner_token = p.token)
       AND access.mark_of(p.record_id, p.person_id) <> 'fictitious' $$;
  REVOKE EXECUTE ON FUNCTION access.missing_locks() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.missing_locks() TO insatskedja_app;
`;
