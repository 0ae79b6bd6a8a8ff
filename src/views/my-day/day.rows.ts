import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClassedFields } from '#src/access/index';

/** Links of the chains that the reader works with, over all cases at once. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class DayEntryRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text' }) class: string;
  @Column({ type: 'text' }) thing: string;
  @Column({ name: 'thing_id', type: 'uuid' }) thingId: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ name: 'occurred_at', type: 'timestamptz' }) occurredAt: Date;
  @Column({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  @Column({ type: 'bigint' }) position: string;
  @Column({ type: 'jsonb' }) fields: ClassedFields;
  @Column({ name: 'granted_classes', type: 'text', array: true, nullable: true }) grantedClasses: string[] | null;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
