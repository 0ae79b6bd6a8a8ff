import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An answer to a question is of a class, and is read by whom that class is open to. Those written before answers had one are free text: where that
 * was never sent, they close. What the recipient had copied into its own record stays there.
 */
export class AnswerClasses1700000118000 implements MigrationInterface {
  name = 'AnswerClasses1700000118000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views.referral_messages ADD COLUMN class text;
      UPDATE views.referral_messages SET class = 'free-text' WHERE kind = 'answer';

      ALTER POLICY app_reads ON views.referral_messages USING (EXISTS (SELECT 1 FROM views.referrals r WHERE r.referral_id = referral_messages.referral_id
        AND (access.sends(r.owner_agency, r.sender_function, r.record_id)
          OR (referral_messages.audience_function = r.recipient_function
              AND (referral_messages.kind <> 'answer' OR referral_messages.owner_agency = access.agency()
                   OR referral_messages.class = ANY (access.object_classes(r.referral_id)))))));
      CREATE OR REPLACE VIEW door.referral_messages WITH (security_invoker = true) AS
        SELECT m.message_id, m.referral_id, m.kind, m.at, m.number, m.owner_agency, m.by_function, m.question_id, m.reason, m.body,
               r.sender_agency, r.sender_function, r.former_function, r.locked, r.assigned,
               CASE WHEN m.audience_function = r.recipient_function AND (m.kind <> 'answer' OR m.owner_agency = access.agency() OR m.class = ANY (r.granted_classes))
                    THEN r.recipient_function ELSE '' END AS recipient_function, r.other_side, m.class
          FROM views.referral_messages m JOIN door.referrals r USING (referral_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('answers would be read again by whom their class was never open to');
  }
}
