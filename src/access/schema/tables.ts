/** What rights are made of: who works with which record, what was disclosed to whom, who is locked out, and what is open out of the ordinary. */
export const TABLES = `
  CREATE TABLE access.grants (
    grant_id uuid NOT NULL,
    part int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('referral', 'standing', 'copy')),
    case_id uuid NOT NULL, object_id uuid, owner_agency text NOT NULL, record_id uuid NOT NULL,
    recipient_agency text NOT NULL, recipient_function text NOT NULL,
    classes text[] NOT NULL, purpose text NOT NULL, ground text NOT NULL, rule_version text NOT NULL, consent_id uuid,
    facts_from timestamptz NOT NULL, valid_from timestamptz NOT NULL, valid_until timestamptz, closed_at timestamptz,
    -- Whom a standing disclosure is about; NULL where the object itself holds the persons.
    person_ids uuid[],
    PRIMARY KEY (grant_id, part)
  );
  CREATE INDEX grants_by_case ON access.grants (case_id, recipient_agency) WHERE closed_at IS NULL;
  CREATE INDEX grants_by_object ON access.grants (object_id);
  CREATE INDEX grants_by_consent ON access.grants (consent_id);
  -- What was taken back of a consent. No grant can be opened on it again: a decision that raced with the withdrawal loses.
  CREATE TABLE access.consent_denials (consent_id uuid NOT NULL, recipient_agency text, recipient_function text, classes text[], denied_at timestamptz NOT NULL);
  CREATE INDEX consent_denials_by_consent ON access.consent_denials (consent_id);

  -- \`track\`: the violence user's record and the exposed person's stand on two sides of one case (docs/decisions/0017).
  CREATE TABLE access.assignments (
    record_id uuid NOT NULL, case_id uuid NOT NULL, agency_id text NOT NULL, function_id text NOT NULL, staff_id text NOT NULL, ended_at timestamptz,
    track text NOT NULL DEFAULT 'exposed' CHECK (track IN ('exposed', 'child', 'violence-user')),
    PRIMARY KEY (record_id, staff_id)
  );
  CREATE INDEX assignments_by_case ON access.assignments (case_id, agency_id);

  -- Blind tokens, each under its agency's own key: of persons in the agency's cases, and of its staff and their declared kin.
  CREATE TABLE access.person_tokens (
    agency_id text NOT NULL, token text NOT NULL, kind text NOT NULL CHECK (kind IN ('number', 'name')), person_id uuid NOT NULL, record_id uuid, case_id uuid NOT NULL,
    PRIMARY KEY (agency_id, token, person_id, case_id)
  );
  CREATE INDEX person_tokens_by_case ON access.person_tokens (case_id, agency_id);
  CREATE TABLE access.staff_tokens (agency_id text NOT NULL, staff_id text NOT NULL, token text NOT NULL, relation text NOT NULL, PRIMARY KEY (agency_id, staff_id, token));
  CREATE INDEX staff_tokens_by_staff ON access.staff_tokens (staff_id, relation);
  CREATE TABLE access.case_locks (case_id uuid NOT NULL, staff_id text NOT NULL, PRIMARY KEY (case_id, staff_id));
  -- For whom at a recipient a number was made a lock: the owner's own token tells which number, without telling the number.
  CREATE TABLE access.lock_marks (
    owner_agency text NOT NULL, case_id uuid NOT NULL, person_id uuid NOT NULL, owner_token text NOT NULL, recipient_agency text NOT NULL,
    PRIMARY KEY (case_id, owner_agency, recipient_agency, person_id, owner_token)
  );
  -- Who went on although a neighbour is in the case, until a head finds that it should not have been.
  CREATE TABLE access.neighbour_accepts (
    case_id uuid NOT NULL, staff_id text NOT NULL, opening_id uuid NOT NULL UNIQUE, accepted_at timestamptz NOT NULL, revoked_at timestamptz,
    PRIMARY KEY (case_id, staff_id)
  );
  CREATE TABLE access.protected_persons (record_id uuid NOT NULL, person_id uuid NOT NULL, PRIMARY KEY (record_id, person_id));

  -- A record in an emergency (nödöppning), or the vault with a protected person's whereabouts: for one person and an hour at most.
  CREATE TABLE access.openings (
    opening_id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('emergency', 'vault')),
    record_id uuid NOT NULL, case_id uuid NOT NULL, person_id uuid, agency_id text NOT NULL, staff_id text NOT NULL,
    opened_at timestamptz NOT NULL, until timestamptz NOT NULL, review_by timestamptz, ended_at timestamptz, reviewed_at timestamptz,
    -- Found unjustified by its review: no other one until a head lifts the stop.
    unjustified_at timestamptz, lifted_at timestamptz,
    CHECK (until > opened_at AND until <= opened_at + interval '1 hour'), CHECK ((kind = 'vault') = (person_id IS NOT NULL))
  );
  CREATE INDEX openings_by_staff ON access.openings (staff_id, until);
`;
