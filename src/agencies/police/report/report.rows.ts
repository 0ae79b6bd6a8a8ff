import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';
import type { Offence } from '../offences.js';
import type { REPORT_CORRECTIONS } from './report.events.js';

@Entity({ schema: 'door', name: 'police_reports', synchronize: false })
export class ReportRow {
  @PrimaryColumn({ name: 'report_id', type: 'uuid' }) reportId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'text' }) offence: Offence;
  @Column({ name: 'occurred_on', type: 'date' }) occurredOn: string;
  @Column({ name: 'immediate_risk', type: 'boolean' }) immediateRisk: boolean;
  @Column({ name: 'registered_at', type: 'timestamptz' }) registeredAt: Date;
  @Column({ name: 'registered_by', type: 'text' }) registeredBy: string;
  @Column({ name: 'exposed_person_id', type: 'uuid' }) exposedPersonId: string;
  @Column({ name: 'suspect_person_id', type: 'uuid', nullable: true }) suspectPersonId: string | null;
  @Column({ name: 'child_person_ids', type: 'uuid', array: true }) childPersonIds: string[];
  @Column({ name: 'report_number', type: 'jsonb' }) reportNumber: Personal<string>;
  @Column({ type: 'jsonb' }) summary: Personal<string>;
  @Column({ name: 'corrected_at', type: 'timestamptz', nullable: true }) correctedAt: Date | null;
  @Column({ name: 'correction_reason', type: 'text', nullable: true }) correctionReason: (typeof REPORT_CORRECTIONS)[number] | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
