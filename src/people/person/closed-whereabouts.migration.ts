import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether what tells where somebody is, in a fact of a case, is closed to this reader by a mark on their own agency's side (docs/decisions/0033). One answer
 * for the chain, the plans and the interventions. Of an own record it is open to whoever is assigned to it: they wrote it. Whoever stands in for them or
 * opened it in an emergency, and of what a peer told everybody, comes to it by the vault. A violence user whom nobody protects tells nothing of her.
 */
export class ClosedWhereabouts1700000119100 implements MigrationInterface {
  name = 'ClosedWhereabouts1700000119100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.whereabouts_closed(in_case uuid, owner text, record uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT access.duty() IS DISTINCT FROM 'system'
           AND NOT EXISTS (SELECT 1 FROM views.persons v WHERE v.case_id = in_case AND v.owner_agency = access.agency() AND v.person_id = person
                              AND v.role = 'violence-user' AND access.stronger(v.protection, access.mark_of(v.record_id, v.person_id)) = 'none')
           AND CASE WHEN owner = access.agency() AND (access.assigned(record) OR access.emergency(record))
                    THEN access.shielded(record) AND NOT access.released(record, person)
                         AND NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency()
                                            AND a.staff_id = access.staff() AND access.lasts(a.ended_at))
                    ELSE (SELECT coalesce(bool_or(access.shielded(a.record_id)) AND NOT bool_or(access.released(a.record_id, person)), false)
                            FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND access.assigned(a.record_id)) END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('the chain and the plans would name the shelter past the vault');
  }
}
