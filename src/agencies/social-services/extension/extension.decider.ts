import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { begin, isBefore, stamp, type Begun, type Stamp } from '../process/stamp.js';
import { endOf, isAfter } from '../process/times.js';
import type { extensionEvents, ExtensionEvent } from './extension.events.js';

type Data<K extends keyof typeof extensionEvents> = DataOf<(typeof extensionEvents)[K]['fields']>;

export type ExtensionCommand =
  /** `runsFrom`: when the clock that is to be extended began, and whether what it measures is still under way. Found by the server. */
  | { readonly step: 'ask'; readonly data: Data<'asked'>; readonly runsFrom: string | null }
  | ({ readonly step: 'grant'; readonly decidedBy: string } & Stamp)
  | ({ readonly step: 'refuse'; readonly decidedBy: string } & Stamp);

interface Known extends Begun {
  readonly extensionId: string;
  readonly status: 'waits' | 'granted' | 'refused';
  readonly deadline: Data<'asked'>['deadline'];
  readonly thingId: string;
  readonly until: string;
}
export type ExtensionState = { readonly status: 'none' } | Known;

export type ExtensionRefusal =
  'extension-unknown' | 'extension-exists' | 'extension-decided' | 'nothing-to-extend' | 'not-longer' | 'before-the-beginning';

/** The rules of an extension: of a clock that runs, to a later day than its own, with a reason; decided once, by the head. */
export const extensionDecider: Decider<ExtensionCommand, ExtensionState, ExtensionEvent, ExtensionRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'social-services.ExtensionAsked') {
      const { extensionId, deadline, thingId, until } = event.data;
      return { ...begin(event.data), extensionId, status: 'waits', deadline, thingId, until };
    }
    if (state.status === 'none') return state;
    const next = { ...state, steps: [...state.steps, event.data.stepId] };
    switch (event.type) {
      case 'social-services.ExtensionGranted':
        return { ...next, status: 'granted', until: event.data.until };
      case 'social-services.ExtensionRefused':
        return { ...next, status: 'refused' };
    }
  },

  decide: (command, state) => {
    if (command.step === 'ask') {
      if (state.status !== 'none') return refuse('extension-exists');
      if (command.runsFrom === null) return refuse('nothing-to-extend');
      if (!isAfter(command.data.until, endOf(command.data.deadline, command.runsFrom))) return refuse('not-longer');
      return accept({ type: 'social-services.ExtensionAsked', data: command.data });
    }
    if (state.status === 'none') return refuse('extension-unknown');
    if (state.steps.includes(command.stepId)) return accept();
    if (isBefore(command.at, state.begunAt)) return refuse('before-the-beginning');
    if (state.status !== 'waits') return refuse('extension-decided');
    const { extensionId, deadline, thingId, until } = state;
    const head = { extensionId, ...stamp(state, command), decidedBy: command.decidedBy };
    switch (command.step) {
      case 'grant':
        return accept({ type: 'social-services.ExtensionGranted', data: { ...head, deadline, thingId, until } });
      case 'refuse':
        return accept({ type: 'social-services.ExtensionRefused', data: head });
    }
  },
};
