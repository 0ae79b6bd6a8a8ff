import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { meetingEvents, MeetingDecision, MeetingEvent, MeetingKind } from './meeting.events.js';

type Data<K extends keyof typeof meetingEvents> = DataOf<(typeof meetingEvents)[K]['fields']>;
type About = 'meetingId' | 'kind' | 'personId';
/** Beside what is stored of an invitation: what she answered, and whether a reason was given, since the decider never looks at words. */
interface Safety {
  readonly safe: 'yes' | 'no' | 'not-asked';
  readonly hasReason: boolean;
}

export type MeetingCommand =
  | { type: 'PlanMeeting'; data: Data<'planned'> }
  | { type: 'MoveMeeting'; data: Omit<Data<'moved'>, About> }
  | { type: 'CancelMeeting'; data: Omit<Data<'cancelled'>, About> }
  | { type: 'InvitePerson'; data: Omit<Data<'personInvited'>, 'meetingId'>; safety: Safety }
  | { type: 'HoldMeeting'; data: Omit<Data<'held'>, About | 'reminded'> & { readonly reminded: boolean } }
  | { type: 'CorrectNotes'; data: Omit<Data<'notesCorrected'>, 'meetingId'> }
  | { type: 'SettleAction'; data: Omit<Data<'actionSettled'>, About> }
  | { type: 'CarryDecision'; data: Omit<Data<'decisionCarried'>, 'meetingId'> }
  /** `reported`: a concern report stands in the child's record, where the agency is one that receives them. */
  | { type: 'NameConsultation'; data: Omit<Data<'named'>, 'meetingId'>; reported: boolean };

export type ActionState = 'open' | Data<'actionSettled'>['outcome'];
export interface StandingMeeting {
  readonly status: 'planned' | 'held' | 'cancelled';
  readonly meetingId: string;
  readonly kind: MeetingKind;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly caseId: string;
  /** Null while a consultation about a child is anonymous. */
  readonly personId: string | null;
  readonly planId: string | null;
  readonly editionId: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly guests: Readonly<Record<string, Data<'personInvited'>['invitedAs']>>;
  readonly decisions: readonly MeetingDecision[];
  readonly actions: Readonly<Record<string, ActionState>>;
  /** Decisions that stand in the plan, by the line they became. */
  readonly carried: Readonly<Record<string, string>>;
}
export type MeetingState = { readonly status: 'none' } | StandingMeeting;

export type MeetingRefusal =
  | 'meeting-unknown'
  | 'meeting-exists'
  | 'meeting-cancelled'
  | 'meeting-held'
  | 'meeting-not-held'
  | 'meeting-about-nobody'
  | 'confidentiality-not-reminded'
  | 'not-safe-to-receive'
  | 'second-guardian-needs-reason'
  | 'consultation-is-anonymous'
  | 'consultation-names-somebody'
  | 'consultation-is-named'
  | 'report-not-received'
  | 'action-unknown'
  | 'action-settled'
  | 'decision-unknown'
  | 'decision-is-no-intervention';

/** Anonymous until a report is made: nobody is named in it, not even as invited. */
export const isAnonymous = ({ kind, personId }: Pick<StandingMeeting, 'kind' | 'personId'>): boolean =>
  kind === 'child-consultation' && personId === null;

const opening = (data: Data<'planned'>): StandingMeeting => {
  const { meetingId, kind, ownerAgency, recordId, caseId, editionId, startsAt, minutes } = data;
  return {
    ...{ status: 'planned' as const, meetingId, kind, ownerAgency, recordId, caseId, editionId, startsAt, minutes },
    ...{ personId: data.personId ?? null, planId: data.planId ?? null, guests: {}, decisions: [], actions: {}, carried: {} },
  };
};

export const meetingDecider: Decider<MeetingCommand, MeetingState, MeetingEvent, MeetingRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.MeetingPlanned') return opening(event.data);
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.MeetingMoved':
        return { ...state, startsAt: event.data.startsAt, minutes: event.data.minutes };
      case 'coordination.MeetingCancelled':
        return { ...state, status: 'cancelled' };
      case 'coordination.MeetingPersonInvited':
        return { ...state, guests: { ...state.guests, [event.data.personId]: event.data.invitedAs } };
      case 'coordination.MeetingHeld': {
        const { decisions, actions, editionId } = event.data;
        const open = Object.fromEntries(actions.map(({ actionId }) => [actionId, 'open' as const]));
        return { ...state, status: 'held', editionId, decisions, actions: open };
      }
      case 'coordination.MeetingNotesCorrected':
        return { ...state, editionId: event.data.editionId };
      case 'coordination.MeetingActionSettled':
        return { ...state, actions: { ...state.actions, [event.data.actionId]: event.data.outcome } };
      case 'coordination.MeetingDecisionCarried':
        return { ...state, carried: { ...state.carried, [event.data.decisionId]: event.data.lineId } };
      case 'coordination.ConsultationNamed': {
        const { personId, namedRecord: recordId, namedCase: caseId } = event.data;
        return { ...state, personId, recordId, caseId };
      }
    }
  },

  decide: (command, state) => {
    if (command.type === 'PlanMeeting') {
      const { kind, personId } = command.data;
      if (state.status !== 'none') return state.editionId === command.data.editionId ? accept() : refuse('meeting-exists');
      if (kind === 'child-consultation' && personId !== undefined) return refuse('consultation-names-somebody');
      if (kind !== 'child-consultation' && personId === undefined) return refuse('meeting-about-nobody');
      return accept({ type: 'coordination.MeetingPlanned', data: command.data });
    }
    if (state.status === 'none') return refuse('meeting-unknown');
    if (command.type === 'NameConsultation') return name(command, state);
    if (state.status === 'cancelled') return command.type === 'CancelMeeting' ? accept() : refuse('meeting-cancelled');
    return state.status === 'planned' ? beforeMeeting(command, state) : afterMeeting(command, state);
  },
};

