import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One act of a record's life, as it was stored; its notes sealed. */
@Entity({ schema: 'door', name: 'record_acts', synchronize: false })
export class RecordActRow {
  @PrimaryColumn({ name: 'record_id', type: 'uuid' }) recordId: string;
  /** Its number in the record, with zeros before it: sorts as the acts came. */
  @PrimaryColumn({ type: 'text' }) act: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'other_record_id', type: 'uuid', nullable: true }) otherRecordId: string | null;
  @Column({ type: 'jsonb' }) value: unknown;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
