import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests, field by field: each field is a row of its own with its class, so that the second wall too can let a recipient see exactly the classes
 * of its grant at this moment. Who no longer has it keeps what it did itself, in a table without content.
 */
export class Referrals1700000012000 implements MigrationInterface {
  name = 'Referrals1700000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.referrals (
        referral_id uuid PRIMARY KEY, case_id uuid NOT NULL, record_id uuid NOT NULL,
        kind text NOT NULL, owner_agency text NOT NULL, sender_function text NOT NULL,
        -- Who has it now; empty once nobody has.
        recipient_agency text NOT NULL, recipient_function text NOT NULL,
        -- Who had it last: what the sender is shown.
        to_agency text NOT NULL, to_function text NOT NULL,
        classes text[] NOT NULL, purpose text NOT NULL, ground text NOT NULL, rule_version text NOT NULL, consent_id uuid,
        need text[] NOT NULL, urgency text NOT NULL, status text NOT NULL, outcome text,
        answer_by timestamptz NOT NULL, expires_at timestamptz, access_until timestamptz,
        sent_at timestamptz NOT NULL, addressed_at timestamptz NOT NULL, ended_at timestamptz, changed_at timestamptz NOT NULL,
        sort_key text NOT NULL, revision int NOT NULL
      );
      CREATE INDEX referrals_by_recipient ON views.referrals (recipient_function, sort_key);
      CREATE INDEX referrals_by_sender ON views.referrals (owner_agency, sort_key);
      CREATE INDEX referrals_by_case ON views.referrals (case_id);
      CREATE INDEX referrals_running_out ON views.referrals (expires_at) WHERE status IN ('new', 'acknowledged');
      CREATE TABLE views.referral_fields (
        referral_id uuid NOT NULL, field text NOT NULL, class text NOT NULL, person_id uuid, value jsonb NOT NULL,
        PRIMARY KEY (referral_id, field)
      );
      CREATE TABLE views.referral_messages (
        message_id uuid PRIMARY KEY, referral_id uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, number int NOT NULL,
        owner_agency text NOT NULL, by_function text NOT NULL,
        -- The recipient function that the message is from or to; empty when it is the sender's own.
        audience_function text NOT NULL,
        question_id uuid, reason text, body jsonb
      );
      CREATE INDEX referral_messages_by_referral ON views.referral_messages (referral_id, number);
      CREATE TABLE views.referral_formers (
        referral_id uuid NOT NULL, function_id text NOT NULL, ended_at timestamptz NOT NULL,
        case_id uuid NOT NULL, how text NOT NULL, reason text,
        PRIMARY KEY (referral_id, function_id, ended_at)
      );
      CREATE INDEX referral_formers_by_function ON views.referral_formers (function_id, ended_at);
    `);
    await runner.query(`
      -- The sender's side: who staffs the sending function and works with the record it was sent from, and the police's liaison for all that the police has sent.
      CREATE FUNCTION access.sends(owner text, sender_function text, record uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT owner = access.agency() AND (access.duty() IN ('police-liaison', 'system')
            OR (access.works_with_cases() AND sender_function = ANY (access.functions()) AND access.assigned(record))) $$;
      -- The recipient's side: while the content is open and time is left; what was accepted stays in its register, without content once that is closed.
      CREATE FUNCTION access.receives(referral uuid, recipient_function text, status text, expires timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(access.duty() IN ('caseworker', 'police-liaison'), false) AND recipient_function = ANY (access.functions())
           AND (status IN ('accepted', 'done')
                OR ((expires IS NULL OR expires > access.now()) AND access.object_classes(referral) IS NOT NULL)) $$;

      SELECT access.protect('views.referrals', $$NOT access.locked(case_id) AND (access.sends(owner_agency, sender_function, record_id)
        OR access.receives(referral_id, recipient_function, status, expires_at))$$);
      SELECT access.protect('views.referral_fields', $$EXISTS (SELECT 1 FROM views.referrals r WHERE r.referral_id = referral_fields.referral_id
        AND (access.sends(r.owner_agency, r.sender_function, r.record_id) OR referral_fields.class = ANY (access.object_classes(r.referral_id))))$$);
      -- What the sender answered is content: it closes with the rest of it. The recipient's copy stays in its own record.
      SELECT access.protect('views.referral_messages', $$EXISTS (SELECT 1 FROM views.referrals r WHERE r.referral_id = referral_messages.referral_id
        AND (access.sends(r.owner_agency, r.sender_function, r.record_id)
          OR (referral_messages.audience_function = r.recipient_function
              AND (referral_messages.kind <> 'answer' OR referral_messages.owner_agency = access.agency() OR access.object_classes(r.referral_id) IS NOT NULL))))$$);
      -- What a former recipient keeps is for its staff, not for its machinery, which answers for functions too.
      SELECT access.protect('views.referral_formers', $$function_id = ANY (access.functions()) AND NOT access.locked(case_id)
        AND coalesce(access.duty() IN ('caseworker', 'police-officer', 'police-liaison'), false)$$);

      CREATE VIEW door.referrals WITH (security_invoker = true) AS
        SELECT r.referral_id, r.case_id, r.record_id, r.kind, r.owner_agency AS sender_agency, r.sender_function, r.to_agency, r.to_function,
               CASE WHEN access.receives(r.referral_id, r.recipient_function, r.status, r.expires_at) THEN r.recipient_function ELSE '' END AS recipient_function,
               ''::text AS former_function, access.locked(r.case_id) AS locked, access.assigned(r.record_id) AS assigned,
               access.object_classes(r.referral_id) AS granted_classes,
               EXISTS (SELECT 1 FROM access.grants g WHERE g.object_id = r.referral_id AND g.closed_at IS NULL
                          AND (g.valid_until IS NULL OR g.valid_until > access.now())) AS content_open,
               r.classes, r.purpose, r.ground, r.rule_version, r.consent_id, r.need, r.urgency, r.outcome,
               coalesce(r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now(), false) AS lapsed,
               -- Run out is run out at once, whether or not the clock's event has come.
               CASE WHEN r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now() THEN 'expired' ELSE r.status END AS status,
               CASE WHEN r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now() THEN r.expires_at ELSE r.ended_at END AS ended_at,
               r.answer_by, r.expires_at, r.access_until, r.sent_at, r.addressed_at, r.changed_at, r.sort_key, r.revision
          FROM views.referrals r;
      CREATE VIEW door.referral_fields WITH (security_invoker = true) AS
        SELECT f.referral_id, f.field, f.class, f.person_id, f.value,
               r.sender_agency, r.sender_function, r.former_function, r.locked, r.assigned,
               CASE WHEN f.class = ANY (r.granted_classes) THEN r.recipient_function ELSE '' END AS recipient_function
          FROM views.referral_fields f JOIN door.referrals r USING (referral_id);
      CREATE VIEW door.referral_messages WITH (security_invoker = true) AS
        SELECT m.message_id, m.referral_id, m.kind, m.at, m.number, m.owner_agency, m.by_function, m.question_id, m.reason, m.body,
               r.sender_agency, r.sender_function, r.former_function, r.locked, r.assigned,
               CASE WHEN m.audience_function = r.recipient_function AND (m.kind <> 'answer' OR m.owner_agency = access.agency() OR r.granted_classes IS NOT NULL)
                    THEN r.recipient_function ELSE '' END AS recipient_function
          FROM views.referral_messages m JOIN door.referrals r USING (referral_id);
      CREATE VIEW door.referral_formers WITH (security_invoker = true) AS
        SELECT t.referral_id, t.function_id AS former_function, t.ended_at, t.how, t.reason,
               ''::text AS sender_agency, ''::text AS sender_function, ''::text AS recipient_function, access.locked(t.case_id) AS locked, false AS assigned
          FROM views.referral_formers t;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW door.referral_formers, door.referral_messages, door.referral_fields, door.referrals;
      DROP TABLE views.referral_formers, views.referral_messages, views.referral_fields, views.referrals;
      DROP FUNCTION access.receives(uuid, text, text, timestamptz);
      DROP FUNCTION access.sends(text, text, uuid);
    `);
  }
}
