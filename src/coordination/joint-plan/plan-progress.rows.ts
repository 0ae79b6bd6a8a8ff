import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClassedFields } from '#src/access/index';

/** What this reader may see of how the plan's interventions go: links of the chain, each judged by its own owner's grant, never by the plan's. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class PlanProgressRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) thing: string;
  @Column({ name: 'thing_id', type: 'uuid' }) thingId: string;
  @Column({ type: 'bigint' }) position: string;
  @Column({ type: 'jsonb' }) fields: ClassedFields;
  @Column({ name: 'granted_classes', type: 'text', array: true, nullable: true }) grantedClasses: string[] | null;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
