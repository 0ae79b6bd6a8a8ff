import type { RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { recordDecider, type RecordCommand, type RecordRefusal, type RecordState } from './record.decider.js';
import { recordEvents, type RecordEvent } from './record.events.js';

export const recordConcept: Concept<RecordCommand, RecordState, RecordEvent, RecordRefusal> = {
  name: 'record',
  subject: 'Record',
  decider: recordDecider,
  events: recordEvents,
  refusals: {
    'record-unknown': { sv: 'Akten finns inte.', en: 'The record does not exist.' },
    'record-exists': { sv: 'Akten finns redan i ett annat ärende.', en: 'The record exists already in another case.' },
    'record-closed': { sv: 'Akten är avslutad. Återöppna den först.', en: 'The record is closed. Reopen it first.' },
    'record-needs-someone': {
      sv: 'Någon måste vara ansvarig. Tilldela en kollega först.',
      en: 'Someone must be responsible. Assign a colleague first.',
    },
    'staff-locked-out': {
      sv: 'Kollegan är spärrad från ärendet. Häv spärren först.',
      en: 'The colleague is locked out of the case. Lift the lock first.',
    },
  },
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
          { op: 'lock-out', caseId, staffId },
          { op: 'unassign', recordId, staffId },
        ];
      }
      case 'coordination.StaffLockLifted':
        return [{ op: 'lift-lock', caseId, staffId: event.data.staffId }];
      case 'coordination.RecordClosed':
      case 'coordination.RecordReopened':
        return [];
    }
  },
};
