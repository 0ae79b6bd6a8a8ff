import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DELAY_GROUNDS, ExtractRecipient } from './extract.events.js';

/** Whether a person's extract from a record waits, and when it was last handed over. */
@Entity({ schema: 'door', name: 'log_extracts', synchronize: false })
export class LogExtractRow {
  @PrimaryColumn({ name: 'extract_id', type: 'uuid' }) extractId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'delayed_until', type: 'timestamptz', nullable: true }) delayedUntil: Date | null;
  @Column({ name: 'delay_ground', type: 'text', nullable: true }) delayGround: (typeof DELAY_GROUNDS)[number] | null;
  @Column({ name: 'delay_reason', type: 'jsonb', nullable: true }) delayReason: unknown;
  @Column({ name: 'handed_over_at', type: 'timestamptz', nullable: true }) handedOverAt: Date | null;
  @Column({ name: 'handed_over_to', type: 'text', nullable: true }) handedOverTo: ExtractRecipient | null;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