type Later = Exclude<MeetingCommand, { type: 'PlanMeeting' | 'NameConsultation' }>;
type Decision = ReturnType<typeof meetingDecider.decide>;
const aboutOf = ({ meetingId, kind, personId }: StandingMeeting) => ({ meetingId, kind, ...(personId ? { personId } : {}) });

const beforeMeeting = (command: Later, state: StandingMeeting): Decision => {
  const about = aboutOf(state);
  switch (command.type) {
    case 'MoveMeeting':
      return state.startsAt === command.data.startsAt && state.minutes === command.data.minutes
        ? accept()
        : accept({ type: 'coordination.MeetingMoved', data: { ...about, ...command.data } });
    case 'CancelMeeting':
      return accept({ type: 'coordination.MeetingCancelled', data: { ...about, ...command.data } });
    case 'InvitePerson':
      return invite(command, state);
    case 'HoldMeeting': {
      const { reminded, ...data } = command.data;
      if (!reminded) return refuse('confidentiality-not-reminded');
      const named = data.attendedPersons.length > 0 || data.decisions.some(({ personId }) => personId !== undefined);
      if (isAnonymous(state) && named) return refuse('consultation-names-somebody');
      return accept({ type: 'coordination.MeetingHeld', data: { ...about, ...data, reminded } });
    }
    case 'CorrectNotes':
    case 'SettleAction':
    case 'CarryDecision':
      return refuse('meeting-not-held');
  }
};

const invite = ({ data, safety }: Extract<MeetingCommand, { type: 'InvitePerson' }>, state: StandingMeeting): Decision => {
  if (isAnonymous(state)) return refuse('consultation-is-anonymous');
  if (safety.safe !== 'yes') return refuse('not-safe-to-receive');
  if (state.guests[data.personId] === data.invitedAs) return accept();
  const others = Object.entries(state.guests).filter(([personId, invitedAs]) => invitedAs === 'guardian' && personId !== data.personId);
  if (data.invitedAs === 'guardian' && others.length > 0 && !safety.hasReason) return refuse('second-guardian-needs-reason');
  return accept({ type: 'coordination.MeetingPersonInvited', data: { meetingId: state.meetingId, ...data } });
};

const afterMeeting = (command: Later, state: StandingMeeting): Decision => {
  const { meetingId } = state;
  switch (command.type) {
    case 'HoldMeeting':
      return state.editionId === command.data.editionId ? accept() : refuse('meeting-held');
    case 'MoveMeeting':
    case 'CancelMeeting':
    case 'InvitePerson':
      return refuse('meeting-held');
    case 'CorrectNotes':
      return state.editionId === command.data.editionId
        ? accept()
        : accept({ type: 'coordination.MeetingNotesCorrected', data: { meetingId, ...command.data } });
    case 'SettleAction': {
      const standing = state.actions[command.data.actionId];
      if (standing === undefined) return refuse('action-unknown');
      if (standing === command.data.outcome) return accept();
      // What was not done may still be done, or turn out to be impossible; what is done stays done.
      if (standing === 'done' || standing === 'no-longer-possible') return refuse('action-settled');
      return accept({ type: 'coordination.MeetingActionSettled', data: { ...aboutOf(state), ...command.data } });
    }
    case 'CarryDecision': {
      const decision = state.decisions.find(({ decisionId }) => decisionId === command.data.decisionId);
      if (!decision) return refuse('decision-unknown');
      if (isAnonymous(state)) return refuse('consultation-is-anonymous');
      if (!decision.kind || !decision.responsibleFunction || !decision.dueOn) return refuse('decision-is-no-intervention');
      if (state.carried[decision.decisionId] !== undefined) return accept();
      return accept({ type: 'coordination.MeetingDecisionCarried', data: { meetingId, ...command.data } });
    }
  }
};

/** Named once, and never to somebody else: the anonymous words then stand in the child's own record. */
const name = ({ data, reported }: Extract<MeetingCommand, { type: 'NameConsultation' }>, state: StandingMeeting): Decision => {
  if (isAnonymous(state) && !reported) return refuse('report-not-received');
  if (isAnonymous(state)) return accept({ type: 'coordination.ConsultationNamed', data: { meetingId: state.meetingId, ...data } });
  return state.kind === 'child-consultation' && state.personId === data.personId && state.recordId === data.namedRecord
    ? accept()
    : refuse('consultation-is-named');
};
