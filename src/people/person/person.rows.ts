import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClassedFields } from '#src/access/index';
import type { CorrectionReason, PersonProtection, PersonRole } from './person.events.js';

/** A person in an agency's own record. `fields` holds sealed values with their classes; the stream's id names no person. */
@Entity({ schema: 'door', name: 'persons', synchronize: false })
export class PersonRow {
  @PrimaryColumn({ name: 'record_id', type: 'uuid' }) recordId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'stream_id', type: 'uuid' }) streamId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) role: PersonRole;
  @Column({ type: 'text' }) protection: PersonProtection;
  @Column({ type: 'boolean' }) minor: boolean;
  @Column({ name: 'received_from', type: 'uuid', nullable: true }) receivedFrom: string | null;
  @Column({ name: 'registered_at', type: 'timestamptz' }) registeredAt: Date;
  @Column({ name: 'corrected_at', type: 'timestamptz', nullable: true }) correctedAt: Date | null;
  @Column({ type: 'int' }) revision: number;
  /** The registration of the same person that is kept, when this one was found to be her once more. */
  @Column({ name: 'merged_into', type: 'uuid', nullable: true }) mergedInto: string | null;
  /** The strongest of `protection`, of what the agency's other records on the same side of the case say of the person, and of what registrations merged with it do. */
  @Column({ type: 'text' }) mark: PersonProtection;
  /** Somebody on this side of the case is protected, in whichever of the agency's records: then nobody's whereabouts are told. */
  @Column({ type: 'boolean' }) shielded: boolean;
  @Column({ type: 'jsonb' }) fields: ClassedFields;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** What was said of a person and when: registered, corrected, and so on. */
@Entity({ schema: 'door', name: 'person_history', synchronize: false })
export class PersonHistoryRow {
  @PrimaryColumn({ name: 'event_id', type: 'uuid' }) eventId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'text' }) kind: 'registered' | 'corrected' | 'safe-contact' | 'protection' | 'merged' | 'unmerged';
  @Column({ name: 'said_at', type: 'timestamptz' }) saidAt: Date;
  @Column({ name: 'said_by', type: 'text' }) saidBy: string;
  @Column({ type: 'text', nullable: true }) reason: CorrectionReason | null;
  @Column({ type: 'text', nullable: true }) role: PersonRole | null;
  @Column({ type: 'text', nullable: true }) protection: PersonProtection | null;
  @Column({ type: 'jsonb' }) fields: ClassedFields;
  @Column({ type: 'text', array: true }) removed: string[];
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
