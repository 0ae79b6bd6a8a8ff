import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { PERSON_FIELDS, type personEvents, type PersonEvent, type PersonProtection, type PersonRole } from './person.events.js';

type Data<K extends keyof typeof personEvents> = DataOf<(typeof personEvents)[K]['fields']>;

export type PersonCommand =
  | { type: 'RegisterPerson'; data: Data<'registered'> }
  | { type: 'CorrectPerson'; data: Data<'corrected'> }
  | { type: 'ChangeSafeContact'; data: Data<'safeContactChanged'> }
  | { type: 'ChangeProtection'; data: Data<'protectionChanged'> };

export type PersonState =
  | { status: 'none' }
  | {
      status: 'registered';
      recordId: string;
      caseId: string;
      agencyId: string;
      personId: string;
      role: PersonRole;
      minor: boolean;
      protection: PersonProtection;
      changes: readonly string[];
    };

export type PersonRefusal = 'person-unknown' | 'person-exists' | 'nothing-to-correct' | 'child-is-minor';

/** Never looks into a personal field: whether one is there, never what it says. */
export const personDecider: Decider<PersonCommand, PersonState, PersonEvent, PersonRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'people.PersonRegistered') {
      const { recordId, caseId, agencyId, personId, role, minor, protection } = event.data;
      return { status: 'registered', recordId, caseId, agencyId, personId, role, minor, protection, changes: [] };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'people.PersonCorrected': {
        const { role = state.role, minor = state.minor, changeId } = event.data;
        return { ...state, role, minor, changes: [...state.changes, changeId] };
      }
      case 'people.SafeContactChanged':
        return { ...state, changes: [...state.changes, event.data.changeId] };
      case 'people.ProtectionChanged':
        return { ...state, protection: event.data.protection };
    }
  },

  decide: (command, state) => {
    if (command.type === 'RegisterPerson') {
      if (state.status !== 'none') return refuse('person-exists');
      if (command.data.role === 'child' && !command.data.minor) return refuse('child-is-minor');
      return accept({ type: 'people.PersonRegistered', data: command.data });
    }
    if (state.status === 'none') return refuse('person-unknown');
    switch (command.type) {
      case 'CorrectPerson': {
        const { changeId, role = state.role, minor = state.minor, removed } = command.data;
        if (state.changes.includes(changeId)) return accept();
        if (role === 'child' && !minor) return refuse('child-is-minor');
        const given = Object.keys(PERSON_FIELDS).some((name) => (command.data as Record<string, unknown>)[name] !== undefined);
        if (!given && removed.length === 0 && role === state.role && minor === state.minor) return refuse('nothing-to-correct');
        return accept({ type: 'people.PersonCorrected', data: command.data });
      }
      case 'ChangeSafeContact':
        return state.changes.includes(command.data.changeId) ? accept() : accept({ type: 'people.SafeContactChanged', data: command.data });
      case 'ChangeProtection':
        return state.protection === command.data.protection ? accept() : accept({ type: 'people.ProtectionChanged', data: command.data });
    }
  },
};
