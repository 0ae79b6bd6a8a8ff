import type { MigrationInterface, QueryRunner } from 'typeorm';
import { derivedId } from '#libs/shared-kernel';

/** What placements that go on, and decisions in force, rest on: as placement.concept.ts holds it from now on. */
export class PlacementHolds1700000117100 implements MigrationInterface {
  name = 'PlacementHolds1700000117100';

  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(RESTING)) as { process_id: string; kind: string; record_id: string; person_id: string }[];
    for (const { process_id, kind, record_id, person_id } of rows)
      await runner.query('INSERT INTO access.protection_holds VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        derivedId('protection-hold', process_id, kind),
        record_id,
        person_id,
      ]);
  }

  async down(): Promise<void> {
    // The table is the access migration's.
  }
}

const RESTING = `
  SELECT s.process_id, k.kind, s.record_id, s.person_id
    FROM views.child_steps s
    JOIN (VALUES ('social-services.ShelterStarted', 'stay'), ('social-services.WhereaboutsMadeSecret', 'secrecy')) AS k(type, kind) USING (type)
    JOIN access.protected_persons p ON p.record_id = s.record_id AND p.person_id = s.person_id
   WHERE NOT EXISTS (SELECT 1 FROM views.child_steps o WHERE o.process_id = s.process_id AND o.revision > s.revision AND CASE k.kind
           WHEN 'stay' THEN o.type IN ('social-services.ShelterEnded', 'social-services.ShelterLapsed')
           ELSE (o.type = 'social-services.WhereaboutsReviewed' AND o.data->>'review' = 'ends')
             OR (o.type = 'social-services.WhereaboutsAppealRuled' AND o.data->>'ruling' = 'revoked') END)`;
