import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';

/** A clock of the own agency. Whoever may see the record may see its clocks: the columns are those that the policy asks of a record. */
@Entity({ schema: 'door', name: 'clocks', synchronize: false })
export class ClockRow {
  @PrimaryColumn({ name: 'clock_id', type: 'uuid' }) clockId: string;
  @Column({ name: 'deadline_id', type: 'text' }) deadlineId: string;
  @Column({ name: 'thing_id', type: 'uuid' }) thingId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'text' }) status: 'prepared' | 'running' | 'stopped';
  @Column({ name: 'round_id', type: 'uuid', nullable: true }) roundId: string | null;
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true }) startedAt: Date | null;
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true }) dueAt: Date | null;
  @Column({ name: 'due_on', type: 'date', nullable: true }) dueOn: string | null;
  @Column({ name: 'whole_day', type: 'boolean', nullable: true }) wholeDay: boolean | null;
  @Column({ name: 'first_at', type: 'timestamptz', nullable: true }) firstAt: Date | null;
  @Column({ name: 'extended_at', type: 'timestamptz', nullable: true }) extendedAt: Date | null;
  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true }) stoppedAt: Date | null;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** What a clock did: warned, ended, or was extended, with the reason. */
@Entity({ schema: 'door', name: 'clock_notices', synchronize: false })
export class ClockNoticeRow {
  @PrimaryColumn({ name: 'notice_id', type: 'uuid' }) noticeId: string;
  @Column({ name: 'clock_id', type: 'uuid' }) clockId: string;
  @Column({ type: 'text' }) kind: 'warning' | 'extension' | 'overdue' | 'expires' | 'lapses' | 'locks';
  @Column({ type: 'text' }) who: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ name: 'due_on', type: 'date' }) dueOn: string;
  @Column({ type: 'date', nullable: true }) until: string | null;
  @Column({ type: 'jsonb', nullable: true }) reason: Personal<string> | null;
  @Column({ name: 'by_staff', type: 'text', nullable: true }) byStaff: string | null;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** What a clock is to do and has not done yet, for the machinery. */
@Entity({ schema: 'door', name: 'clock_firings', synchronize: false })
export class ClockFiringRow {
  @PrimaryColumn({ name: 'clock_id', type: 'uuid' }) clockId: string;
  @PrimaryColumn({ name: 'round_id', type: 'uuid' }) roundId: string;
  @PrimaryColumn({ type: 'text' }) name: string;
  @Column({ type: 'text' }) kind: 'warning' | 'end';
  @Column({ type: 'text' }) who: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ name: 'deadline_id', type: 'text' }) deadlineId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  /** Of the clock's first warning: what has come nowhere yet is passed over by its index. */
  @Column({ name: 'first_at', type: 'timestamptz' }) firstAt: Date;
  @Column({ name: 'due_at', type: 'timestamptz' }) dueAt: Date;
  @Column({ name: 'due_on', type: 'date' }) dueOn: string;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
