import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgencyKind, FieldClass } from '#libs/shared-kernel';

/** A copy in the own agency's record or intake, with how the disclosure behind it stands at this very moment. */
@Entity({ schema: 'door', name: 'received', synchronize: false })
export class ReceivedRow {
  @PrimaryColumn({ name: 'received_id', type: 'uuid' }) receivedId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  /** The function in whose intake it waits; empty when it lies in a record. */
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ name: 'from_agency', type: 'text' }) fromAgency: string;
  @Column({ name: 'source_kind', type: 'text' }) sourceKind: 'referral' | 'disclosure';
  @Column({ name: 'source_id', type: 'uuid' }) sourceId: string;
  @Column({ type: 'text' }) ground: string;
  @Column({ name: 'rule_version', type: 'text' }) ruleVersion: string;
  @Column({ name: 'to_kind', type: 'text' }) toKind: AgencyKind;
  @Column({ type: 'text', array: true }) classes: FieldClass[];
  @Column({ name: 'person_ids', type: 'uuid', array: true }) personIds: string[];
  @Column({ name: 'received_at', type: 'timestamptz' }) receivedAt: Date;
  @Column({ type: 'jsonb' }) content: Record<string, unknown>;
  @Column({ name: 'grant_id', type: 'uuid', nullable: true }) grantId: string | null;
  @Column({ name: 'disclosure_open', type: 'boolean' }) disclosureOpen: boolean;
  @Column({ name: 'disclosure_closed_at', type: 'timestamptz', nullable: true }) disclosureClosedAt: Date | null;
  /** Classes that the disclosure still covers. */
  @Column({ name: 'disclosed_classes', type: 'text', array: true }) disclosedClasses: FieldClass[];
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
}
