import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';
import type { MeetingKind, MeetingWords } from './meeting.events.js';

/** A meeting as the owner's staff may see it. */
@Entity({ schema: 'door', name: 'meetings', synchronize: false })
export class MeetingRow {
  @PrimaryColumn({ name: 'meeting_id', type: 'uuid' }) meetingId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'text' }) kind: MeetingKind;
  @Column({ name: 'plan_id', type: 'uuid', nullable: true }) planId: string | null;
  @Column({ type: 'text' }) status: 'planned' | 'held' | 'cancelled';
  @Column({ name: 'starts_at', type: 'timestamptz' }) startsAt: Date;
  @Column({ type: 'int' }) minutes: number;
  @Column({ type: 'text' }) form: string;
  @Column({ type: 'jsonb', nullable: true }) place: Personal<string> | null;
  @Column({ name: 'place_is_neutral', type: 'boolean' }) placeIsNeutral: boolean;
  @Column({ type: 'jsonb' }) invited: string[];
  @Column({ type: 'jsonb' }) agenda: Personal<string[]>;
  @Column({ name: 'cancel_reason', type: 'text', nullable: true }) cancelReason: string | null;
  @Column({ name: 'held_on', type: 'date', nullable: true }) heldOn: string | null;
  @Column({ name: 'attended_functions', type: 'jsonb', nullable: true }) attendedFunctions: string[] | null;
  @Column({ name: 'attended_persons', type: 'jsonb', nullable: true }) attendedPersons: string[] | null;
  @Column({ name: 'facts_noted', type: 'jsonb', nullable: true }) factsNoted: Personal<string> | null;
  @Column({ name: 'assessments_noted', type: 'jsonb', nullable: true }) assessmentsNoted: Personal<string> | null;
  @Column({ type: 'jsonb', nullable: true }) words: Personal<MeetingWords> | null;
  @Column({ name: 'corrected_reason', type: 'text', nullable: true }) correctedReason: string | null;
  @Column({ name: 'reported_on', type: 'date', nullable: true }) reportedOn: string | null;
  @Column({ name: 'saved_by', type: 'text' }) savedBy: string;
  /** How often the time was changed: what a calendar counts its updates by. */
  @Column({ type: 'int' }) sequence: number;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** A guest, a decision or an action of a meeting. */
@Entity({ schema: 'door', name: 'meeting_parts', synchronize: false })
export class MeetingPartRow {
  @PrimaryColumn({ name: 'meeting_id', type: 'uuid' }) meetingId: string;
  @PrimaryColumn({ name: 'part_id', type: 'uuid' }) partId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ type: 'text' }) part: 'guest' | 'decision' | 'action';
  @Column({ type: 'jsonb' }) facts: Readonly<Record<string, string>>;
  @Column({ type: 'text', nullable: true }) outcome: string | null;
  @Column({ name: 'settled_on', type: 'date', nullable: true }) settledOn: string | null;
  @Column({ type: 'jsonb', nullable: true }) note: Personal<string> | null;
  @Column({ name: 'plan_line', type: 'uuid', nullable: true }) planLine: string | null;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}

/** What is told of a child in the own record: whether a concern report or an inquiry stands there. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class ToldOfChildRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'text' }) thing: string;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
