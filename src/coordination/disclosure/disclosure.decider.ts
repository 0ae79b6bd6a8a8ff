import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { disclosureEvents, DisclosureEvent } from './disclosure.events.js';

type Data<K extends keyof typeof disclosureEvents> = DataOf<(typeof disclosureEvents)[K]['fields']>;

/** The ground is judged by the handler, by the rule file; the decider keeps the order of things. */
export type DisclosureCommand =
  | { type: 'DecideDisclosure'; data: Data<'decided'> }
  | { type: 'ProposeDisclosure'; data: Data<'proposed'> }
  | { type: 'ApproveDisclosure'; by: string }
  | { type: 'RefuseDisclosure'; data: Data<'refused'> }
  | { type: 'CloseDisclosure'; data: Data<'closed'> };

export type DisclosureState =
  | { readonly status: 'none' }
  | {
      readonly status: 'proposed' | 'decided' | 'refused' | 'closed';
      readonly recordId: string;
      readonly caseId: string;
      readonly agencyId: string;
      readonly mode: 'standing' | 'copy';
      readonly proposed: Data<'proposed'> | null;
    };

export type DisclosureRefusal =
  'disclosure-unknown' | 'disclosure-exists' | 'disclosure-refused' | 'not-proposed' | 'own-proposal' | 'not-decided';

export const disclosureDecider: Decider<DisclosureCommand, DisclosureState, DisclosureEvent, DisclosureRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'coordination.DisclosureProposed': {
        const { recordId, caseId, agencyId, mode } = event.data;
        return { status: 'proposed', recordId, caseId, agencyId, mode, proposed: event.data };
      }
      case 'coordination.DisclosureDecided': {
        const { recordId, caseId, agencyId, mode } = event.data;
        return { status: 'decided', recordId, caseId, agencyId, mode, proposed: null };
      }
      case 'coordination.DisclosureRefused': {
        const { recordId, caseId, agencyId, mode } = event.data;
        return { status: 'refused', recordId, caseId, agencyId, mode, proposed: null };
      }
      case 'coordination.DisclosureClosed':
        return state.status === 'none' ? state : { ...state, status: 'closed', proposed: null };
    }
  },

  decide: (command, state) => {
    switch (command.type) {
      case 'DecideDisclosure':
        return state.status === 'none'
          ? accept({ type: 'coordination.DisclosureDecided', data: command.data })
          : refuse('disclosure-exists');
      case 'ProposeDisclosure':
        return state.status === 'none'
          ? accept({ type: 'coordination.DisclosureProposed', data: command.data })
          : refuse('disclosure-exists');
      case 'RefuseDisclosure':
        return state.status === 'none'
          ? accept({ type: 'coordination.DisclosureRefused', data: command.data })
          : refuse('disclosure-exists');
      case 'ApproveDisclosure': {
        if (state.status === 'none') return refuse('disclosure-unknown');
        if (!state.proposed) return refuse('not-proposed');
        // Two pairs of eyes: never one's own.
        if (state.proposed.proposedBy === command.by) return refuse('own-proposal');
        return accept({ type: 'coordination.DisclosureDecided', data: state.proposed });
      }
      case 'CloseDisclosure':
        switch (state.status) {
          case 'none':
            return refuse('disclosure-unknown');
          case 'refused':
            return refuse('disclosure-refused');
          case 'closed':
            return accept();
          case 'proposed':
            return command.data.reason === 'not-approved'
              ? accept({ type: 'coordination.DisclosureClosed', data: command.data })
              : refuse('not-decided');
          case 'decided':
            return accept({ type: 'coordination.DisclosureClosed', data: command.data });
        }
    }
  },
};
