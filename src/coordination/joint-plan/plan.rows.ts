import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Personal } from '#libs/shared-kernel';
import type { PlanStep } from './plan.decider.js';
import type { OthersMeasure, PlanEvent, PlanKind, PlanLine, PlanTexts } from './plan.events.js';

type Outcomes = Extract<PlanEvent, { type: 'coordination.PlanFollowedUp' }>['data']['goals'];

/** One version of a plan, with what the policy needs to judge it for this reader at this moment. */
@Entity({ schema: 'door', name: 'plan_versions', synchronize: false })
export class PlanVersionRow {
  @PrimaryColumn({ name: 'plan_id', type: 'uuid' }) planId: string;
  @PrimaryColumn({ type: 'int' }) version: number;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) kind: PlanKind;
  @Column({ type: 'jsonb' }) goals: { readonly goalId: string }[];
  @Column({ type: 'jsonb' }) lines: PlanLine[];
  @Column({ type: 'jsonb' }) texts: Personal<PlanTexts>;
  @Column({ name: 'leader_function', type: 'text' }) leaderFunction: string;
  @Column({ type: 'text' }) participation: string;
  @Column({ name: 'participation_ways', type: 'jsonb' }) participationWays: string[];
  @Column({ name: 'others_measures', type: 'jsonb' }) othersMeasures: OthersMeasure[];
  @Column({ type: 'text', nullable: true }) step: PlanStep | null;
  @Column({ type: 'text', nullable: true }) consent: string | null;
  @Column({ name: 'functions_needed', type: 'jsonb', nullable: true }) functionsNeeded: string[] | null;
  @Column({ type: 'jsonb', nullable: true }) wishes: Personal<string> | null;
  @Column({ name: 'next_meeting_at', type: 'timestamptz', nullable: true }) nextMeetingAt: Date | null;
  @Column({ name: 'met_on', type: 'date', nullable: true }) metOn: string | null;
  @Column({ name: 'goal_outcomes', type: 'jsonb', nullable: true }) goalOutcomes: Outcomes | null;
  @Column({ name: 'saved_by', type: 'text' }) savedBy: string;
  @Column({ name: 'saved_at', type: 'timestamptz' }) savedAt: Date;
  @Column({ name: 'agreed_on', type: 'date', nullable: true }) agreedOn: string | null;
  @Column({ name: 'followed_up_on', type: 'date', nullable: true }) followedUpOn: string | null;
  @Column({ name: 'next_follow_up_on', type: 'date', nullable: true }) nextFollowUpOn: string | null;
  @Column({ name: 'follow_up_note', type: 'jsonb', nullable: true }) followUpNote: Personal<string> | null;
  @Column({ name: 'closed_on', type: 'date', nullable: true }) closedOn: string | null;
  @Column({ name: 'closed_reason', type: 'text', nullable: true }) closedReason: string | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ name: 'granted_classes', type: 'text', array: true }) grantedClasses: string[];
  /** The same by each person for whom it has a line: a disclosure about one opens nobody else's. */
  @Column({ name: 'granted_about', type: 'jsonb' }) grantedAbout: Readonly<Record<string, readonly string[]>>;
  /** Of them, and of whom it is about, those whose whereabouts a mark closes to the reader (docs/decisions/0033). */
  @Column({ name: 'closed_about', type: 'uuid', array: true }) closedAbout: string[];
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
