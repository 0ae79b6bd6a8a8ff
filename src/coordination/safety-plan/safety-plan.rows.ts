import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** A safety plan as it stands. */
@Entity({ schema: 'door', name: 'safety_plans', synchronize: false })
export class SafetyPlanRow {
  @PrimaryColumn({ name: 'safety_plan_id', type: 'uuid' }) safetyPlanId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'made_on', type: 'date' }) madeOn: string;
  @Column({ name: 'review_on', type: 'date' }) reviewOn: string;
  @Column({ name: 'made_together', type: 'boolean' }) madeTogether: boolean;
  @Column({ name: 'warning_signs', type: 'jsonb' }) warningSigns: Personal<string[]>;
  @Column({ type: 'jsonb' }) steps: Personal<string[]>;
  @Column({ type: 'jsonb' }) contacts: Personal<{ name: string; way: string }[]>;
  @Column({ type: 'jsonb' }) places: Personal<string[]>;
  @Column({ name: 'ended_on', type: 'date', nullable: true }) endedOn: string | null;
  @Column({ name: 'ended_reason', type: 'text', nullable: true }) endedReason: string | null;
  @Column({ name: 'saved_by', type: 'text' }) savedBy: string;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
