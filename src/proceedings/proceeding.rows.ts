import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** A proceeding as the owner's staff may see it. */
@Entity({ schema: 'door', name: 'proceedings', synchronize: false })
export class ProceedingRow {
  @PrimaryColumn({ name: 'proceeding_id', type: 'uuid' }) proceedingId: string;
  /** Name of its table of steps. */
  @Column({ type: 'text' }) proceeding: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'jsonb' }) facts: Record<string, string | boolean>;
  /** The last day of what stands; null when it has none. */
  @Column({ name: 'ends_on', type: 'date', nullable: true }) endsOn: string | null;
  @Column({ type: 'jsonb', nullable: true }) note: Personal<string> | null;
  @Column({ name: 'changed_by', type: 'text' }) changedBy: string;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
