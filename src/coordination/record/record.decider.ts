import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { recordEvents, RecordEvent } from './record.events.js';

type Data<K extends keyof typeof recordEvents> = DataOf<(typeof recordEvents)[K]['fields']>;

export type RecordCommand =
  | { type: 'OpenRecord'; data: Data<'opened'> }
  | { type: 'AssignStaff'; data: Data<'staffAssigned'> }
  | { type: 'UnassignStaff'; data: Data<'staffUnassigned'> }
  | { type: 'LockOutStaff'; data: Data<'staffLockedOut'> }
  | { type: 'LiftStaffLock'; data: Data<'staffLockLifted'> }
  | { type: 'ProposeClosing'; data: Data<'closingProposed'> }
  | { type: 'DeclineClosing'; data: Data<'closingDeclined'> }
  /** Approves what was proposed. */
  | { type: 'CloseRecord'; data: { proposalId: string; approvedBy: string } }
  | { type: 'ReopenRecord'; data: Data<'reopened'> }
  /** `now`, by the server's clock: a hand-over whose moment has passed is over, recorded or not. */
  | { type: 'HandOver'; data: Omit<Data<'handedOver'>, 'assignedBefore'>; now: string }
  | { type: 'HandBack'; data: Omit<Data<'handedBack'>, 'leaves'>; now: string }
  | { type: 'ExpireHandover'; now: string }
  /** With the closing that is proposed by it, when the record does not go on. */
  | { type: 'RegisterMove'; data: Data<'moved'>; closing: Data<'closingProposed'> | null }
  /** `fictitious`: somebody on the side of one of the two records has a fictitious identity. */
  | { type: 'RelateRecord'; data: Data<'related'>; fictitious: boolean }
  | { type: 'UnrelateRecord'; data: Data<'unrelated'> }
  | { type: 'TakeLead'; data: Data<'leadTaken'> }
  | { type: 'LeaveLead'; data: Data<'leadLeft'> };

export type RecordState =
  | { status: 'none' }
  | {
      status: 'open' | 'closed';
      recordId: string;
      caseId: string;
      agencyId: string;
      functionId: string;
      assigned: readonly string[];
      lockedOut: readonly string[];
      /** Whose lock was lifted last, whether or not it was set here. */
      liftedFor: readonly string[];
      /** Waits for a second person. */
      closing: { readonly proposalId: string; readonly proposedBy: string; readonly told: ClosingTold } | null;
      /** Whom it is handed over to now. */
      handover: Handover | null;
      related: readonly string[];
      leads: boolean;
      /** Requests by which somebody else took over after a move. */
      moves: readonly string[];
      /** Proposals and hand-overs that are over: saying so again changes nothing. */
      settled: readonly string[];
    };
type Handover = { readonly handoverId: string; readonly toStaff: string; readonly assignedBefore: boolean; readonly until: string };
type ClosingTold = Pick<Data<'closed'>, 'reason' | 'outcome'>;

export type RecordRefusal =
  | 'record-unknown'
  | 'record-exists'
  | 'record-closed'
  | 'record-needs-someone'
  | 'staff-locked-out'
  | 'closing-unknown'
  | 'closing-waits'
  | 'closing-by-another'
  | 'handed-over'
  | 'handover-unknown'
  | 'related-to-itself'
  | 'related-fictitious';

const FRESH = { lockedOut: [], liftedFor: [], closing: null, handover: null, related: [], leads: false, moves: [], settled: [] } as const;

type Known = Exclude<RecordState, { status: 'none' }>;
/** By the hand-over alone, and so until its end. */
const hasItForAWhile = ({ handover }: Known, staffId: string): boolean => handover?.toStaff === staffId && !handover.assignedBefore;
/** Whether somebody still works with the record when this person does not, and the hand-over is over: on-call is no one who follows her. */
const someoneStays = (state: Known, leaving?: string): boolean =>
  state.assigned.some((staffId) => staffId !== leaving && !hasItForAWhile(state, staffId));

/** What is to be recorded of a hand-over whose moment has passed. */
const expiry = (state: Known, now: string): Extract<RecordEvent, { type: 'coordination.HandoverExpired' }> | undefined => {
  const { handover } = state;
  if (!handover || Date.parse(handover.until) > Date.parse(now)) return undefined;
  const { handoverId, toStaff, assignedBefore } = handover;
  // Handed over before ends were kept by the clock, and left alone since: a record is never left with nobody.
  const leaves = !assignedBefore && (someoneStays(state) || state.status === 'closed');
  return { type: 'coordination.HandoverExpired', data: { handoverId, ...(leaves ? { leaves: toStaff } : {}) } };
};

