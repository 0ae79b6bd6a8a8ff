import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { openingEvents, OpeningEvent } from './opening.events.js';

type Data<K extends keyof typeof openingEvents> = DataOf<(typeof openingEvents)[K]['fields']>;

export type OpeningCommand =
  | { type: 'OpenEmergency'; data: Data<'emergencyOpened'> }
  | { type: 'AskVault'; data: Data<'vaultAsked'> }
  /** Somebody on call, alone: asked and opened in one act. */
  | { type: 'OpenVaultUrgently'; asked: Data<'vaultAsked'>; until: string; reviewBy: string }
  | { type: 'ApproveVault'; by: string; until: string }
  | { type: 'RefuseVault'; by: string; reason: Data<'vaultRefused'>['reason'] }
  | { type: 'EndOpening' }
  | { type: 'ReviewOpening'; data: Omit<Data<'reviewed'>, 'openingId'> };

type Place = Pick<Data<'vaultAsked'>, 'openingId' | 'recordId' | 'caseId' | 'agencyId' | 'functionId' | 'unitId' | 'staffId'>;
export type OpeningState =
  | { status: 'none' }
  | (Place & {
      status: 'asked' | 'open' | 'refused' | 'ended';
      personId: string | null;
      /** Somebody else must look at it afterwards. */
      toReview: boolean;
      outcome: Data<'reviewed'>['outcome'] | null;
    });

export type OpeningRefusal =
  'opening-unknown' | 'opening-exists' | 'not-asked' | 'own-request' | 'not-to-review' | 'own-opening' | 'reviewed-already';

const placeOf = ({ openingId, recordId, caseId, agencyId, functionId, unitId, staffId }: Place): Place => ({
  openingId,
  recordId,
  caseId,
  agencyId,
  functionId,
  unitId,
  staffId,
});

export const openingDecider: Decider<OpeningCommand, OpeningState, OpeningEvent, OpeningRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'people.EmergencyOpened':
        return { ...placeOf(event.data), status: 'open', personId: null, toReview: true, outcome: null };
      case 'people.VaultAsked':
        return { ...placeOf(event.data), status: 'asked', personId: event.data.personId, toReview: false, outcome: null };
      case 'people.VaultOpened':
        return state.status === 'none' ? state : { ...state, status: 'open', toReview: event.data.reviewBy !== undefined };
      case 'people.VaultRefused':
        return state.status === 'none' ? state : { ...state, status: 'refused' };
      case 'people.OpeningEnded':
        return state.status === 'none' ? state : { ...state, status: 'ended' };
      case 'people.OpeningReviewed':
        return state.status === 'none' ? state : { ...state, outcome: event.data.outcome };
    }
  },

  decide: (command, state) => {
    if (command.type === 'OpenEmergency' || command.type === 'AskVault' || command.type === 'OpenVaultUrgently')
      return state.status === 'none' ? accept(...begin(command)) : refuse('opening-exists');
    if (state.status === 'none') return refuse('opening-unknown');
    const { openingId, personId, staffId } = state;
    switch (command.type) {
      case 'ApproveVault':
        if (state.status !== 'asked' || personId === null) return refuse('not-asked');
        // Two persons: nobody is both.
        if (command.by === staffId) return refuse('own-request');
        return accept({ type: 'people.VaultOpened', data: { openingId, personId, staffId, approvedBy: command.by, until: command.until } });
      case 'RefuseVault':
        if (state.status !== 'asked') return refuse('not-asked');
        return accept({ type: 'people.VaultRefused', data: { openingId, refusedBy: command.by, reason: command.reason } });
      case 'EndOpening':
        return state.status === 'open' ? accept({ type: 'people.OpeningEnded', data: { openingId } }) : accept();
      case 'ReviewOpening':
        if (!state.toReview) return refuse('not-to-review');
        if (command.data.reviewedBy === staffId) return refuse('own-opening');
        if (state.outcome !== null) return state.outcome === command.data.outcome ? accept() : refuse('reviewed-already');
        return accept({ type: 'people.OpeningReviewed', data: { openingId, ...command.data } });
    }
  },
};

type Beginning = Extract<OpeningCommand, { type: 'OpenEmergency' | 'AskVault' | 'OpenVaultUrgently' }>;
const begin = (command: Beginning): OpeningEvent[] => {
  switch (command.type) {
    case 'OpenEmergency':
      return [{ type: 'people.EmergencyOpened', data: command.data }];
    case 'AskVault':
      return [{ type: 'people.VaultAsked', data: command.data }];
    case 'OpenVaultUrgently': {
      const { asked, until, reviewBy } = command;
      const { openingId, personId, staffId } = asked;
      return [
        { type: 'people.VaultAsked', data: asked },
        { type: 'people.VaultOpened', data: { openingId, personId, staffId, until, reviewBy } },
      ];
    }
  }
};
