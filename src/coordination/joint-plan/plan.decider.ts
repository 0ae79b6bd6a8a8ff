import { accept, refuse, type AgencyKind, type DataOf, type Decider } from '#libs/shared-kernel';
import type { planEvents, PlanEvent, PlanKind } from './plan.events.js';

type Data<K extends keyof typeof planEvents> = DataOf<(typeof planEvents)[K]['fields']>;
/** What a person edits; the kind of plan follows from the agencies that are responsible, looked up by the handler. */
export type PlanContent = Omit<Data<'revised'>, 'planId' | 'personId' | 'version' | 'kind'> & {
  readonly responsibleKinds: readonly AgencyKind[];
};

export type PlanCommand =
  | { type: 'DraftPlan'; data: PlanContent & Pick<Data<'drafted'>, 'planId' | 'ownerAgency' | 'recordId' | 'caseId' | 'personId'> }
  | { type: 'RevisePlan'; data: PlanContent }
  | { type: 'AgreePlan'; data: { readonly agreedOn: string } }
  | { type: 'FollowUpPlan'; data: Omit<Data<'followedUp'>, 'planId' | 'personId'> }
  | { type: 'ClosePlan'; data: Omit<Data<'closed'>, 'planId' | 'personId'> };

export interface StandingPlan {
  readonly status: 'draft' | 'agreed' | 'closed';
  readonly planId: string;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly version: number;
  /** The version in force; a draft of the next may be under way. */
  readonly agreedVersion: number | null;
  readonly followedUp: { readonly on: string; readonly next?: string | undefined } | null;
  readonly content: Pick<Data<'revised'>, 'editionId' | 'kind' | 'goals' | 'lines' | 'leaderFunction'>;
}
export type PlanState = { readonly status: 'none' } | StandingPlan;

export type PlanRefusal =
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
      return { status: 'draft', ...place, version: 1, agreedVersion: null, followedUp: null, content: contentOf(event.data) };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.PlanRevised':
        return { ...state, status: 'draft', version: event.data.version, content: contentOf(event.data) };
      case 'coordination.PlanAgreed':
        return { ...state, status: 'agreed', agreedVersion: event.data.version };
      case 'coordination.PlanFollowedUp':
        return { ...state, followedUp: { on: event.data.on, next: event.data.next } };
      case 'coordination.PlanClosed':
        return { ...state, status: 'closed' };
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
    switch (command.type) {
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
        const { kind, goals, lines, leaderFunction } = state.content;
        const { version } = state;
        const data = { planId, personId, version, kind, goals: goals.length, lines, leaderFunction, ...command.data };
        return accept({ type: 'coordination.PlanAgreed', data });
      }
      case 'FollowUpPlan': {
        if (state.agreedVersion === null) return refuse('plan-not-agreed');
        const { on, next } = command.data;
        if (next !== undefined && next <= on) return refuse('follow-up-backwards');
        if (state.followedUp?.on === on && state.followedUp.next === next) return accept();
        return accept({ type: 'coordination.PlanFollowedUp', data: { planId, personId, ...command.data } });
      }
    }
  },
};

/** An intervention serves a goal of the same plan. */
const strayLine = ({ goals, lines }: Pick<PlanContent, 'goals' | 'lines'>): boolean =>
  lines.some((line) => !goals.some((goal) => goal.goalId === line.goalId));
