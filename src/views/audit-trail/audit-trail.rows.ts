import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditAction, AuditEntry } from '#src/audit/index';
import type { FieldClass } from '#libs/shared-kernel';

/** A line of the audit trail as this reader may see it: what belongs to another agency's own affairs is blanked by the door view. */
@Entity({ schema: 'door', name: 'audit_records', synchronize: false })
export class AuditRecordRow {
  @PrimaryColumn({ type: 'bigint' }) number: string;
  @Column({ name: 'audit_id', type: 'uuid' }) auditId: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text' }) action: AuditAction;
  @Column({ type: 'text' }) operation: string;
  @Column({ type: 'text' }) outcome: AuditEntry['outcome'];
  @Column({ type: 'text' }) duty: string;
  @Column({ name: 'agency_id', type: 'text' }) agencyId: string;
  /** The reader's own agency acted. */
  @Column({ type: 'boolean' }) own: boolean;
  @Column({ name: 'staff_id', type: 'text', nullable: true }) staffId: string | null;
  @Column({ name: 'unit_id', type: 'text', nullable: true }) unitId: string | null;
  @Column({ name: 'object_type', type: 'text' }) objectType: string;
  @Column({ name: 'object_id', type: 'text', nullable: true }) objectId: string | null;
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) caseId: string | null;
  @Column({ name: 'record_id', type: 'uuid', nullable: true }) recordId: string | null;
  @Column({ name: 'owner_agencies', type: 'text', array: true }) ownerAgencies: string[];
  @Column({ name: 'person_ids', type: 'text', array: true }) personIds: string[];
  @Column({ type: 'text', array: true }) hits: string[];
  @Column({ type: 'text', array: true }) classes: FieldClass[];
  @Column({ type: 'text', nullable: true }) ground: string | null;
  @Column({ type: 'text', nullable: true }) purpose: string | null;
  @Column({ type: 'text', nullable: true }) rule: string | null;
  @Column({ name: 'concerns_agency', type: 'text' }) concernsAgency: string;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
