import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { safetyPlanEvents, SafetyPlanEvent } from './safety-plan.events.js';

type Data<K extends keyof typeof safetyPlanEvents> = DataOf<(typeof safetyPlanEvents)[K]['fields']>;

export type SafetyPlanCommand =
  /** `hasSteps`: the decider never looks at the words. */
  | { type: 'MakeSafetyPlan'; data: Data<'made'>; hasSteps: boolean }
  | { type: 'ReviseSafetyPlan'; data: Omit<Data<'revised'>, 'safetyPlanId' | 'personId'>; hasSteps: boolean }
  | { type: 'EndSafetyPlan'; data: Pick<Data<'ended'>, 'reason' | 'endedOn'> };

export type SafetyPlanState =
  | { readonly status: 'none' }
  | (Pick<Data<'made'>, 'safetyPlanId' | 'ownerAgency' | 'recordId' | 'caseId' | 'personId' | 'editionId'> & {
      readonly status: 'standing' | 'ended';
    });

export type SafetyPlanRefusal =
  'safety-plan-unknown' | 'safety-plan-exists' | 'safety-plan-ended' | 'safety-plan-without-steps' | 'safety-review-not-ahead';

const unsound = ({ madeOn, reviewOn }: { madeOn: string; reviewOn: string }, hasSteps: boolean): SafetyPlanRefusal | undefined => {
  if (!hasSteps) return 'safety-plan-without-steps';
  return reviewOn <= madeOn ? 'safety-review-not-ahead' : undefined;
};

export const safetyPlanDecider: Decider<SafetyPlanCommand, SafetyPlanState, SafetyPlanEvent, SafetyPlanRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.SafetyPlanMade') {
      const { safetyPlanId, ownerAgency, recordId, caseId, personId, editionId } = event.data;
      return { status: 'standing', safetyPlanId, ownerAgency, recordId, caseId, personId, editionId };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.SafetyPlanRevised':
        return { ...state, editionId: event.data.editionId };
      case 'coordination.SafetyPlanEnded':
        return { ...state, status: 'ended' };
    }
  },

  decide: (command, state) => {
    if (command.type === 'MakeSafetyPlan') {
      if (state.status !== 'none') return state.editionId === command.data.editionId ? accept() : refuse('safety-plan-exists');
      const fault = unsound(command.data, command.hasSteps);
      return fault ? refuse(fault) : accept({ type: 'coordination.SafetyPlanMade', data: command.data });
    }
    if (state.status === 'none') return refuse('safety-plan-unknown');
    const { safetyPlanId, personId } = state;
    if (command.type === 'EndSafetyPlan')
      return state.status === 'ended'
        ? accept()
        : accept({ type: 'coordination.SafetyPlanEnded', data: { safetyPlanId, personId, ...command.data } });
    if (state.status === 'ended') return refuse('safety-plan-ended');
    if (state.editionId === command.data.editionId) return accept();
    const fault = unsound(command.data, command.hasSteps);
    return fault ? refuse(fault) : accept({ type: 'coordination.SafetyPlanRevised', data: { safetyPlanId, personId, ...command.data } });
  },
};
