import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** What the own agency has said of a gap. */
@Entity({ schema: 'door', name: 'gap_acknowledgements', synchronize: false })
export class GapAcknowledgementRow {
  @PrimaryColumn({ name: 'gap_id', type: 'uuid' }) gapId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'jsonb' }) reason: Personal<string>;
  @Column({ name: 'by_staff', type: 'text' }) byStaff: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
