import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { disclosureEvents, DisclosureEvent } from './disclosure.events.js';

type Data<K extends keyof typeof disclosureEvents> = DataOf<(typeof disclosureEvents)[K]['fields']>;

/** What the rules say of a proposal on the day that it is approved. */
export type ApprovalOutcome =
  { readonly allowed: true; readonly data: Data<'decided'> } | { readonly allowed: false; readonly data: Data<'refused'> };

/** The ground is judged by the handler, by the rule file; the decider keeps the order of things. */
export type DisclosureCommand =
  | { type: 'DecideDisclosure'; data: Data<'decided'> }
  | { type: 'ProposeDisclosure'; data: Data<'proposed'> }
  /** `outcome` is null where there is nothing to judge: no proposal waits. */
  | { type: 'ApproveDisclosure'; by: string; outcome: ApprovalOutcome | null }
  | { type: 'RefuseDisclosure'; data: Data<'refused'> }
  | { type: 'CloseDisclosure'; data: Data<'closed'> }
  | { type: 'ReviewDisclosure'; data: Data<'reviewed'>; by: string; decidedBy: string };

export type DisclosureState =
  | { readonly status: 'none' }
  | {
      readonly status: 'proposed' | 'decided' | 'refused' | 'closed';
      readonly recordId: string;
      readonly caseId: string;
      readonly agencyId: string;
      readonly mode: 'standing' | 'copy';
      readonly proposed: Data<'proposed'> | null;
      /** Of a decision under "Akut": whether the review is still to come. */
      readonly review: 'none' | 'waits' | 'done';
    };

export type DisclosureRefusal =
  | 'disclosure-unknown'
  | 'disclosure-exists'
  | 'disclosure-refused'
  | 'not-proposed'
  | 'own-proposal'
  | 'not-decided'
  | 'nothing-to-review'
  | 'reviewed-already'
  | 'own-decision';

const placeOf = ({ recordId, caseId, agencyId, mode }: Data<'proposed'> | Data<'decided'> | Data<'refused'>) => ({
  recordId,
  caseId,
  agencyId,
  mode,
});

export const disclosureDecider: Decider<DisclosureCommand, DisclosureState, DisclosureEvent, DisclosureRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'coordination.DisclosureProposed':
        return { status: 'proposed', ...placeOf(event.data), proposed: event.data, review: 'none' };
      case 'coordination.DisclosureDecided':
        return { status: 'decided', ...placeOf(event.data), proposed: null, review: event.data.reviewAfter ? 'waits' : 'none' };
      case 'coordination.DisclosureRefused':
        return { status: 'refused', ...placeOf(event.data), proposed: null, review: 'none' };
      case 'coordination.DisclosureClosed':
        return state.status === 'none' ? state : { ...state, status: 'closed', proposed: null };
      case 'coordination.DisclosureReviewed':
        return state.status === 'none' ? state : { ...state, review: 'done' };
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
        if (!state.proposed || !command.outcome) return refuse('not-proposed');
        // Two pairs of eyes: never one's own.
        if (state.proposed.proposedBy === command.by) return refuse('own-proposal');
        return command.outcome.allowed
          ? accept({ type: 'coordination.DisclosureDecided', data: command.outcome.data })
          : accept({ type: 'coordination.DisclosureRefused', data: command.outcome.data });
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
            // What was approved can no longer be declined: it ends, for a reason of its own.
            return command.data.reason === 'not-approved'
              ? refuse('not-proposed')
              : accept({ type: 'coordination.DisclosureClosed', data: command.data });
        }
        break;
      case 'ReviewDisclosure':
        if (state.status === 'none') return refuse('disclosure-unknown');
        if (state.review === 'none') return refuse('nothing-to-review');
        if (state.review === 'done') return refuse('reviewed-already');
        // Whoever decided alone does not also judge it.
        return command.by === command.decidedBy
          ? refuse('own-decision')
          : accept({ type: 'coordination.DisclosureReviewed', data: command.data });
    }
  },
};