export const recordDecider: Decider<RecordCommand, RecordState, RecordEvent, RecordRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.RecordOpened') {
      const { recordId, caseId, agencyId, functionId, openedBy } = event.data;
      return { status: 'open', recordId, caseId, agencyId, functionId, assigned: [openedBy], ...FRESH };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.StaffAssigned': {
        const { staffId } = event.data;
        const { handover } = state;
        const assigned = [...state.assigned.filter((one) => one !== staffId), staffId];
        // Whoever had it for a while, and now works with it: the assignment is their own.
        return { ...state, assigned, handover: handover?.toStaff === staffId ? { ...handover, assignedBefore: true } : handover };
      }
      case 'coordination.StaffUnassigned':
        return { ...state, assigned: state.assigned.filter((staffId) => staffId !== event.data.staffId) };
      case 'coordination.StaffLockedOut':
        return {
          ...state,
          assigned: state.assigned.filter((staffId) => staffId !== event.data.staffId),
          lockedOut: [...state.lockedOut, event.data.staffId],
          liftedFor: state.liftedFor.filter((staffId) => staffId !== event.data.staffId),
        };
      case 'coordination.StaffLockLifted':
        return {
          ...state,
          lockedOut: state.lockedOut.filter((staffId) => staffId !== event.data.staffId),
          liftedFor: [...state.liftedFor, event.data.staffId],
        };
      case 'coordination.ClosingProposed': {
        const { proposalId, proposedBy, reason, outcome } = event.data;
        return { ...state, closing: { proposalId, proposedBy, told: { reason, outcome } } };
      }
      case 'coordination.ClosingDeclined':
        return { ...state, closing: null, settled: [...state.settled, event.data.proposalId] };
      case 'coordination.RecordClosed':
        return { ...state, status: 'closed', closing: null, leads: false };
      case 'coordination.RecordReopened':
        return { ...state, status: 'open' };
      case 'coordination.RecordHandedOver': {
        const { handoverId, toStaff, assignedBefore, until } = event.data;
        const assigned = assignedBefore ? state.assigned : [...state.assigned, toStaff];
        return { ...state, assigned, handover: { handoverId, toStaff, assignedBefore, until } };
      }
      case 'coordination.RecordHandedBack': {
        const { handoverId, leaves } = event.data;
        const assigned = state.assigned.filter((staffId) => staffId !== leaves);
        return { ...state, assigned, handover: null, settled: [...state.settled, handoverId] };
      }
      case 'coordination.HandoverExpired':
        return { ...state, assigned: state.assigned.filter((staffId) => staffId !== event.data.leaves), handover: null };
      case 'coordination.PersonMoved':
        return { ...state, moves: [...state.moves, event.data.referralId] };
      case 'coordination.RecordRelated':
        return { ...state, related: [...state.related, event.data.otherRecordId] };
      case 'coordination.RecordUnrelated':
        return { ...state, related: state.related.filter((recordId) => recordId !== event.data.otherRecordId) };
      case 'coordination.LeadTaken':
        return { ...state, leads: true };
      case 'coordination.LeadLeft':
        return { ...state, leads: false };
    }
  },

  decide: (command, state) => {
    if (command.type === 'OpenRecord') {
      if (state.status === 'none') return accept({ type: 'coordination.RecordOpened', data: command.data });
      return state.caseId === command.data.caseId && state.agencyId === command.data.agencyId ? accept() : refuse('record-exists');
    }
    if (state.status === 'none') return refuse('record-unknown');
    switch (command.type) {
      case 'AssignStaff':
        if (state.status === 'closed') return refuse('record-closed');
        if (state.lockedOut.includes(command.data.staffId)) return refuse('staff-locked-out');
        return state.assigned.includes(command.data.staffId) && !hasItForAWhile(state, command.data.staffId)
          ? accept()
          : accept({ type: 'coordination.StaffAssigned', data: command.data });
      case 'UnassignStaff':
        if (!state.assigned.includes(command.data.staffId)) return accept();
        // A record without anyone is a person whom nobody follows: someone else takes over first.
        if (state.status === 'open' && !someoneStays(state, command.data.staffId)) return refuse('record-needs-someone');
        return accept({ type: 'coordination.StaffUnassigned', data: command.data });
      case 'LockOutStaff':
        if (state.lockedOut.includes(command.data.staffId)) return accept();
        if (state.status === 'open' && state.assigned.includes(command.data.staffId) && !someoneStays(state, command.data.staffId))
          return refuse('record-needs-someone');
        return accept({ type: 'coordination.StaffLockedOut', data: command.data });
      case 'LiftStaffLock':
        // Also where no act here says so: whoever returned to the register is kept out by a lock that was set under an earlier entry.
        return state.liftedFor.includes(command.data.staffId)
          ? accept()
          : accept({ type: 'coordination.StaffLockLifted', data: command.data });
      case 'ProposeClosing':
        if (state.status === 'closed') return refuse('record-closed');
        if (state.closing) return state.closing.proposalId === command.data.proposalId ? accept() : refuse('closing-waits');
        return accept({ type: 'coordination.ClosingProposed', data: command.data });
      case 'DeclineClosing':
        if (state.settled.includes(command.data.proposalId)) return accept();
        if (state.closing?.proposalId !== command.data.proposalId) return refuse('closing-unknown');
        return accept({ type: 'coordination.ClosingDeclined', data: command.data });
      case 'CloseRecord': {
        const { proposalId, approvedBy } = command.data;
        if (state.status === 'closed') return accept();
        if (state.closing?.proposalId !== proposalId) return refuse('closing-unknown');
        // Four eyes: that nobody follows her any longer is not decided by one alone.
        if (state.closing.proposedBy === approvedBy) return refuse('closing-by-another');
        return accept({ type: 'coordination.RecordClosed', data: { ...state.closing.told, approvedBy } });
      }
      case 'ReopenRecord':
        if (state.status === 'open') return accept();
        return !someoneStays(state) ? refuse('record-needs-someone') : accept({ type: 'coordination.RecordReopened', data: command.data });
      case 'HandOver': {
        const { handoverId, toStaff } = command.data;
        if (state.status === 'closed') return refuse('record-closed');
        const over = expiry(state, command.now);
        if (state.handover && !over) return state.handover.handoverId === handoverId ? accept() : refuse('handed-over');
        if (state.lockedOut.includes(toStaff)) return refuse('staff-locked-out');
        const assignedBefore = state.assigned.includes(toStaff) && over?.data.leaves !== toStaff;
        const handed = { type: 'coordination.RecordHandedOver' as const, data: { ...command.data, assignedBefore } };
        return accept<RecordEvent>(...(over ? [over] : []), handed);
      }
      case 'HandBack': {
        const { handover } = state;
        if (state.settled.includes(command.data.handoverId)) return accept();
        if (handover?.handoverId !== command.data.handoverId || expiry(state, command.now)) return refuse('handover-unknown');
        if (handover.assignedBefore) return accept({ type: 'coordination.RecordHandedBack', data: command.data });
        if (!someoneStays(state) && state.status === 'open') return refuse('record-needs-someone');
        return accept({ type: 'coordination.RecordHandedBack', data: { ...command.data, leaves: handover.toStaff } });
      }
      case 'ExpireHandover': {
        const over = expiry(state, command.now);
        return over ? accept(over) : accept();
      }
      case 'RegisterMove': {
        const { data, closing } = command;
        if (state.moves.includes(data.referralId)) return accept();
        if (state.status === 'closed') return refuse('record-closed');
        if (closing && state.closing) return refuse('closing-waits');
        const { recordId } = state;
        return accept<RecordEvent>(
          { type: 'coordination.PersonMoved', data },
          // Who goes on with it is not said: the peers who learn of the lead would learn where she lives now.
          ...(state.leads ? [{ type: 'coordination.LeadLeft' as const, data: { recordId, on: data.on } }] : []),
          ...(closing ? [{ type: 'coordination.ClosingProposed' as const, data: closing }] : []),
        );
      }
      case 'RelateRecord':
        if (command.data.otherRecordId === state.recordId) return refuse('related-to-itself');
        // As she is never merged (foundation.md 12): who she was is told by nothing.
        if (command.fictitious && command.data.relation === 'same-person') return refuse('related-fictitious');
        return state.related.includes(command.data.otherRecordId)
          ? accept()
          : accept({ type: 'coordination.RecordRelated', data: command.data });
      case 'UnrelateRecord':
        return state.related.includes(command.data.otherRecordId)
          ? accept({ type: 'coordination.RecordUnrelated', data: command.data })
          : accept();
      case 'TakeLead':
        if (state.status === 'closed') return refuse('record-closed');
        return state.leads ? accept() : accept({ type: 'coordination.LeadTaken', data: command.data });
      case 'LeaveLead':
        return state.leads ? accept({ type: 'coordination.LeadLeft', data: command.data }) : accept();
    }
  },
};
