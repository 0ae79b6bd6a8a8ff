import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands open on somebody's word for a child today, told of by the views; and what no longer may is closed now. From here on each commit tells it itself. */
export class WordsGiven1700000118520 implements MigrationInterface {
  name = 'WordsGiven1700000118520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO access.person_roles SELECT record_id, person_id, role FROM views.persons ON CONFLICT DO NOTHING;

      INSERT INTO access.child_words
      SELECT DISTINCT coalesce(g.object_id, g.grant_id), g.consent_id, g.record_id, p.person_id, given.giver_id, given.parent
        FROM access.grants g
        JOIN LATERAL (
          SELECT d->>'givenBy' = 'adult' AS parent, (d->>'personId')::uuid AS of_id,
                 (CASE d->>'givenBy' WHEN 'guardian' THEN d->>'givenByPersonId' ELSE d->>'personId' END)::uuid AS giver_id
            FROM views.consent_entries e, LATERAL (SELECT e.event->'data' AS d) told
           WHERE e.consent_id = g.consent_id AND e.event->>'type' = 'coordination.ConsentRecorded' AND d->>'givenBy' IN ('adult', 'guardian')) given ON true
        JOIN views.persons p ON p.record_id = g.record_id
         AND (p.person_id = ANY (g.person_ids) OR EXISTS (SELECT 1 FROM views.referral_fields f WHERE f.referral_id = g.object_id AND f.person_id = p.person_id))
       -- An adult's data never goes on the word of another: whoever else is in it is a child.
       WHERE g.closed_at IS NULL AND given.giver_id IS NOT NULL AND (p.person_id <> given.giver_id)
      ON CONFLICT DO NOTHING;

      SELECT access.close_unworded(c.case_id, clock_timestamp()) FROM (SELECT DISTINCT case_id FROM access.grants WHERE closed_at IS NULL AND consent_id IS NOT NULL) c;
    `);
  }

  async down(): Promise<void> {
    throw new Error('what stood open on a suspect’s word would be open again');
  }
}
