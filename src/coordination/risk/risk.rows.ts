import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** A risk assessment as the owner's staff may see it. */
@Entity({ schema: 'door', name: 'risk_assessments', synchronize: false })
export class RiskAssessmentRow {
  @PrimaryColumn({ name: 'assessment_id', type: 'uuid' }) assessmentId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) occasion: string;
  @Column({ type: 'text' }) instrument: string;
  @Column({ name: 'instrument_version', type: 'text' }) instrumentVersion: string;
  @Column({ type: 'jsonb' }) answers: Personal<Record<string, string>>;
  @Column({ name: 'suggested_level', type: 'text' }) suggestedLevel: string;
  @Column({ type: 'text' }) level: string;
  @Column({ name: 'override_reason', type: 'jsonb', nullable: true }) overrideReason: Personal<string> | null;
  @Column({ name: 'assessed_on', type: 'date' }) assessedOn: string;
  @Column({ name: 'review_on', type: 'date' }) reviewOn: string;
  @Column({ type: 'text' }) status: 'standing' | 'corrected' | 'retracted';
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ name: 'assessed_by', type: 'text' }) assessedBy: string;
  @Column({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  @Column({ name: 'changed_at', type: 'timestamptz', nullable: true }) changedAt: Date | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** What happened in the case, as far as this reader may see that it did: links of the chain, each judged by its own owner's grant. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class RiskTriggerRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) type: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ name: 'occurred_at', type: 'timestamptz' }) occurredAt: Date;
  @Column({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
