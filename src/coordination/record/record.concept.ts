import type { RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { recordDecider, type RecordCommand, type RecordRefusal, type RecordState } from './record.decider.js';
import { RECORD_REFUSALS } from './record.refusals.js';
import { recordEvents, type RecordEvent } from './record.events.js';

export const recordConcept: Concept<RecordCommand, RecordState, RecordEvent, RecordRefusal> = {
  name: 'record',
  subject: 'Record',
  decider: recordDecider,
  events: recordEvents,
  refusals: RECORD_REFUSALS,
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId, functionId: state.functionId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  rights: ({ event, metadata }): RightsChange[] => {
    const recordId = metadata['record']!;
    const caseId = metadata['case']!;
    switch (event.type) {
      case 'coordination.RecordOpened':
        return [
          {
            op: 'assign',
            recordId,
            caseId,
            agencyId: event.data.agencyId,
            staffId: event.data.openedBy,
            opensFor: event.data.functionId,
            track: event.data.track ?? 'exposed',
          },
        ];
      case 'coordination.StaffAssigned':
        return [{ op: 'assign', recordId, caseId, agencyId: metadata['agency']!, staffId: event.data.staffId }];
      case 'coordination.StaffUnassigned':
        return [{ op: 'unassign', recordId, staffId: event.data.staffId }];
      case 'coordination.StaffLockedOut': {
        const { staffId } = event.data;
        return [
          { op: 'lock-out', recordId, caseId, staffId },
          { op: 'unassign', recordId, staffId },
        ];
      }
      case 'coordination.StaffLockLifted':
        return [{ op: 'lift-lock', recordId, caseId, staffId: event.data.staffId }];
      case 'coordination.RecordHandedOver': {
        const { toStaff: staffId, assignedBefore, until } = event.data;
        return assignedBefore ? [] : [{ op: 'assign', recordId, caseId, agencyId: metadata['agency']!, staffId, until }];
      }
      case 'coordination.RecordHandedBack':
      case 'coordination.HandoverExpired':
        return event.data.leaves === undefined ? [] : [{ op: 'unassign', recordId, staffId: event.data.leaves }];
      case 'coordination.ClosingProposed':
      case 'coordination.ClosingDeclined':
      case 'coordination.RecordClosed':
      case 'coordination.RecordReopened':
      case 'coordination.RecordRelated':
      case 'coordination.RecordUnrelated':
      case 'coordination.PersonMoved':
      case 'coordination.LeadTaken':
      case 'coordination.LeadLeft':
        return [];
    }
  },
};
