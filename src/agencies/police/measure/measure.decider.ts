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
import type { MeasureEvent } from './measure.events.js';

type Data = MeasureEvent['data'];
/** Whose it is, for whom, and the plan behind it: as it was when first planned. */
export type MeasurePlace = Pick<Data, 'ownerAgency' | 'recordId' | 'caseId' | 'personId' | 'planId'>;

export interface MeasureCommand {
  readonly step: InterventionStep;
  /** With the first planning; afterwards it stands. */
  readonly place?: MeasurePlace;
  readonly note?: Personal<string> | undefined;
}
export interface MeasureState {
  readonly intervention: InterventionState;
  readonly place: MeasurePlace | null;
}
export type MeasureRefusal = InterventionRefusal;

const TYPES = {
  planned: 'police.MeasurePlanned',
  started: 'police.MeasureStarted',
  interrupted: 'police.MeasureInterrupted',
  completed: 'police.MeasureCompleted',
} as const satisfies Record<InterventionStatus, MeasureEvent['type']>;

const placeOf = ({ ownerAgency, recordId, caseId, personId, planId }: MeasurePlace): MeasurePlace => ({
  ownerAgency,
  recordId,
  caseId,
  personId,
  ...(planId === undefined ? {} : { planId }),
});

const statusOf = (type: MeasureEvent['type']): InterventionStatus => {
  switch (type) {
    case 'police.MeasurePlanned':
      return 'planned';
    case 'police.MeasureStarted':
      return 'started';
    case 'police.MeasureInterrupted':
      return 'interrupted';
    case 'police.MeasureCompleted':
      return 'completed';
  }
};

/** The kernel decides the step; here it becomes the police's own event. */
export const measureDecider: Decider<MeasureCommand, MeasureState, MeasureEvent, MeasureRefusal> = {
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
