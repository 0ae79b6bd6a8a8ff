import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { openingEvents, OpeningEvent } from './opening.events.js';

type Data<K extends keyof typeof openingEvents> = DataOf<(typeof openingEvents)[K]['fields']>;

export type OpeningCommand =
  | { type: 'OpenEmergency'; data: Data<'emergencyOpened'> }
  | { type: 'AskVault'; data: Data<'vaultAsked'> }
  /** Somebody on call, alone: asked and opened in one act. */
  | { type: 'OpenVaultUrgently'; asked: Data<'vaultAsked'>; until: string; reviewBy: string }
  /** `now`, by the server's clock: what was asked too long ago is asked anew. */
  | { type: 'ApproveVault'; by: string; until: string; now: string }
  | { type: 'RefuseVault'; by: string; reason: Data<'vaultRefused'>['reason'] }
  | { type: 'EndOpening' }
  | { type: 'AcceptNeighbour'; data: Data<'neighbourAccepted'> }
  | { type: 'ReviewOpening'; data: Omit<Data<'reviewed'>, 'openingId'> }
  | { type: 'LiftStop'; data: Omit<Data<'stopLifted'>, 'openingId'> };

type Place = Pick<Data<'vaultAsked'>, 'openingId' | 'recordId' | 'caseId' | 'agencyId' | 'functionId' | 'unitId' | 'staffId'>;
export type OpeningState =
  | { status: 'none' }
  | (Place & {
      kind: 'emergency' | 'vault' | 'neighbour';
      status: 'asked' | 'open' | 'accepted' | 'refused' | 'ended';
      personId: string | null;
      /** Asked for: when the asking lapses. */
      answerBy: string | null;
      /** Somebody else must look at it afterwards. */
      toReview: boolean;
      outcome: Data<'reviewed'>['outcome'] | null;
      /** Found unjustified: whether the stop that follows has been lifted. */
      lifted: boolean;
    });

export type OpeningRefusal =
  | 'opening-unknown'
  | 'opening-exists'
  | 'not-asked'
  | 'own-request'
  | 'asked-too-long-ago'
  | 'not-to-review'
  | 'own-opening'
  | 'reviewed-already'
  | 'not-stopped';

const placeOf = ({ openingId, recordId, caseId, agencyId, functionId, unitId, staffId }: Place): Place => ({
  openingId,
  recordId,
  caseId,
  agencyId,
  functionId,
  unitId,
  staffId,
});

const begun = { answerBy: null, outcome: null, lifted: false } as const;

export const openingDecider: Decider<OpeningCommand, OpeningState, OpeningEvent, OpeningRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'people.EmergencyOpened':
        return { ...placeOf(event.data), ...begun, kind: 'emergency', status: 'open', personId: null, toReview: true };
      case 'people.NeighbourAccepted':
        return { ...placeOf(event.data), ...begun, kind: 'neighbour', status: 'accepted', personId: null, toReview: true };
      case 'people.VaultAsked':
        return {
          ...{ ...placeOf(event.data), ...begun, kind: 'vault', status: 'asked', personId: event.data.personId },
          ...{ answerBy: event.data.answerBy ?? null, toReview: false },
        };
      case 'people.VaultOpened':
        return state.status === 'none' ? state : { ...state, status: 'open', toReview: event.data.reviewBy !== undefined };
      case 'people.VaultRefused':
        return state.status === 'none' ? state : { ...state, status: 'refused' };
      case 'people.OpeningEnded':
        return state.status === 'none' ? state : { ...state, status: 'ended' };
      case 'people.OpeningReviewed':
        return state.status === 'none' ? state : { ...state, outcome: event.data.outcome };
      case 'people.EmergencyStopLifted':
        return state.status === 'none' ? state : { ...state, lifted: true };
    }
  },

  decide: (command, state) => {
    if (
      command.type === 'OpenEmergency' ||
      command.type === 'AskVault' ||
      command.type === 'OpenVaultUrgently' ||
      command.type === 'AcceptNeighbour'
    )
      return state.status === 'none' ? accept(...begin(command)) : refuse('opening-exists');
    if (state.status === 'none') return refuse('opening-unknown');
    const { openingId, personId, staffId } = state;
    switch (command.type) {
      case 'ApproveVault':
        if (state.status !== 'asked' || personId === null) return refuse('not-asked');
        // Two persons: nobody is both.
        if (command.by === staffId) return refuse('own-request');
        if (state.answerBy === null || Date.parse(state.answerBy) <= Date.parse(command.now)) return refuse('asked-too-long-ago');
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
      case 'LiftStop':
        if (state.outcome !== 'unjustified' || state.kind === 'neighbour') return refuse('not-stopped');
        if (command.data.liftedBy === staffId) return refuse('own-opening');
        return state.lifted ? accept() : accept({ type: 'people.EmergencyStopLifted', data: { openingId, ...command.data } });
    }
  },
};

type Beginning = Extract<OpeningCommand, { type: 'OpenEmergency' | 'AskVault' | 'OpenVaultUrgently' | 'AcceptNeighbour' }>;
const begin = (command: Beginning): OpeningEvent[] => {
  switch (command.type) {
    case 'OpenEmergency':
      return [{ type: 'people.EmergencyOpened', data: command.data }];
    case 'AcceptNeighbour':
      return [{ type: 'people.NeighbourAccepted', data: command.data }];
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
