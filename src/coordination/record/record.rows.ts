import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Track } from './record.events.js';

/** An agency's record as its own staff may see it. */
@Entity({ schema: 'door', name: 'records', synchronize: false })
export class RecordRow {
  @PrimaryColumn({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'text' }) status: 'open' | 'closed';
  @Column({ type: 'text' }) source: 'report' | 'referral' | 'own';
  @Column({ name: 'source_id', type: 'uuid', nullable: true }) sourceId: string | null;
  @Column({ type: 'text' }) track: Track;
  @Column({ name: 'opened_by', type: 'text' }) openedBy: string;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt: Date;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt: Date | null;
  /** Handed over to on-call until then; null when it is not. */
  @Column({ name: 'handed_until', type: 'timestamptz', nullable: true }) handedUntil: Date | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
