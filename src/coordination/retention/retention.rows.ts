import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgencyKind } from '#libs/shared-kernel';
import type { RetentionFacts } from './judge-retention.js';

/** A record as its retention is judged. */
@Entity({ schema: 'door', name: 'retention', synchronize: false })
export class RetentionRow {
  @PrimaryColumn({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'agency_kind', type: 'text' }) agencyKind: AgencyKind;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'text' }) track: RetentionFacts['track'];
  @Column({ name: 'opened_for', type: 'text' }) openedFor: RetentionFacts['openedFor'];
  @Column({ type: 'text' }) status: RetentionFacts['status'];
  @Column({ name: 'closed_as', type: 'text', nullable: true }) closedAs: string | null;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt: Date;
  @Column({ name: 'last_note_at', type: 'timestamptz' }) lastNoteAt: Date;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
  /** Something was decided about it: a hold, a decision, an erasure. */
  @Column({ type: 'boolean' }) acted: boolean;
}

/**
 * What stands in it: `person` (key: the person; value: the role), `number` (the sealed number, opened to see when they were born and shown to nobody),
 * `given` (an intervention), `act` (key: the revision; value: the event).
 */
@Entity({ schema: 'door', name: 'retention_parts', synchronize: false })
export class RetentionPartRow {
  @PrimaryColumn({ name: 'record_id', type: 'uuid' }) recordId: string;
  @PrimaryColumn({ type: 'text' }) kind: 'person' | 'number' | 'given' | 'act';
  @PrimaryColumn({ type: 'text' }) key: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'jsonb' }) value: unknown;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ name: 'has_own_record', type: 'boolean' }) hasOwnRecord: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
