import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConsentEvent } from './consent.events.js';

/** One act on a consent, in the own agency's record. */
@Entity({ schema: 'door', name: 'consent_entries', synchronize: false })
export class ConsentEntryRow {
  @PrimaryColumn({ name: 'consent_id', type: 'uuid' }) consentId: string;
  @PrimaryColumn({ type: 'int' }) revision: number;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'registered_by', type: 'text' }) registeredBy: string;
  @Column({ type: 'jsonb' }) event: ConsentEvent;
  @Column({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
