import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is taken back of a consent is also a purpose, or the time after a moment (docs/decisions/0005). It is done where recipients and classes are: in the
 * withdrawal's own commit for what stands open, and in the denials for whatever is opened later or at the same moment.
 */
export class ConsentParts1700000118760 implements MigrationInterface {
  name = 'ConsentParts1700000118760';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [DENIALS, GRANTS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('what she took back would be open again');
  }
}

const DENIALS = `
  -- A row with \`ends_at\` denies nothing before that moment, and everything from it on.
  ALTER TABLE access.consent_denials ADD COLUMN purposes text[], ADD COLUMN ends_at timestamptz;

  CREATE FUNCTION access.purposes_of(which json) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN which->'purposes' IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(which->'purposes')) END $$;

  CREATE OR REPLACE FUNCTION access.deny_consent(which json, cut text[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(4, hashtext(which->>'consentId'));
    INSERT INTO access.consent_denials (consent_id, recipient_agency, recipient_function, classes, denied_at, purposes, ends_at)
    VALUES ((which->>'consentId')::uuid, which->>'recipientAgency', which->>'recipientFunction', cut, at, access.purposes_of(which), (which->>'from')::timestamptz);
  END $$;

  CREATE OR REPLACE FUNCTION access.open_grant(g json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE consent uuid := (g->>'consentId')::uuid; ends timestamptz;
  BEGIN
    IF consent IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock(4, hashtext(g->>'consentId'));
      IF EXISTS (SELECT 1 FROM access.consent_denials d
                  WHERE d.consent_id = consent AND d.ends_at IS NULL AND (d.purposes IS NULL OR g->>'purpose' = ANY (d.purposes))
                    AND (d.recipient_agency IS NULL OR d.recipient_agency = g->>'recipientAgency')
                    AND (d.recipient_function IS NULL OR d.recipient_function = g->>'recipientFunction')
                    AND (d.classes IS NULL OR d.classes && ARRAY(SELECT json_array_elements_text(g->'classes')))) THEN
        RAISE EXCEPTION 'the consent was withdrawn' USING ERRCODE = 'AC409';
      END IF;
      SELECT min(d.ends_at) INTO ends FROM access.consent_denials d WHERE d.consent_id = consent;
    END IF;
    INSERT INTO access.grants VALUES ((g->>'grantId')::uuid, 1, g->>'kind', (g->>'caseId')::uuid, (g->>'objectId')::uuid, g->>'ownerAgency', (g->>'recordId')::uuid,
      g->>'recipientAgency', g->>'recipientFunction', ARRAY(SELECT json_array_elements_text(g->'classes')), g->>'purpose', g->>'ground', g->>'ruleVersion',
      consent, (g->>'factsFrom')::timestamptz, (g->>'validFrom')::timestamptz, least((g->>'validUntil')::timestamptz, ends), NULL,
      CASE json_typeof(g->'personIds') WHEN 'array' THEN ARRAY(SELECT json_array_elements_text(g->'personIds')::uuid) END);
  END $$;
`;

const GRANTS = `
  CREATE OR REPLACE FUNCTION access.close_grants(which json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE ends timestamptz := (which->>'from')::timestamptz; purposes text[] := access.purposes_of(which);
  BEGIN
    IF which->>'grantId' IS NULL AND which->>'objectId' IS NULL AND which->>'consentId' IS NULL THEN
      RAISE EXCEPTION 'close-grants names no grant';
    END IF;
    IF which->>'consentId' IS NOT NULL AND which->>'grantId' IS NULL AND which->>'objectId' IS NULL THEN
      PERFORM access.deny_consent(which, NULL, at);
    END IF;
    UPDATE access.grants g SET closed_at = CASE WHEN ends IS NULL THEN at END, valid_until = least(g.valid_until, ends)
     WHERE g.closed_at IS NULL
       AND (which->>'grantId' IS NULL OR g.grant_id = (which->>'grantId')::uuid)
       AND (which->>'objectId' IS NULL OR g.object_id = (which->>'objectId')::uuid)
       AND (which->>'consentId' IS NULL OR g.consent_id = (which->>'consentId')::uuid)
       AND (which->>'recipientAgency' IS NULL OR g.recipient_agency = which->>'recipientAgency')
       AND (which->>'recipientFunction' IS NULL OR g.recipient_function = which->>'recipientFunction')
       AND (purposes IS NULL OR g.purpose = ANY (purposes));
  END $$;

  CREATE OR REPLACE FUNCTION access.narrow_grants(which json, cut text[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants; purposes text[] := access.purposes_of(which);
  BEGIN
    PERFORM access.deny_consent(which, cut, at);
    FOR affected IN
      UPDATE access.grants g SET closed_at = at
       WHERE g.closed_at IS NULL AND g.consent_id = (which->>'consentId')::uuid AND g.classes && cut
         AND (which->>'recipientAgency' IS NULL OR g.recipient_agency = which->>'recipientAgency')
         AND (which->>'recipientFunction' IS NULL OR g.recipient_function = which->>'recipientFunction')
         AND (purposes IS NULL OR g.purpose = ANY (purposes))
      RETURNING *
    LOOP
      PERFORM access.reopen_without(affected, cut, at);
    END LOOP;
  END $$;
  REVOKE EXECUTE ON FUNCTION access.purposes_of(json) FROM PUBLIC;
`;
