import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { begin, isBefore, ownOf, stamp, type Begun, type Stamp } from '../process/stamp.js';
import { endOf, isAfter } from '../process/times.js';
import type { followUpEvents, FollowUpEvent } from './follow-up.events.js';

type Data<K extends keyof typeof followUpEvents> = DataOf<(typeof followUpEvents)[K]['fields']>;
type Step<N extends string, K extends keyof typeof followUpEvents> = { readonly step: N } & Stamp &
  Omit<Data<K>, 'followUpId' | 'personId' | keyof Stamp>;

export type FollowUpCommand =
  { readonly step: 'decide'; readonly data: Data<'decided'> } | Step<'make-contact', 'contactMade'> | Step<'end', 'ended'>;

interface Known extends Begun {
  readonly followUpId: string;
  readonly status: 'running' | 'ended';
  readonly until: string;
  readonly endedAt: string | null;
}
export type FollowUpState = { readonly status: 'none' } | Known;

export type FollowUpRefusal =
  'follow-up-unknown' | 'follow-up-exists' | 'follow-up-ended' | 'follow-up-too-long' | 'follow-up-lapsed' | 'before-the-beginning';

/** The rules of a follow-up: decided after something has ended, never longer than six months from that end, and nothing beyond its own. */
export const followUpDecider: Decider<FollowUpCommand, FollowUpState, FollowUpEvent, FollowUpRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'social-services.FollowUpDecided')
      return {
        ...begin(event.data),
        ...{ followUpId: event.data.followUpId, status: 'running', until: event.data.until, endedAt: null },
      };
    if (state.status === 'none') return state;
    const next = { ...state, steps: [...state.steps, event.data.stepId] };
    switch (event.type) {
      case 'social-services.FollowUpContactMade':
        return next;
      case 'social-services.FollowUpEnded':
        return { ...next, status: 'ended', endedAt: event.data.at };
    }
  },

  decide: (command, state) => {
    if (command.step === 'decide') {
      if (state.status !== 'none') return refuse('follow-up-exists');
      const { at, until, endedAt } = command.data;
      if (isBefore(at, endedAt) || !isAfter(until, at)) return refuse('before-the-beginning');
      if (isAfter(until, endOf('follow-up-without-consent', endedAt))) return refuse('follow-up-too-long');
      return accept({ type: 'social-services.FollowUpDecided', data: command.data });
    }
    if (state.status === 'none') return refuse('follow-up-unknown');
    if (state.steps.includes(command.stepId)) return accept();
    if (isBefore(command.at, state.begunAt)) return refuse('before-the-beginning');
    if (state.status === 'ended') return refuse('follow-up-ended');
    const head = { followUpId: state.followUpId, ...stamp(state, command) };
    switch (command.step) {
      case 'make-contact':
        if (isAfter(command.at, state.until)) return refuse('follow-up-lapsed');
        return accept({ type: 'social-services.FollowUpContactMade', data: { ...head, ...ownOf(command) } });
      case 'end':
        return accept({ type: 'social-services.FollowUpEnded', data: { ...head, ...ownOf(command) } });
    }
  },
};
