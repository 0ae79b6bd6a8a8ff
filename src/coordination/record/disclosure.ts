import { mayShelter } from '#libs/intervention';
import { publisher, tell, withFieldsAs, type Publish } from '#libs/shared-kernel';
import { leadLeft, leadTaken } from '../contract/index.js';
import { recordEvents, type RecordEvent } from './record.events.js';

/** Peers that the plan is disclosed to learn which agency holds the threads. That a record exists, who works with it and why it ends never leaves. */
const publishRecord: Publish<RecordEvent> = ({ type, data }, ownerKind) => {
  switch (type) {
    case 'coordination.LeadTaken': {
      const told = tell(leadTaken, data.recordId, { status: 'leads', functionId: data.functionId, on: data.on });
      // Which function of a shelter's: where to look for her.
      return [mayShelter(ownerKind) ? withFieldsAs(told, 'location', ['functionId']) : told];
    }
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
