import { accept, refuse, type DataOf, type Decider, type Decision } from '#libs/shared-kernel';
import type { Judged } from './judge-retention.js';
import type { retentionEvents, RetentionEvent } from './retention.events.js';

type Data<K extends keyof typeof retentionEvents> = DataOf<(typeof retentionEvents)[K]['fields']>;

/** Days (YYYY-MM-DD) and what the rules say today arrive in the command: it was judged by the handler, from what the record holds. */
export type RetentionCommand =
  | { type: 'PlaceHold'; data: Data<'holdPlaced'> }
  | { type: 'LiftHold'; data: Data<'holdLifted'> }
  | { type: 'DecideErasure'; data: Data<'decided'>; judged: Judged; today: string }
  | { type: 'ConfirmErasure'; data: Data<'confirmed'>; judged: Judged; today: string }
  | { type: 'WithdrawErasure'; data: Data<'withdrawn'> }
  | { type: 'BeginErasure'; data: Data<'begun'>; judged: Judged; today: string }
  | { type: 'CompleteErasure'; data: Data<'erased'> };

export type Hold = Pick<Data<'holdPlaced'>, 'holdId' | 'ground' | 'source' | 'reference' | 'from' | 'until'> & {
  readonly note: Data<'holdPlaced'>['note'];
  readonly lifted: boolean;
};
export type ErasureDecision = Data<'decided'> & { readonly confirmedBy: string | null; readonly withdrawn: boolean };
export type Erasure = Data<'begun'> & { readonly done: boolean };
type Place = Pick<Data<'begun'>, 'recordId' | 'caseId' | 'agencyId' | 'functionId'>;

export type RetentionState =
  | { readonly status: 'none' }
  | ({
      readonly status: 'known';
      readonly holds: readonly Hold[];
      /** The last decision. */
      readonly decision: ErasureDecision | null;
      readonly erasure: Erasure | null;
    } & Place);
type Known = Extract<RetentionState, { status: 'known' }>;

export type RetentionRefusal =
  | 'hold-unknown'
  | 'decision-unknown'
  | 'decision-not-confirmed'
  | 'decided-already'
  | 'own-decision'
  | 'record-on-hold'
  | 'record-open'
  | 'record-preserved'
  | 'record-not-due'
  | 'birth-date-unknown'
  | 'hand-over-first'
  | 'no-standing-decision'
  | 'erasure-begun'
  | 'erasure-not-begun';

const NOTHING: Pick<Known, 'holds' | 'decision' | 'erasure'> = { holds: [], decision: null, erasure: null };

/** The decision that stands. */
export const standingDecision = (state: RetentionState): ErasureDecision | null =>
  state.status === 'none' || state.decision?.withdrawn ? null : state.decision;

/** The holds that stop an erasure on this day. */
export const holdsOn = (state: RetentionState, today: string): readonly Hold[] =>
  state.status === 'none' ? [] : state.holds.filter(({ lifted, from, until }) => !lifted && from <= today && today <= until);

/** What the rules have against it. */
const BY_RULE: Readonly<Record<Judged['state'], RetentionRefusal | null>> = {
  never: 'record-preserved',
  preserved: 'record-preserved',
  open: 'record-open',
  kept: 'record-not-due',
  due: null,
};
/** Why a record cannot be destroyed today, or null. */
const obstacle = (state: RetentionState, { state: judged }: Judged, today: string): RetentionRefusal | null =>
  holdsOn(state, today).length > 0 ? 'record-on-hold' : BY_RULE[judged];

const begin = (
  { data, judged, today }: Extract<RetentionCommand, { type: 'BeginErasure' }>,
  state: RetentionState,
): Decision<RetentionEvent, RetentionRefusal> => {
  const accepted = accept<RetentionEvent>({ type: 'coordination.ErasureBegun', data });
  if (data.cause === 'command' && data.reason === 'destruction-ordered')
    // Ordered by whoever may: neither its day nor the sample stands against that, a hold does.
    return holdsOn(state, today).length > 0 ? refuse('record-on-hold') : accepted;
  const stopped = obstacle(state, judged, today);
  if (stopped) return refuse(stopped);
  const decision = standingDecision(state);
  if (data.cause === 'decision') {
    if (!decision || decision.decisionId !== data.decisionId) return refuse('decision-unknown');
    return decision.confirmedBy === null ? refuse('decision-not-confirmed') : accepted;
  }
  if (judged.birthUnknown) return refuse('birth-date-unknown');
  if (judged.rule?.handOver) return refuse('hand-over-first');
  const standing = judged.rule?.standingDecisions.some(({ agencyId, from }) => agencyId === data.agencyId && from <= today);
  return data.cause === 'rule' && !standing ? refuse('no-standing-decision') : accepted;
};

