import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { PERSON_FIELDS, type personEvents, type PersonEvent, type PersonProtection, type PersonRole } from './person.events.js';

type Data<K extends keyof typeof personEvents> = DataOf<(typeof personEvents)[K]['fields']>;

export type PersonCommand =
  | { type: 'RegisterPerson'; data: Data<'registered'> }
  | { type: 'CorrectPerson'; data: Data<'corrected'> }
  | { type: 'ChangeSafeContact'; data: Data<'safeContactChanged'> }
  /** `elsewhere`: another record of the agency on the same side of the case marks the person. */
  | { type: 'ChangeProtection'; data: Data<'protectionChanged'>; elsewhere?: boolean }
  | { type: 'MergePerson'; data: Data<'merged'>; registrations: Registrations }
  | { type: 'UnmergePerson'; data: Omit<Data<'unmerged'>, 'fromPersonId'> }
  /** Says nothing new of the person: it brings the locks at recipients that are missing. */
  | { type: 'LockRecipients' };

/** What the record holds of the two when they are to be merged, as it stands. */
export interface Registrations {
  /** The mark that counts for the one that goes: the strongest, whichever record or registration says so. */
  readonly mark: PersonProtection;
  /** The one that is kept; absent when it is not in the record. */
  readonly kept: { readonly mark: PersonProtection; readonly minor: boolean; readonly mergedInto: string | null } | undefined;
  /** Others have been merged into the one that goes. */
  readonly isKept: boolean;
}

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
      mergedInto: string | null;
      changes: readonly string[];
    };

export type PersonRefusal =
  | 'person-unknown'
  | 'person-exists'
  | 'nothing-to-correct'
  | 'child-is-minor'
  | 'protected-in-other-record'
  | 'merge-itself'
  | 'merge-unknown'
  | 'merge-fictitious'
  | 'merge-unlike'
  | 'merge-chain'
  | 'merged'
  | 'not-merged';

/** Never looks into a personal field: whether one is there, never what it says. */
export const personDecider: Decider<PersonCommand, PersonState, PersonEvent, PersonRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'people.PersonRegistered') {
      const { recordId, caseId, agencyId, personId, role, minor, protection } = event.data;
      return { status: 'registered', recordId, caseId, agencyId, personId, role, minor, protection, mergedInto: null, changes: [] };
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
      case 'people.PersonMerged':
        return { ...state, mergedInto: event.data.intoPersonId, changes: [...state.changes, event.data.changeId] };
      case 'people.PersonUnmerged':
        return { ...state, mergedInto: null, changes: [...state.changes, event.data.changeId] };
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
        if (state.protection === command.data.protection)
          return state.protection === 'none' && command.elsewhere ? refuse('protected-in-other-record') : accept();
        return accept({ type: 'people.ProtectionChanged', data: command.data });
      case 'MergePerson':
        if (state.changes.includes(command.data.changeId)) return accept();
        return refusedMerge(state, command) ?? accept({ type: 'people.PersonMerged', data: command.data });
      case 'LockRecipients':
        return accept();
      case 'UnmergePerson': {
        const { personId, changeId } = command.data;
        if (state.changes.includes(changeId)) return accept();
        if (state.mergedInto === null) return refuse('not-merged');
        return accept({ type: 'people.PersonUnmerged', data: { personId, changeId, fromPersonId: state.mergedInto } });
      }
    }
  },
};

type Known = Extract<PersonState, { status: 'registered' }>;

/** A fictitious identity is never merged (foundation.md 12). Whoever is protected never becomes one with somebody who is not: that would show where she is. */
const refusedMerge = (state: Known, { data, registrations: { mark, kept, isKept } }: Extract<PersonCommand, { type: 'MergePerson' }>) => {
  if (data.intoPersonId === state.personId) return refuse('merge-itself');
  if (!kept) return refuse('merge-unknown');
  if (state.mergedInto !== null) return refuse('merged');
  if ([state.protection, mark, kept.mark].includes('fictitious')) return refuse('merge-fictitious');
  if (mark !== kept.mark || state.minor !== kept.minor) return refuse('merge-unlike');
  return kept.mergedInto !== null || isKept ? refuse('merge-chain') : undefined;
};
