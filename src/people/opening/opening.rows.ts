import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RefuseReason, ReviewOutcome } from './opening.events.js';

/** An opening out of the ordinary, as whoever opened, the record's own staff and their heads see it. The words in it are sealed. */
@Entity({ schema: 'door', name: 'openings', synchronize: false })
export class OpeningRow {
  @PrimaryColumn({ name: 'opening_id', type: 'uuid' }) openingId: string;
  @Column({ type: 'text' }) kind: 'emergency' | 'vault' | 'neighbour';
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'unit_id', type: 'text' }) unitId: string;
  @Column({ name: 'staff_id', type: 'text' }) staffId: string;
  @Column({ type: 'text' }) status: 'asked' | 'open' | 'accepted' | 'refused' | 'ended';
  @Column({ type: 'jsonb' }) reason: unknown;
  @Column({ name: 'asked_at', type: 'timestamptz' }) askedAt: Date;
  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true }) openedAt: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) until: Date | null;
  @Column({ name: 'review_by', type: 'timestamptz', nullable: true }) reviewBy: Date | null;
  @Column({ name: 'approved_by', type: 'text', nullable: true }) approvedBy: string | null;
  @Column({ name: 'refuse_reason', type: 'text', nullable: true }) refuseReason: RefuseReason | null;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt: Date | null;
  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true }) reviewedAt: Date | null;
  @Column({ name: 'reviewed_by', type: 'text', nullable: true }) reviewedBy: string | null;
  @Column({ type: 'text', nullable: true }) outcome: ReviewOutcome | null;
  @Column({ type: 'jsonb', nullable: true }) note: unknown;
  @Column({ name: 'stop_lifted_at', type: 'timestamptz', nullable: true }) stopLiftedAt: Date | null;
  @Column({ name: 'stop_lifted_by', type: 'text', nullable: true }) stopLiftedBy: string | null;
  @Column({ name: 'stop_note', type: 'jsonb', nullable: true }) stopNote: unknown;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