export const retentionDecider: Decider<RetentionCommand, RetentionState, RetentionEvent, RetentionRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    const known: Known | null =
      state.status === 'known'
        ? state
        : 'agencyId' in event.data
          ? {
              status: 'known',
              recordId: event.data.recordId,
              caseId: event.data.caseId,
              agencyId: event.data.agencyId,
              functionId: event.data.functionId,
              ...NOTHING,
            }
          : null;
    if (!known) return state;
    switch (event.type) {
      case 'coordination.RetentionHoldPlaced': {
        const { holdId, ground, source, reference, from, until, note } = event.data;
        return { ...known, holds: [...known.holds, { holdId, ground, source, reference, from, until, note, lifted: false }] };
      }
      case 'coordination.RetentionHoldLifted':
        return { ...known, holds: known.holds.map((hold) => (hold.holdId === event.data.holdId ? { ...hold, lifted: true } : hold)) };
      case 'coordination.ErasureDecided':
        return { ...known, decision: { ...event.data, confirmedBy: null, withdrawn: false } };
      case 'coordination.ErasureConfirmed':
        return { ...known, decision: known.decision && { ...known.decision, confirmedBy: event.data.confirmedBy } };
      case 'coordination.ErasureDecisionWithdrawn':
        return { ...known, decision: known.decision && { ...known.decision, withdrawn: true } };
      case 'coordination.ErasureBegun':
        return { ...known, erasure: { ...event.data, done: false } };
      case 'coordination.RecordErased':
        return { ...known, erasure: known.erasure && { ...known.erasure, done: true } };
    }
  },

  decide: (command, state) => {
    const { holds, decision: last, erasure } = state.status === 'none' ? NOTHING : state;
    if (command.type === 'CompleteErasure') {
      if (!erasure || erasure.erasureId !== command.data.erasureId) return refuse('erasure-not-begun');
      return erasure.done ? accept() : accept({ type: 'coordination.RecordErased', data: command.data });
    }
    // Whoever comes second, by rule, by decision or by command, finds it done or under way.
    if (erasure) return command.type === 'BeginErasure' ? accept() : refuse('erasure-begun');
    const decision = standingDecision(state);
    switch (command.type) {
      case 'PlaceHold':
        return holds.some(({ holdId }) => holdId === command.data.holdId)
          ? accept()
          : accept({ type: 'coordination.RetentionHoldPlaced', data: command.data });
      case 'LiftHold': {
        const hold = holds.find(({ holdId }) => holdId === command.data.holdId);
        if (!hold) return refuse('hold-unknown');
        return hold.lifted ? accept() : accept({ type: 'coordination.RetentionHoldLifted', data: command.data });
      }
      case 'DecideErasure': {
        const { data, judged, today } = command;
        if (decision) return decision.decisionId === data.decisionId ? accept() : refuse('decided-already');
        const stopped = obstacle(state, judged, today);
        if (stopped) return refuse(stopped);
        if (judged.birthUnknown && !data.outsideSample) return refuse('birth-date-unknown');
        if (judged.rule?.handOver && data.handedOverAs === undefined) return refuse('hand-over-first');
        return accept({ type: 'coordination.ErasureDecided', data });
      }
      case 'ConfirmErasure': {
        const { data, judged, today } = command;
        if (!decision || decision.decisionId !== data.decisionId) return refuse('decision-unknown');
        if (decision.confirmedBy !== null) return accept();
        if (decision.decidedBy === data.confirmedBy) return refuse('own-decision');
        const stopped = obstacle(state, judged, today);
        return stopped ? refuse(stopped) : accept({ type: 'coordination.ErasureConfirmed', data });
      }
      case 'WithdrawErasure':
        if (last?.decisionId !== command.data.decisionId) return refuse('decision-unknown');
        return last.withdrawn ? accept() : accept({ type: 'coordination.ErasureDecisionWithdrawn', data: command.data });
      case 'BeginErasure':
        return begin(command, state);
    }
  },
};
