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
import type { CareEvent } from './care.events.js';

type Data = CareEvent['data'];
/** Whose it is, for whom, and the plan behind it: as it was when first planned. */
export type CarePlace = Pick<Data, 'ownerAgency' | 'recordId' | 'caseId' | 'personId' | 'planId'>;

export interface CareCommand {
  readonly step: InterventionStep;
  /** With the first planning; afterwards it stands. */
  readonly place?: CarePlace;
  readonly note?: Personal<string> | undefined;
}
export interface CareState {
  readonly intervention: InterventionState;
  readonly place: CarePlace | null;
}
export type CareRefusal = InterventionRefusal;

const TYPES = {
  planned: 'health-care.CarePlanned',
  started: 'health-care.CareStarted',
  interrupted: 'health-care.CareInterrupted',
  completed: 'health-care.CareCompleted',
} as const satisfies Record<InterventionStatus, CareEvent['type']>;

const placeOf = ({ ownerAgency, recordId, caseId, personId, planId }: CarePlace): CarePlace => ({
  ownerAgency,
  recordId,
  caseId,
  personId,
  ...(planId === undefined ? {} : { planId }),
});

const statusOf = (type: CareEvent['type']): InterventionStatus => {
  switch (type) {
    case 'health-care.CarePlanned':
      return 'planned';
    case 'health-care.CareStarted':
      return 'started';
    case 'health-care.CareInterrupted':
      return 'interrupted';
    case 'health-care.CareCompleted':
      return 'completed';
  }
};

/** The kernel decides the step; here it becomes health care’s own event. */
export const careDecider: Decider<CareCommand, CareState, CareEvent, CareRefusal> = {
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
