import { accept, refuse, type Decider } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { receivedEvents, type ReceivedData, type ReceivedEvent } from './received.events.js';

export interface ReceivedCommand {
  readonly type: 'ReceiveCopy';
  readonly data: ReceivedData;
}
export type ReceivedState =
  | { readonly status: 'none' }
  | {
      readonly status: 'received';
      readonly agencyId: string;
      readonly recordId: string;
      readonly caseId: string;
      readonly sourceId: string;
      readonly intakeFunction: string;
    };
export type ReceivedRefusal = 'received-from-elsewhere';

/** A copy comes once, from one source; delivered again it changes nothing. */
export const receivedDecider: Decider<ReceivedCommand, ReceivedState, ReceivedEvent, ReceivedRefusal> = {
  initial: { status: 'none' },
  evolve: (_, { data: { agencyId, recordId, caseId, sourceId, intakeFunction } }) => ({
    status: 'received',
    agencyId,
    recordId,
    caseId,
    sourceId,
    intakeFunction,
  }),
  decide: ({ data }, state) => {
    if (state.status === 'none') return accept({ type: 'coordination.CopyReceived', data });
    return state.sourceId === data.sourceId ? accept() : refuse('received-from-elsewhere');
  },
};

export const receivedConcept: Concept<ReceivedCommand, ReceivedState, ReceivedEvent, ReceivedRefusal> = {
  name: 'received',
  subject: 'ReceivedCopy',
  decider: receivedDecider,
  events: receivedEvents,
  refusals: {
    'received-from-elsewhere': {
      sv: 'Kopian har redan tagits emot från ett annat beslut.',
      en: 'The copy was received already, from another decision.',
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId, functionId: state.intakeFunction }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
