import { accept, refuse, type AgencyKind, type DataOf, type Decider } from '#libs/shared-kernel';
import type { planEvents, PlanEvent, PlanKind } from './plan.events.js';

type Data<K extends keyof typeof planEvents> = DataOf<(typeof planEvents)[K]['fields']>;
/** What a person edits; the kind of plan follows from the agencies that are responsible, looked up by the handler. */
export type PlanContent = Omit<Data<'revised'>, 'planId' | 'personId' | 'version' | 'kind'> & {
  readonly responsibleKinds: readonly AgencyKind[];
};

export type PlanCommand =
  | { type: 'PreparePlan'; data: Omit<Data<'prepared'>, 'planId' | 'personId'> }
  | { type: 'CallMeeting'; data: Omit<Data<'meetingCalled'>, 'planId' | 'personId'> }
  | { type: 'NoteMeeting'; data: Omit<Data<'meetingHeld'>, 'planId' | 'personId'> }
  | { type: 'DraftPlan'; data: PlanContent & Pick<Data<'drafted'>, 'planId' | 'ownerAgency' | 'recordId' | 'caseId' | 'personId'> }
  | { type: 'RevisePlan'; data: PlanContent }
  | { type: 'AgreePlan'; data: { readonly agreedOn: string } }
  | { type: 'FollowUpPlan'; data: Omit<Data<'followedUp'>, 'planId' | 'personId'> }
  | { type: 'ClosePlan'; data: Omit<Data<'closed'>, 'planId' | 'personId'> };

/** behov → förbered → kalla → möte → följ upp → avsluta. */
export const PLAN_STEPS = ['need', 'prepare', 'call', 'meeting', 'follow-up', 'closed'] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

/**
 * What may be done at each step, and which step follows. A step may be skipped, since no law demands a meeting, and a round begun again; only what is
 * closed stays closed.
 */
export const STEP_TABLE: Readonly<Record<PlanStep, Partial<Record<Exclude<PlanCommand['type'], 'DraftPlan'>, PlanStep>>>> = {
  need: { RevisePlan: 'need', PreparePlan: 'prepare', CallMeeting: 'call', AgreePlan: 'follow-up', ClosePlan: 'closed' },
  prepare: {
    ...{ RevisePlan: 'prepare', PreparePlan: 'prepare', CallMeeting: 'call', NoteMeeting: 'meeting' },
    ...{ AgreePlan: 'follow-up', FollowUpPlan: 'follow-up', ClosePlan: 'closed' },
  },
  call: {
    ...{ RevisePlan: 'call', PreparePlan: 'prepare', CallMeeting: 'call', NoteMeeting: 'meeting' },
    ...{ AgreePlan: 'follow-up', FollowUpPlan: 'follow-up', ClosePlan: 'closed' },
  },
  meeting: {
    ...{ RevisePlan: 'meeting', PreparePlan: 'prepare', CallMeeting: 'call', NoteMeeting: 'meeting' },
    ...{ AgreePlan: 'follow-up', FollowUpPlan: 'follow-up', ClosePlan: 'closed' },
  },
  'follow-up': {
    ...{ RevisePlan: 'follow-up', PreparePlan: 'prepare', CallMeeting: 'call', NoteMeeting: 'meeting' },
    ...{ AgreePlan: 'follow-up', FollowUpPlan: 'follow-up', ClosePlan: 'closed' },
  },
  closed: {},
};

export interface StandingPlan {
  readonly step: PlanStep;
  /** Whether she agrees to it, once that was asked. */
  readonly consent: Data<'prepared'>['consent'] | null;
  readonly preparedAs: string | null;
  readonly meetings: Readonly<Record<string, 'called' | 'held'>>;
  readonly status: 'draft' | 'agreed' | 'closed';
  readonly planId: string;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly version: number;
  /** The version in force; a draft of the next may be under way. */
  readonly agreedVersion: number | null;
  readonly followedUp: { readonly on: string; readonly next?: string | undefined; readonly goals: Data<'followedUp'>['goals'] } | null;
  readonly content: Pick<Data<'revised'>, 'editionId' | 'kind' | 'goals' | 'lines' | 'leaderFunction'>;
}
export type PlanState = { readonly status: 'none' } | StandingPlan;

export type PlanRefusal =
  | 'plan-without-consent'
  | 'plan-meeting-not-called'
  | 'plan-unknown'
  | 'plan-exists'
  | 'plan-closed'
  | 'plan-without-interventions'
  | 'plan-not-agreed'
  | 'plan-line-without-goal'
  | 'follow-up-backwards';

/** SoL 10:8: a SIP is for those who need both social services and health care; any other plan over agencies is a joint plan. */
export const kindOf = (responsible: readonly AgencyKind[]): PlanKind =>
  responsible.includes('social-services') && responsible.includes('health-care') ? 'sip' : 'joint';

const contentOf = ({ editionId, kind, goals, lines, leaderFunction }: StandingPlan['content']): StandingPlan['content'] => ({
  editionId,
  kind,
  goals,
  lines,
  leaderFunction,
});

