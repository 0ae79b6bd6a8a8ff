import { accept, refuse, type DataOf, type Decider, type Duty } from '#libs/shared-kernel';
import type { clockEvents, ClockEvent } from './clock.events.js';

type Data<K extends keyof typeof clockEvents> = DataOf<(typeof clockEvents)[K]['fields']>;

/** How the clock stands, and what its deadline allows: found by the server, since a clock follows from other streams. */
export interface ClockFacts {
  readonly running: boolean;
  /** It ended of its own accord: what has lapsed is not extended but decided anew. */
  readonly ended: boolean;
  /** Who may extend; null: nobody. */
  readonly extensionBy: Duty | null;
  /** The last day that an extension may reach; null where the rule names none. */
  readonly atMost: string | null;
}

export type ClockCommand =
  | { readonly type: 'WarnClock'; readonly data: Data<'warned'> }
  | { readonly type: 'EndClock'; readonly data: Data<'ended'> }
  | { readonly type: 'ExtendClock'; readonly data: Data<'extended'>; readonly clock: ClockFacts; readonly by: Duty };

export type ClockDecided =
  | { readonly status: 'none' }
  | {
      readonly status: 'known';
      readonly ownerAgency: string;
      readonly recordId: string;
      readonly caseId: string;
      readonly functionId: string;
      /** What was fired, by round. */
      readonly fired: readonly string[];
      /** Rounds that an extension has ended, each with the day it was moved to. */
      readonly extended: Readonly<Record<string, string>>;
    };

export type ClockRefusal =
  | 'clock-not-running'
  | 'clock-ended'
  | 'clock-changed'
  | 'no-extension'
  | 'extension-not-yours'
  | 'extension-not-later'
  | 'extension-too-long';

const END = 'end';
const firing = (roundId: string, name: string): string => `${roundId}/${name}`;
const firedIn = (state: ClockDecided): readonly string[] => (state.status === 'none' ? [] : state.fired);
const extendedIn = (state: ClockDecided): Readonly<Record<string, string>> => (state.status === 'none' ? {} : state.extended);

/** Each warning and the end once in a round; an extension begins a new one. */
export const clockDecider: Decider<ClockCommand, ClockDecided, ClockEvent, ClockRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    const { ownerAgency, recordId, caseId, functionId, roundId } = event.data;
    const known = { status: 'known' as const, ownerAgency, recordId, caseId, functionId };
    const before = { fired: firedIn(state), extended: extendedIn(state) };
    switch (event.type) {
      case 'coordination.ClockWarned':
        return { ...known, ...before, fired: [...before.fired, firing(roundId, event.data.warning)] };
      case 'coordination.ClockEnded':
        return { ...known, ...before, fired: [...before.fired, firing(roundId, END)] };
      case 'coordination.ClockExtended':
        return { ...known, ...before, extended: { ...before.extended, [roundId]: event.data.until } };
    }
  },

  decide: (command, state) => {
    const { roundId, dueOn } = command.data;
    const moved = extendedIn(state)[roundId];
    switch (command.type) {
      // An extended round is over: what it would have said no longer holds.
      case 'WarnClock':
        if (moved !== undefined || firedIn(state).includes(firing(roundId, command.data.warning))) return accept();
        return accept({ type: 'coordination.ClockWarned', data: command.data });
      case 'EndClock':
        if (moved !== undefined || firedIn(state).includes(firing(roundId, END))) return accept();
        return accept({ type: 'coordination.ClockEnded', data: command.data });
      case 'ExtendClock': {
        const { clock, by, data } = command;
        if (moved === data.until) return accept();
        if (moved !== undefined) return refuse('clock-changed');
        if (clock.extensionBy === null) return refuse('no-extension');
        if (clock.extensionBy !== by) return refuse('extension-not-yours');
        if (!clock.running) return refuse('clock-not-running');
        if (clock.ended) return refuse('clock-ended');
        if (data.until <= dueOn) return refuse('extension-not-later');
        if (clock.atMost !== null && data.until > clock.atMost) return refuse('extension-too-long');
        return accept({ type: 'coordination.ClockExtended', data });
      }
    }
  },
};
