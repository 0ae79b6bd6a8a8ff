import {
  accept,
  decideIntervention,
  INTERVENTION_STATUSES,
  NO_INTERVENTION,
  type Decider,
  type InterventionRefusal,
  type InterventionState,
  type InterventionStatus,
  type InterventionStep,
  type Personal,
} from '#libs/shared-kernel';
import type { OwnInterventions } from './declaration.js';
import type { OwnIntervention } from './fields.js';

/** Whose it is, for whom, and the plan behind it: as it was when first planned. */
export type InterventionPlace = Pick<OwnIntervention, 'ownerAgency' | 'recordId' | 'caseId' | 'personId' | 'planId'>;

export interface InterventionCommand {
  readonly step: InterventionStep;
  /** With the first planning; afterwards it stands. */
  readonly place?: InterventionPlace;
  readonly note?: Personal<string> | undefined;
}
export interface PlacedIntervention {
  readonly intervention: InterventionState;
  readonly place: InterventionPlace | null;
}
/** An event of some agency: which one, its declaration knows. */
export interface InterventionEvent {
  readonly type: string;
  readonly data: OwnIntervention;
}
export type InterventionDecider = Decider<InterventionCommand, PlacedIntervention, InterventionEvent, InterventionRefusal>;

/** The status that an agency's event means. @throws Error for an event that is not its */
export const statusOf = (events: OwnInterventions['events'], type: string): InterventionStatus => {
  const status = INTERVENTION_STATUSES.find((one) => events[one].type === type);
  if (!status) throw new Error(`${type} is no event of these interventions`);
  return status;
};

const placeOf = ({ ownerAgency, recordId, caseId, personId, planId }: InterventionPlace): InterventionPlace => ({
  ownerAgency,
  recordId,
  caseId,
  personId,
  ...(planId === undefined ? {} : { planId }),
});

/** The kernel decides the step; here it becomes the agency's own event. */
export const interventionDecider = (events: OwnInterventions['events']): InterventionDecider => ({
  initial: { intervention: NO_INTERVENTION, place: null },

  evolve: (_, { type, data }) => {
    const { ownerAgency: _owner, recordId: _record, caseId: _case, personId: _person, planId: _plan, note: _note, ...details } = data;
    return { intervention: { status: statusOf(events, type), details }, place: placeOf(data) };
  },

  decide: ({ step, place: given, note }, { intervention, place: standing }) => {
    const decision = decideIntervention(step, intervention);
    if (!decision.accepted) return decision;
    const place = standing ?? given;
    const [change] = decision.events;
    if (!change || !place) return accept();
    const data = { ...change.details, ...placeOf(place), ...(note === undefined ? {} : { note }) };
    return accept({ type: events[change.status].type, data });
  },
});
