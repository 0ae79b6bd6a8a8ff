import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { leadLeft, leadTaken } from '../contract/index.js';
import { recordEvents, type RecordEvent } from './record.events.js';

/** Peers that the plan is disclosed to learn which agency holds the threads. That a record exists, who works with it and why it ends never leaves. */
const publishRecord: Publish<RecordEvent> = ({ type, data }) => {
  switch (type) {
    case 'coordination.LeadTaken':
      return [tell(leadTaken, data.recordId, { status: 'leads', functionId: data.functionId, on: data.on })];
    case 'coordination.LeadLeft':
      return [
        tell(leadLeft, data.recordId, {
          status: 'left',
          on: data.on,
          ...(data.toFunction === undefined ? {} : { toFunction: data.toFunction }),
        }),
      ];
    case 'coordination.RecordOpened':
    case 'coordination.StaffAssigned':
    case 'coordination.StaffUnassigned':
    case 'coordination.StaffLockedOut':
    case 'coordination.StaffLockLifted':
    case 'coordination.ClosingProposed':
    case 'coordination.ClosingDeclined':
    case 'coordination.RecordClosed':
    case 'coordination.RecordReopened':
    case 'coordination.RecordHandedOver':
    case 'coordination.RecordHandedBack':
    case 'coordination.HandoverExpired':
    case 'coordination.PersonMoved':
    case 'coordination.RecordRelated':
    case 'coordination.RecordUnrelated':
      return [];
  }
};

export const recordPublisher = publisher(recordEvents, publishRecord);
