import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { same } from '../same.js';
import type { AgencyEvent, agencyEvents } from './agency.events.js';

type Data<K extends keyof typeof agencyEvents> = DataOf<(typeof agencyEvents)[K]['fields']>;

export type AgencyCommand =
  | { type: 'RegisterAgency'; data: Data<'agencyRegistered'> }
  | { type: 'RegisterUnit'; data: Data<'unitRegistered'> }
  | { type: 'RegisterFunction'; data: Data<'functionRegistered'> };

export type AgencyState =
  | { status: 'none' }
  | {
      status: 'registered';
      agency: Data<'agencyRegistered'>;
      units: Readonly<Record<string, Data<'unitRegistered'>>>;
      functions: Readonly<Record<string, Data<'functionRegistered'>>>;
    };

export type AgencyRefusal = 'agency-unknown' | 'agency-kind-fixed' | 'unit-unknown' | 'agency-not-connected';

/** Registering again is a change; the same again records nothing. */
export const agencyDecider: Decider<AgencyCommand, AgencyState, AgencyEvent, AgencyRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'organisation.AgencyRegistered') {
      const before = state.status === 'none' ? { units: {}, functions: {} } : state;
      return { ...before, status: 'registered', agency: event.data };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'organisation.UnitRegistered':
        return { ...state, units: { ...state.units, [event.data.unitId]: event.data } };
      case 'organisation.FunctionRegistered':
        return { ...state, functions: { ...state.functions, [event.data.functionId]: event.data } };
    }
  },

  decide: (command, state) => {
    if (command.type === 'RegisterAgency') {
      if (state.status === 'none') return accept({ type: 'organisation.AgencyRegistered', data: command.data });
      // Legal grounds follow from the kind: grants that stand were judged under it.
      if (state.agency.kind !== command.data.kind) return refuse('agency-kind-fixed');
      return same(state.agency, command.data) ? accept() : accept({ type: 'organisation.AgencyRegistered', data: command.data });
    }
    if (state.status === 'none') return refuse('agency-unknown');
    switch (command.type) {
      case 'RegisterUnit':
        return same(state.units[command.data.unitId], command.data)
          ? accept()
          : accept({ type: 'organisation.UnitRegistered', data: command.data });
      case 'RegisterFunction':
        if (!state.units[command.data.unitId]) return refuse('unit-unknown');
        if (command.data.connected && !state.agency.connected) return refuse('agency-not-connected');
        return same(state.functions[command.data.functionId], command.data)
          ? accept()
          : accept({ type: 'organisation.FunctionRegistered', data: command.data });
    }
  },
};
