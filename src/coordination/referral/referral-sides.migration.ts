import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request is for the side of the case that its function has: staff of the function who work with the other have nothing there, nor of what was returned. */
export class ReferralSides1700000112100 implements MigrationInterface {
  name = 'ReferralSides1700000112100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY app_reads ON views.referrals USING (NOT access.locked(case_id) AND (access.sends(owner_agency, sender_function, record_id)
        OR (access.receives(referral_id, recipient_function, status, expires_at) AND NOT access.other_side(case_id, recipient_function))));
      ALTER POLICY app_reads ON views.referral_formers USING (function_id = ANY (access.functions()) AND NOT access.locked(case_id)
        AND coalesce(access.duty() IN ('caseworker', 'police-officer', 'police-liaison'), false) AND NOT access.other_side(case_id, function_id));

      CREATE OR REPLACE VIEW door.referrals WITH (security_invoker = true) AS
        SELECT r.referral_id, r.case_id, r.record_id, r.kind, r.owner_agency AS sender_agency, r.sender_function, r.to_agency, r.to_function,
               CASE WHEN access.receives(r.referral_id, r.recipient_function, r.status, r.expires_at) THEN r.recipient_function ELSE '' END AS recipient_function,
               ''::text AS former_function, access.locked(r.case_id) AS locked, access.assigned(r.record_id) AS assigned,
               access.object_classes(r.referral_id) AS granted_classes,
               EXISTS (SELECT 1 FROM access.grants g WHERE g.object_id = r.referral_id AND g.closed_at IS NULL
                          AND (g.valid_until IS NULL OR g.valid_until > access.now())) AS content_open,
               r.classes, r.purpose, r.ground, r.rule_version, r.consent_id, r.need, r.urgency, r.outcome,
               coalesce(r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now(), false) AS lapsed,
               CASE WHEN r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now() THEN 'expired' ELSE r.status END AS status,
               CASE WHEN r.status IN ('new', 'acknowledged') AND r.expires_at <= access.now() THEN r.expires_at ELSE r.ended_at END AS ended_at,
               r.answer_by, r.expires_at, r.access_until, r.sent_at, r.addressed_at, r.changed_at, r.sort_key, r.revision,
               access.other_side(r.case_id, r.recipient_function) AS other_side
          FROM views.referrals r;
      CREATE OR REPLACE VIEW door.referral_fields WITH (security_invoker = true) AS
        SELECT f.referral_id, f.field, f.class, f.person_id, f.value,
               r.sender_agency, r.sender_function, r.former_function, r.locked, r.assigned,
               CASE WHEN f.class = ANY (r.granted_classes) THEN r.recipient_function ELSE '' END AS recipient_function, r.other_side
          FROM views.referral_fields f JOIN door.referrals r USING (referral_id);
      CREATE OR REPLACE VIEW door.referral_messages WITH (security_invoker = true) AS
        SELECT m.message_id, m.referral_id, m.kind, m.at, m.number, m.owner_agency, m.by_function, m.question_id, m.reason, m.body,
               r.sender_agency, r.sender_function, r.former_function, r.locked, r.assigned,
               CASE WHEN m.audience_function = r.recipient_function AND (m.kind <> 'answer' OR m.owner_agency = access.agency() OR r.granted_classes IS NOT NULL)
                    THEN r.recipient_function ELSE '' END AS recipient_function, r.other_side
          FROM views.referral_messages m JOIN door.referrals r USING (referral_id);
      CREATE OR REPLACE VIEW door.referral_formers WITH (security_invoker = true) AS
        SELECT t.referral_id, t.function_id AS former_function, t.ended_at, t.how, t.reason,
               ''::text AS sender_agency, ''::text AS sender_function, ''::text AS recipient_function, access.locked(t.case_id) AS locked, false AS assigned,
               t.case_id, access.other_side(t.case_id, t.function_id) AS other_side
          FROM views.referral_formers t;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the violence user’s worker would read without these what was asked for the exposed person');
  }
}
