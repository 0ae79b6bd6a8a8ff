import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Somebody whom no own record beside knows, but whom something that came to the agency in the case tells of. Where the record is shielded, whoever is made
 * the violence user among them takes two persons, as for those whom an own record knows (strongest-mark.migration.ts). By the view.
 */
export class ToldOf1700000118700 implements MigrationInterface {
  name = 'ToldOf1700000118700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access.told_of(record uuid, in_case uuid, person uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
        RETURN (EXISTS (SELECT 1 FROM views.received r WHERE r.case_id = in_case AND r.owner_agency = access.agency() AND person = ANY (r.person_ids))
                OR EXISTS (SELECT 1 FROM views.referrals r JOIN views.referral_fields f USING (referral_id)
                            WHERE r.case_id = in_case AND r.to_agency = access.agency() AND f.person_id = person))
           AND NOT EXISTS (SELECT 1 FROM views.persons p WHERE p.person_id = person AND p.record_id = ANY (access.records_beside(record)));
        END $$;
      REVOKE EXECUTE ON FUNCTION access.told_of(uuid, uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION access.told_of(uuid, uuid, uuid) TO insatskedja_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('one person alone could make a violence user of whom a copy tells of, and read where they are');
  }
}
