import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The door of the chain leaves out what tells where somebody is, where a mark closes that to the reader (docs/decisions/0033): a row that is about nothing
 * else, and of other rows those fields. Here, and not at each of those who read it: the chain, My day, how a plan goes, what an assessment is made anew by.
 */
export class ChainWhereabouts1700000119110 implements MigrationInterface {
  name = 'ChainWhereabouts1700000119110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW door.chain_entries WITH (security_invoker = true) AS
        SELECT e.entry_id, e.event_id, e.case_id, e.record_id, e.owner_agency, e.type, e.class, e.thing, e.thing_id, e.person_id, e.occurred_at, e.recorded_at, e.position,
               CASE WHEN hidden.closed
                    THEN (SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') FROM jsonb_each(e.fields) f WHERE f.value ->> 'class' NOT IN ('location', 'contact'))
                    ELSE e.fields END AS fields,
               access.assigned(e.record_id) AS assigned, access.joined(e.case_id) AS joined, access.locked(e.case_id) AS locked,
               g.classes AS granted_classes, coalesce(e.class = ANY (g.classes), false) AS granted
          FROM views.chain_entries e,
               LATERAL (SELECT access.granted_classes(e.case_id, e.owner_agency, e.record_id, e.recorded_at, e.person_id) AS classes) g,
               -- Asked of the rows alone that have something to hide.
               LATERAL (SELECT CASE WHEN e.class IN ('location', 'contact') OR e.fields @? '$.*.class ? (@ == "location" || @ == "contact")'
                                    THEN access.whereabouts_closed(e.case_id, e.owner_agency, e.record_id, e.person_id) ELSE false END AS closed OFFSET 0) hidden
         WHERE NOT (hidden.closed AND e.class IN ('location', 'contact'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('the chain would name the shelter past the vault');
  }
}
