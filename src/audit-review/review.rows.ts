import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignalId } from '#config/log-review';
import type { LogVerdict, ReviewKind } from './review.events.js';

/** A review as its reader may see it. To whom it is about the door view leaves what was done when, and not what it was taken for. Words are sealed. */
@Entity({ schema: 'door', name: 'log_reviews', synchronize: false })
export class LogReviewRow {
  @PrimaryColumn({ name: 'review_id', type: 'uuid' }) reviewId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'unit_id', type: 'text' }) unitId: string;
  @Column({ type: 'text' }) kind: ReviewKind;
  @Column({ name: 'staff_id', type: 'text' }) staffId: string;
  @Column({ name: 'about_case', type: 'uuid', nullable: true }) aboutCase: string | null;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'text', array: true }) signals: SignalId[];
  @Column({ type: 'text', array: true }) lines: string[];
  @Column({ name: 'period_from', type: 'timestamptz' }) periodFrom: Date;
  @Column({ name: 'period_to', type: 'timestamptz' }) periodTo: Date;
  @Column({ type: 'jsonb', nullable: true }) reason: unknown;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt: Date;
  @Column({ type: 'boolean' }) asked: boolean;
  @Column({ name: 'explain_by', type: 'timestamptz', nullable: true }) explainBy: Date | null;
  @Column({ type: 'jsonb', nullable: true }) explanation: unknown;
  @Column({ name: 'explained_at', type: 'timestamptz', nullable: true }) explainedAt: Date | null;
  @Column({ type: 'text' }) verdict: 'waits' | LogVerdict;
  @Column({ name: 'judged_by', type: 'text', nullable: true }) judgedBy: string | null;
  @Column({ name: 'judged_at', type: 'timestamptz', nullable: true }) judgedAt: Date | null;
  @Column({ type: 'jsonb', nullable: true }) note: unknown;
  @Column({ type: 'text' }) incident: 'none' | 'open' | 'notified' | 'no-risk';
  @Column({ name: 'notify_by', type: 'timestamptz', nullable: true }) notifyBy: Date | null;
  @Column({ name: 'incident_what', type: 'jsonb', nullable: true }) incidentWhat: unknown;
  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true }) settledAt: Date | null;
  @Column({ name: 'incident_note', type: 'jsonb', nullable: true }) incidentNote: unknown;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** A line of the trail, as a review needs it: of the own agency's staff. */
@Entity({ schema: 'door', name: 'audit_records', synchronize: false })
export class ReviewedLineRow {
  @PrimaryColumn({ type: 'bigint' }) number: string;
  @Column({ name: 'audit_id', type: 'uuid' }) auditId: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text' }) action: string;
  @Column({ type: 'text' }) outcome: 'allowed' | 'denied';
  @Column({ type: 'boolean' }) own: boolean;
  @Column({ name: 'staff_id', type: 'text', nullable: true }) staffId: string | null;
  @Column({ name: 'object_type', type: 'text' }) objectType: string;
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) inCase: string | null;
  @Column({ name: 'person_ids', type: 'text', array: true }) personIds: string[];
  @Column({ type: 'text', nullable: true }) ground: string | null;
  @Column({ type: 'text', nullable: true }) purpose: string | null;
  @Column({ name: 'concerns_agency', type: 'text' }) concernsAgency: string;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
