import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** One step of a child's process, as the own agency's staff may see it. How things stand follows from the steps, by the deciders' own rules. */
@Entity({ schema: 'door', name: 'child_steps', synchronize: false })
export class ChildStepRow {
  @PrimaryColumn({ name: 'event_id', type: 'uuid' }) eventId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) process: 'concern' | 'inquiry' | 'placement' | 'follow-up';
  @Column({ name: 'process_id', type: 'uuid' }) processId: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'jsonb' }) data: Record<string, unknown>;
  @Column({ name: 'taken_by', type: 'text' }) takenBy: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** A request for more time, for those who work with the record and for the head who decides. */
@Entity({ schema: 'door', name: 'extensions', synchronize: false })
export class ExtensionRow {
  @PrimaryColumn({ name: 'extension_id', type: 'uuid' }) extensionId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) deadline: 'preliminary-assessment' | 'child-inquiry';
  @Column({ name: 'process_id', type: 'uuid' }) processId: string;
  @Column({ type: 'timestamptz' }) until: Date;
  @Column({ type: 'jsonb' }) reason: Personal<string>;
  @Column({ name: 'asked_by', type: 'text' }) askedBy: string;
  @Column({ name: 'asked_at', type: 'timestamptz' }) askedAt: Date;
  @Column({ type: 'text' }) verdict: 'waits' | 'granted' | 'refused';
  @Column({ name: 'decided_by', type: 'text', nullable: true }) decidedBy: string | null;
  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true }) decidedAt: Date | null;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
