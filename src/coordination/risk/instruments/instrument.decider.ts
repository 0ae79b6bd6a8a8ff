import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { instrumentEvents, InstrumentEvent } from './instrument.events.js';

/** The file was read by the handler; the decider keeps that a version never changes and that a licence is held. */
export interface InstrumentCommand {
  readonly type: 'ImportInstrument';
  readonly data: DataOf<(typeof instrumentEvents)['imported']['fields']>;
  readonly free: boolean;
}
/** By id and version: what was taken in, and for whom. */
export type InstrumentState = Readonly<Record<string, { readonly instrument: string; readonly agencies: readonly string[] }>>;
export type InstrumentRefusal = 'instrument-version-used' | 'instrument-licence-missing';

const keyOf = ({ instrumentId, instrumentVersion }: InstrumentCommand['data']): string => `${instrumentId}@${instrumentVersion}`;

export const instrumentDecider: Decider<InstrumentCommand, InstrumentState, InstrumentEvent, InstrumentRefusal> = {
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'coordination.InstrumentImported':
        return { ...state, [keyOf(event.data)]: { instrument: event.data.instrument, agencies: event.data.agencies } };
    }
  },
  decide: ({ data, free }, state) => {
    const standing = state[keyOf(data)];
    if (standing && standing.instrument !== data.instrument) return refuse('instrument-version-used');
    if (!free && data.agencies.length === 0) return refuse('instrument-licence-missing');
    const same = standing && [...standing.agencies].sort().join() === [...data.agencies].sort().join();
    return same ? accept() : accept({ type: 'coordination.InstrumentImported', data });
  },
};
