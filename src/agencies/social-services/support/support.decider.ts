import {
  accept,
  decideIntervention,
  NO_INTERVENTION,
  type Decider,
  type InterventionRefusal,
  type InterventionState,
  type InterventionStatus,
  type InterventionStep,
  type Personal,
} from '#libs/shared-kernel';
import type { SupportEvent } from './support.events.js';

type Data = SupportEvent['data'];
/** Whose it is, for whom, and the plan behind it: as it was when first planned. */
export type SupportPlace = Pick<Data, 'ownerAgency' | 'recordId' | 'caseId' | 'personId' | 'planId'>;

export interface SupportCommand {
  readonly step: InterventionStep;
  /** With the first planning; afterwards it stands. */
  readonly place?: SupportPlace;
  readonly note?: Personal<string> | undefined;
}
export interface SupportState {
  readonly intervention: InterventionState;
  readonly place: SupportPlace | null;
}
export type SupportRefusal = InterventionRefusal;

const TYPES = {
  planned: 'social-services.SupportPlanned',
  started: 'social-services.SupportStarted',
  interrupted: 'social-services.SupportInterrupted',
  completed: 'social-services.SupportCompleted',
} as const satisfies Record<InterventionStatus, SupportEvent['type']>;

const placeOf = ({ ownerAgency, recordId, caseId, personId, planId }: SupportPlace): SupportPlace => ({
  ownerAgency,
  recordId,
  caseId,
  personId,
  ...(planId === undefined ? {} : { planId }),
});

const statusOf = (type: SupportEvent['type']): InterventionStatus => {
  switch (type) {
    case 'social-services.SupportPlanned':
      return 'planned';
    case 'social-services.SupportStarted':
      return 'started';
    case 'social-services.SupportInterrupted':
      return 'interrupted';
    case 'social-services.SupportCompleted':
      return 'completed';
  }
};

/** The kernel decides the step; here it becomes the social services' own event. */
export const supportDecider: Decider<SupportCommand, SupportState, SupportEvent, SupportRefusal> = {
  initial: { intervention: NO_INTERVENTION, place: null },

  evolve: (_, { type, data }) => {
    const { ownerAgency: _owner, recordId: _record, caseId: _case, personId: _person, planId: _plan, note: _note, ...details } = data;
    return { intervention: { status: statusOf(type), details }, place: placeOf(data) };
  },

  decide: ({ step, place: given, note }, { intervention, place: standing }) => {
    const decision = decideIntervention(step, intervention);
    if (!decision.accepted) return decision;
    const place = standing ?? given;
    const [change] = decision.events;
    if (!change || !place) return accept();
    const data = { ...change.details, ...placeOf(place), ...(note === undefined ? {} : { note }) };
    return accept({ type: TYPES[change.status], data });
  },
};
