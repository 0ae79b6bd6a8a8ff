import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { recordEvents, RecordEvent } from './record.events.js';

type Data<K extends keyof typeof recordEvents> = DataOf<(typeof recordEvents)[K]['fields']>;

export type RecordCommand =
  | { type: 'OpenRecord'; data: Data<'opened'> }
  | { type: 'AssignStaff'; data: Data<'staffAssigned'> }
  | { type: 'UnassignStaff'; data: Data<'staffUnassigned'> }
  | { type: 'LockOutStaff'; data: Data<'staffLockedOut'> }
  | { type: 'LiftStaffLock'; data: Data<'staffLockLifted'> }
  | { type: 'CloseRecord'; data: Data<'closed'> }
  | { type: 'ReopenRecord'; data: Data<'reopened'> };

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
    };

export type RecordRefusal = 'record-unknown' | 'record-exists' | 'record-closed' | 'record-needs-someone' | 'staff-locked-out';

export const recordDecider: Decider<RecordCommand, RecordState, RecordEvent, RecordRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.RecordOpened') {
      const { recordId, caseId, agencyId, functionId, openedBy } = event.data;
      return { status: 'open', recordId, caseId, agencyId, functionId, assigned: [openedBy], lockedOut: [] };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.StaffAssigned':
        return { ...state, assigned: [...state.assigned, event.data.staffId] };
      case 'coordination.StaffUnassigned':
        return { ...state, assigned: state.assigned.filter((staffId) => staffId !== event.data.staffId) };
      case 'coordination.StaffLockedOut':
        return {
          ...state,
          assigned: state.assigned.filter((staffId) => staffId !== event.data.staffId),
          lockedOut: [...state.lockedOut, event.data.staffId],
        };
      case 'coordination.StaffLockLifted':
        return { ...state, lockedOut: state.lockedOut.filter((staffId) => staffId !== event.data.staffId) };
      case 'coordination.RecordClosed':
        return { ...state, status: 'closed' };
      case 'coordination.RecordReopened':
        return { ...state, status: 'open' };
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
        return state.assigned.includes(command.data.staffId)
          ? accept()
          : accept({ type: 'coordination.StaffAssigned', data: command.data });
      case 'UnassignStaff':
        if (!state.assigned.includes(command.data.staffId)) return accept();
        // A record without anyone is a person whom nobody follows: someone else takes over first.
        if (state.assigned.length === 1 && state.status === 'open') return refuse('record-needs-someone');
        return accept({ type: 'coordination.StaffUnassigned', data: command.data });
      case 'LockOutStaff':
        if (state.lockedOut.includes(command.data.staffId)) return accept();
        if (state.status === 'open' && state.assigned.length === 1 && state.assigned[0] === command.data.staffId)
          return refuse('record-needs-someone');
        return accept({ type: 'coordination.StaffLockedOut', data: command.data });
      case 'LiftStaffLock':
        return state.lockedOut.includes(command.data.staffId)
          ? accept({ type: 'coordination.StaffLockLifted', data: command.data })
          : accept();
      case 'CloseRecord':
        return state.status === 'closed' ? accept() : accept({ type: 'coordination.RecordClosed', data: command.data });
      case 'ReopenRecord':
        return state.status === 'open' ? accept() : accept({ type: 'coordination.RecordReopened', data: command.data });
    }
  },
};
