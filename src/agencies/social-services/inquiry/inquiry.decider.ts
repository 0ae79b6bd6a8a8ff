import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { begin, isBefore, ownOf, stamp, type Begun, type Stamp } from '../process/stamp.js';
import type { inquiryEvents, InquiryEvent } from './inquiry.events.js';

type Data<K extends keyof typeof inquiryEvents> = DataOf<(typeof inquiryEvents)[K]['fields']>;
type Step<N extends string, K extends keyof typeof inquiryEvents> = { readonly step: N } & Stamp &
  Omit<Data<K>, 'inquiryId' | 'personId' | keyof Stamp>;

export type InquiryCommand =
  | { readonly step: 'open'; readonly data: Data<'opened'> }
  | Step<'hear-child', 'childHeard'>
  | Step<'decide-support', 'supportDecided'>
  | Step<'ask-relocation', 'relocationAsked'>
  | Step<'answer-relocation', 'relocationAnswered'>
  | Step<'close', 'closed'>;

interface Known extends Begun {
  readonly inquiryId: string;
  readonly status: 'open' | 'closed';
  readonly supports: readonly string[];
  readonly relocation: 'none' | 'asked' | 'accepted' | 'declined';
  readonly relocationTo: string | null;
  readonly relocationAskedAt: string | null;
  readonly relocationAnsweredAt: string | null;
  readonly outcome: Data<'closed'>['outcome'] | null;
  readonly closedAt: string | null;
}
export type InquiryState = { readonly status: 'none' } | Known;

export type InquiryRefusal =
  | 'inquiry-unknown'
  | 'inquiry-exists'
  | 'inquiry-closed'
  | 'before-the-beginning'
  | 'no-support-decided'
  | 'support-is-decided'
  | 'relocation-waits'
  | 'relocation-not-asked'
  | 'relocation-not-accepted';

const closingFault = (state: Known, outcome: Data<'closed'>['outcome']): InquiryRefusal | undefined => {
  if (outcome === 'moved') return state.relocation === 'accepted' ? undefined : 'relocation-not-accepted';
  if (outcome === 'support') return state.supports.length > 0 ? undefined : 'no-support-decided';
  return state.supports.length > 0 ? 'support-is-decided' : undefined;
};

/** The rules of an inquiry: open until it is decided what it led to. The board that opened it finishes it, unless another one takes it over. */
export const inquiryDecider: Decider<InquiryCommand, InquiryState, InquiryEvent, InquiryRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'social-services.InquiryOpened')
      return {
        ...begin(event.data),
        ...{ inquiryId: event.data.inquiryId, status: 'open', supports: [], relocation: 'none', relocationTo: null },
        ...{ relocationAskedAt: null, relocationAnsweredAt: null, outcome: null, closedAt: null },
      };
    if (state.status === 'none') return state;
    const next = { ...state, steps: [...state.steps, event.data.stepId] };
    switch (event.type) {
      case 'social-services.ChildHeard':
        return next;
      case 'social-services.SupportDecided':
        return { ...next, supports: [...state.supports, event.data.decisionId] };
      case 'social-services.RelocationAsked':
        return {
          ...next,
          ...{ relocation: 'asked', relocationTo: event.data.toFunction, relocationAskedAt: event.data.at, relocationAnsweredAt: null },
        };
      case 'social-services.RelocationAnswered':
        return { ...next, relocation: event.data.answer, relocationAnsweredAt: event.data.at };
      case 'social-services.InquiryClosed':
        return { ...next, status: 'closed', outcome: event.data.outcome, closedAt: event.data.at };
    }
  },

  decide: (command, state) => {
    if (command.step === 'open')
      return state.status === 'none' ? accept({ type: 'social-services.InquiryOpened', data: command.data }) : refuse('inquiry-exists');
    if (state.status === 'none') return refuse('inquiry-unknown');
    if (state.steps.includes(command.stepId)) return accept();
    if (isBefore(command.at, state.begunAt)) return refuse('before-the-beginning');
    if (state.status === 'closed') return refuse('inquiry-closed');
    const head = { inquiryId: state.inquiryId, ...stamp(state, command) };
    switch (command.step) {
      case 'hear-child':
        return accept({ type: 'social-services.ChildHeard', data: { ...head, ...ownOf(command) } });
      case 'decide-support':
        if (state.supports.includes(command.decisionId)) return accept();
        return accept({ type: 'social-services.SupportDecided', data: { ...head, ...ownOf(command) } });
      case 'ask-relocation':
        if (state.relocation === 'asked') return refuse('relocation-waits');
        return accept({ type: 'social-services.RelocationAsked', data: { ...head, ...ownOf(command) } });
      case 'answer-relocation':
        if (state.relocation !== 'asked') return refuse('relocation-not-asked');
        return accept({ type: 'social-services.RelocationAnswered', data: { ...head, ...ownOf(command) } });
      case 'close': {
        const fault = closingFault(state, command.outcome);
        return fault ? refuse(fault) : accept({ type: 'social-services.InquiryClosed', data: { ...head, ...ownOf(command) } });
      }
    }
  },
};