export const planDecider: Decider<PlanCommand, PlanState, PlanEvent, PlanRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.PlanDrafted') {
      const { planId, ownerAgency, recordId, caseId, personId } = event.data;
      const place = { planId, ownerAgency, recordId, caseId, personId };
      const begun = { step: 'need' as const, consent: null, preparedAs: null, meetings: {}, agreedVersion: null, followedUp: null };
      return { status: 'draft', ...place, ...begun, version: 1, content: contentOf(event.data) };
    }
    if (state.status === 'none') return state;
    const to = (command: Exclude<PlanCommand['type'], 'DraftPlan'>) => ({ ...state, step: STEP_TABLE[state.step][command] ?? state.step });
    switch (event.type) {
      case 'coordination.PlanPrepared':
        return { ...to('PreparePlan'), consent: event.data.consent, preparedAs: event.data.editionId };
      case 'coordination.PlanMeetingCalled':
        return { ...to('CallMeeting'), meetings: { ...state.meetings, [event.data.meetingId]: 'called' } };
      case 'coordination.PlanMeetingHeld':
        return { ...to('NoteMeeting'), meetings: { ...state.meetings, [event.data.meetingId]: 'held' } };
      case 'coordination.PlanRevised':
        return { ...to('RevisePlan'), status: 'draft', version: event.data.version, content: contentOf(event.data) };
      case 'coordination.PlanAgreed':
        return { ...to('AgreePlan'), status: 'agreed', agreedVersion: event.data.version };
      case 'coordination.PlanFollowedUp': {
        const { on, next, goals } = event.data;
        return { ...to('FollowUpPlan'), followedUp: { on, next, goals } };
      }
      case 'coordination.PlanClosed':
        return { ...to('ClosePlan'), status: 'closed' };
    }
  },

  decide: (command, state) => {
    if (command.type === 'DraftPlan') {
      if (state.status !== 'none') return state.content.editionId === command.data.editionId ? accept() : refuse('plan-exists');
      const { responsibleKinds, ...data } = command.data;
      if (strayLine(data)) return refuse('plan-line-without-goal');
      return accept({ type: 'coordination.PlanDrafted', data: { ...data, kind: kindOf(responsibleKinds) } });
    }
    if (state.status === 'none') return refuse('plan-unknown');
    const { planId, personId } = state;
    if (command.type === 'ClosePlan')
      return state.status === 'closed'
        ? accept()
        : accept({ type: 'coordination.PlanClosed', data: { planId, personId, ...command.data } });
    if (state.status === 'closed') return refuse('plan-closed');
    // A SIP is hers to refuse; whoever leads asks again before going on.
    const refused = state.content.kind === 'sip' && state.consent === 'declined';
    switch (command.type) {
      case 'PreparePlan':
        if (state.preparedAs === command.data.editionId) return accept();
        return accept({ type: 'coordination.PlanPrepared', data: { planId, personId, ...command.data } });
      case 'CallMeeting':
        if (state.meetings[command.data.meetingId] !== undefined) return accept();
        if (refused) return refuse('plan-without-consent');
        return accept({ type: 'coordination.PlanMeetingCalled', data: { planId, personId, ...command.data } });
      case 'NoteMeeting': {
        const meeting = state.meetings[command.data.meetingId];
        if (meeting === 'held') return accept();
        if (meeting === undefined) return refuse('plan-meeting-not-called');
        return accept({ type: 'coordination.PlanMeetingHeld', data: { planId, personId, ...command.data } });
      }
      case 'RevisePlan': {
        const { responsibleKinds, ...data } = command.data;
        if (state.content.editionId === data.editionId) return accept();
        if (strayLine(data)) return refuse('plan-line-without-goal');
        const revised = { planId, personId, version: state.version + 1, ...data, kind: kindOf(responsibleKinds) };
        return accept({ type: 'coordination.PlanRevised', data: revised });
      }
      case 'AgreePlan': {
        if (state.agreedVersion === state.version) return accept();
        if (state.content.lines.length === 0) return refuse('plan-without-interventions');
        if (refused) return refuse('plan-without-consent');
        const { kind, goals, lines, leaderFunction } = state.content;
        const { version } = state;
        const data = { planId, personId, version, kind, goals: goals.length, lines, leaderFunction, ...command.data };
        return accept({ type: 'coordination.PlanAgreed', data });
      }
      case 'FollowUpPlan': {
        if (state.agreedVersion === null) return refuse('plan-not-agreed');
        const { on, next, goals } = command.data;
        if (next !== undefined && next <= on) return refuse('follow-up-backwards');
        if (goals.some(({ goalId }) => !state.content.goals.some((goal) => goal.goalId === goalId)))
          return refuse('plan-line-without-goal');
        const { followedUp } = state;
        if (followedUp?.on === on && followedUp.next === next && sameOutcomes(followedUp.goals, goals)) return accept();
        return accept({ type: 'coordination.PlanFollowedUp', data: { planId, personId, ...command.data } });
      }
    }
  },
};

/** An intervention serves a goal of the same plan. */
const strayLine = ({ goals, lines }: Pick<PlanContent, 'goals' | 'lines'>): boolean =>
  lines.some((line) => !goals.some((goal) => goal.goalId === line.goalId));

type Outcomes = Data<'followedUp'>['goals'];
const sameOutcomes = (one: Outcomes, other: Outcomes): boolean =>
  one.length === other.length &&
  one.every(({ goalId, outcome }) => other.some((goal) => goal.goalId === goalId && goal.outcome === outcome));
