import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { DeclaredRelation } from '#config/county';
import { same } from '../same.js';
import type { StaffEvent, staffEvents } from './staff.events.js';

type Data<K extends keyof typeof staffEvents> = DataOf<(typeof staffEvents)[K]['fields']>;
/** What the register says of a person, apart from name and login. */
export type RegisteredStaff = Omit<Data<'registered'>, 'name' | 'subject'>;

/** `by` is the staff who acts: nobody changes their own rights. */
export type StaffCommand =
  | { type: 'RegisterStaff'; data: Data<'registered'>; selfRelationId?: string; by: string }
  | { type: 'EndStaff'; data: Data<'ended'>; by: string }
  | { type: 'AppointStandIn'; data: Data<'standInAppointed'>; by: string }
  | { type: 'ScheduleOnCall'; data: Data<'onCallScheduled'>; by: string }
  | { type: 'DeclareRelation'; data: Data<'relationDeclared'> }
  | { type: 'RetractRelation'; data: Data<'relationRetracted'> }
  | { type: 'ConfirmRetraction'; data: Data<'retractionConfirmed'>; by: string }
  | { type: 'RefuseRetraction'; data: Data<'retractionRefused'>; by: string };

export type StaffState =
  | { status: 'none' }
  | {
      status: 'active' | 'ended';
      registered: RegisteredStaff;
      /** Until when, by who and from when. */
      standIns: Readonly<Record<string, string | undefined>>;
      onCall: Readonly<Record<string, string | undefined>>;
      relations: Readonly<Record<string, DeclaredRelation>>;
      /** Taken back by the declarer, and not confirmed yet. */
      retracted: readonly string[];
    };

export type StaffRefusal =
  | 'staff-unknown'
  | 'staff-ended'
  | 'staff-of-another-agency'
  | 'not-oneself'
  | 'period-reversed'
  | 'stands-in-for-self'
  | 'relation-is-self'
  | 'relation-not-weakened'
  | 'relation-unknown'
  | 'not-retracted';

const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);
const spell = (who: string, from: string): string => `${who} ${from}`;
const reversed = ({ from, until }: { from: string; until?: string | undefined }): boolean => until !== undefined && until < from;
const withoutIdentity = ({ name: _, subject: __, ...registered }: Data<'registered'>): RegisteredStaff => registered;

/** Registering again is a change; the same again records nothing. A spell with the same beginning gets a new end: that is how it is cut short. */
export const staffDecider: Decider<StaffCommand, StaffState, StaffEvent, StaffRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'organisation.StaffRegistered') {
      const before = state.status === 'none' ? { standIns: {}, onCall: {}, relations: {}, retracted: [] } : state;
      return { ...before, status: 'active', registered: withoutIdentity(event.data) };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'organisation.StaffEnded':
        return { ...state, status: 'ended' };
      case 'organisation.StandInAppointed': {
        const { standInStaffId, from, until } = event.data;
        return { ...state, standIns: { ...state.standIns, [spell(standInStaffId, from)]: until } };
      }
      case 'organisation.OnCallScheduled': {
        const { functionId, from, until } = event.data;
        return { ...state, onCall: { ...state.onCall, [spell(functionId, from)]: until } };
      }
      case 'organisation.RelationDeclared':
        return { ...state, relations: { ...state.relations, [event.data.relationId]: event.data.relation } };
      case 'organisation.RelationRetracted':
        return { ...state, retracted: [...state.retracted, event.data.relationId] };
      case 'organisation.RetractionConfirmed': {
        const { [event.data.relationId]: _, ...left } = state.relations;
        return { ...state, relations: left, retracted: without(state.retracted, event.data.relationId) };
      }
      case 'organisation.RetractionRefused':
        return { ...state, retracted: without(state.retracted, event.data.relationId) };
    }
  },

  decide: (command, state) => {
    if (command.type === 'RegisterStaff') return register(command, state);
    if (state.status === 'none') return refuse('staff-unknown');
    if (command.type === 'EndStaff') {
      if (state.status === 'ended') return accept();
      return command.data.staffId === command.by ? refuse('not-oneself') : accept({ type: 'organisation.StaffEnded', data: command.data });
    }
    if (command.type === 'AppointStandIn') {
      // Someone who has left may have cases that nobody has taken over yet: they can still be covered for.
      const { standInStaffId, absentStaffId, from, until } = command.data;
      if (standInStaffId === absentStaffId) return refuse('stands-in-for-self');
      if (standInStaffId === command.by) return refuse('not-oneself');
      if (reversed(command.data)) return refuse('period-reversed');
      const key = spell(standInStaffId, from);
      return key in state.standIns && state.standIns[key] === until
        ? accept()
        : accept({ type: 'organisation.StandInAppointed', data: command.data });
    }
    if (state.status === 'ended') return refuse('staff-ended');
    switch (command.type) {
      case 'ScheduleOnCall': {
        const { staffId, functionId, from, until } = command.data;
        if (staffId === command.by) return refuse('not-oneself');
        if (reversed(command.data)) return refuse('period-reversed');
        const key = spell(functionId, from);
        return key in state.onCall && state.onCall[key] === until
          ? accept()
          : accept({ type: 'organisation.OnCallScheduled', data: command.data });
      }
      case 'DeclareRelation': {
        const known = state.relations[command.data.relationId];
        if (known === command.data.relation) return accept();
        // A person's own number stays their own, whatever is declared of it later.
        if (known === 'self') return refuse('relation-is-self');
        // Kin do not let themselves in as neighbours: that takes a second person.
        if (known !== undefined && command.data.relation === 'neighbour') return refuse('relation-not-weakened');
        return accept({ type: 'organisation.RelationDeclared', data: command.data });
      }
      case 'RetractRelation': {
        const known = state.relations[command.data.relationId];
        if (known === undefined) return refuse('relation-unknown');
        if (known === 'self') return refuse('relation-is-self');
        return state.retracted.includes(command.data.relationId)
          ? accept()
          : accept({ type: 'organisation.RelationRetracted', data: command.data });
      }
      case 'ConfirmRetraction':
      case 'RefuseRetraction':
        if (!state.retracted.includes(command.data.relationId)) return refuse('not-retracted');
        if (command.by === command.data.staffId) return refuse('not-oneself');
        return command.type === 'ConfirmRetraction'
          ? accept({ type: 'organisation.RetractionConfirmed', data: command.data })
          : accept({ type: 'organisation.RetractionRefused', data: command.data });
    }
  },
};

function register({ data, selfRelationId, by }: Extract<StaffCommand, { type: 'RegisterStaff' }>, state: StaffState) {
  if (state.status !== 'none') {
    if (state.registered.agencyId !== data.agencyId) return refuse('staff-of-another-agency');
    if (state.status === 'ended') return refuse('staff-ended');
  }
  const changed = state.status === 'none' || !same(state.registered, withoutIdentity(data));
  const newSelf = selfRelationId !== undefined && (state.status === 'none' || state.relations[selfRelationId] !== 'self');
  if (changed && data.staffId === by) return refuse('not-oneself');
  const { staffId } = data;
  return accept<StaffEvent>(
    ...(changed ? [{ type: 'organisation.StaffRegistered' as const, data }] : []),
    ...(newSelf
      ? [{ type: 'organisation.RelationDeclared' as const, data: { staffId, relationId: selfRelationId, relation: 'self' as const } }]
      : []),
  );
}
