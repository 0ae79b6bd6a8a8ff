import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldClass } from '#libs/shared-kernel';
import type { ClassedFields } from '#src/access/index';

/** A decision on disclosure, of the own agency. `content` is the event's data: personal values sealed. */
@Entity({ schema: 'door', name: 'disclosures', synchronize: false })
export class DisclosureRow {
  @PrimaryColumn({ name: 'disclosure_id', type: 'uuid' }) disclosureId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'recipient_agency', type: 'text' }) recipientAgency: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ type: 'text' }) channel: 'system' | 'print';
  @Column({ type: 'text' }) mode: 'standing' | 'copy';
  @Column({ type: 'text', array: true }) classes: FieldClass[];
  @Column({ type: 'text' }) purpose: string;
  @Column({ type: 'text' }) ground: string;
  @Column({ name: 'rule_version', type: 'text', nullable: true }) ruleVersion: string | null;
  @Column({ name: 'consent_id', type: 'uuid', nullable: true }) consentId: string | null;
  @Column({ type: 'boolean' }) urgent: boolean;
  @Column({ name: 'person_ids', type: 'uuid', array: true }) personIds: string[];
  @Column({ name: 'facts_from', type: 'timestamptz', nullable: true }) factsFrom: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) until: Date | null;
  @Column({ type: 'text' }) status: 'proposed' | 'decided' | 'refused' | 'closed';
  @Column({ name: 'proposed_by', type: 'text', nullable: true }) proposedBy: string | null;
  @Column({ name: 'decided_by', type: 'text' }) decidedBy: string;
  @Column({ name: 'decided_at', type: 'timestamptz' }) decidedAt: Date;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt: Date | null;
  @Column({ name: 'close_reason', type: 'text', nullable: true }) closeReason: string | null;
  @Column({ name: 'close_note', type: 'jsonb', nullable: true }) closeNote: unknown;
  @Column({ name: 'refusal_rule', type: 'text', nullable: true }) refusalRule: string | null;
  @Column({ name: 'refusal_code', type: 'text', nullable: true }) refusalCode: string | null;
  @Column({ type: 'jsonb' }) content: Record<string, unknown>;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** The own record's entries in the chain: what a disclosure can show. The same door view as the chain's page reads. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class OwnChainEntryRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text' }) class: FieldClass;
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
