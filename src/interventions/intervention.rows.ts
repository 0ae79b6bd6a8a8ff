import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InterventionReason, InterventionStatus, Personal } from '#libs/shared-kernel';

/** An intervention as the owner's staff may see it. */
@Entity({ schema: 'door', name: 'interventions', synchronize: false })
export class InterventionRow {
  @PrimaryColumn({ name: 'intervention_id', type: 'uuid' }) interventionId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'plan_id', type: 'uuid', nullable: true }) planId: string | null;
  @Column({ name: 'plan_line_id', type: 'uuid', nullable: true }) planLineId: string | null;
  @Column({ type: 'text' }) kind: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'text' }) status: InterventionStatus;
  @Column({ name: 'due_on', type: 'date', nullable: true }) dueOn: string | null;
  @Column({ name: 'follow_up_on', type: 'date', nullable: true }) followUpOn: string | null;
  @Column({ name: 'started_on', type: 'date', nullable: true }) startedOn: string | null;
  @Column({ name: 'ended_on', type: 'date', nullable: true }) endedOn: string | null;
  @Column({ type: 'text', nullable: true }) reason: InterventionReason | null;
  @Column({ type: 'jsonb', nullable: true }) note: Personal<string> | null;
  @Column({ name: 'changed_by', type: 'text' }) changedBy: string;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
