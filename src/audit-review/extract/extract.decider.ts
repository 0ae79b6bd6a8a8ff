import { accept, isErased, isSealed, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { LogExtractEvent, logExtractEvents } from './extract.events.js';

type Data<K extends keyof typeof logExtractEvents> = DataOf<(typeof logExtractEvents)[K]['fields']>;

/** What the register says of whom the extract is about, and of the recipient: found out by the server. */
export interface ExtractSubject {
  readonly minor: boolean;
  /** Protected, or in a record with somebody who is. */
  readonly protected: boolean;
  /** The guardian who asks is the one who used the violence, or nobody knows that they are not. */
  readonly guardianIsDanger: boolean;
}

export type LogExtractCommand =
  | { readonly type: 'DelayExtract'; readonly data: Data<'delayed'>; readonly now: string }
  | { readonly type: 'LiftDelay' }
  | {
      readonly type: 'HandOverExtract';
      readonly data: Data<'handedOver'>;
      readonly subject: ExtractSubject;
      /** She was asked, and says that it is safe to receive. */
      readonly safe: boolean;
      /** Whoever hands it over to a child finds it mature enough: the word that a child’s own consent rests on too. */
      readonly mature: boolean;
      readonly now: string;
      /** In Sweden, YYYY-MM-DD. */
      readonly today: string;
    };
type Place = Pick<Data<'delayed'>, 'extractId' | 'recordId' | 'caseId' | 'agencyId' | 'functionId'>;
export type LogExtractState =
  | { readonly status: 'none' }
  | (Place & { readonly status: 'known'; readonly delayedUntil: string | null; readonly handOvers: readonly string[] });
export type LogExtractRefusal =
  | 'extract-unknown'
  | 'extract-delayed'
  | 'delay-in-the-past'
  | 'not-delayed'
  | 'not-safe'
  | 'child-not-mature'
  | 'proxy-of-child'
  | 'representative-of-adult'
  | 'representative-not-appointed'
  | 'guardian-of-protected-child'
  | 'guardian-of-adult'
  | 'guardian-is-danger';

const placeOf = ({ extractId, recordId, caseId, agencyId, functionId }: Place): Place => ({
  extractId,
  recordId,
  caseId,
  agencyId,
  functionId,
});

type HandOver = Extract<LogExtractCommand, { type: 'HandOverExtract' }>;

/** @returns why the recipient does not get it, or null. A proxy of a child would be its guardian’s, past what is asked of guardians. */
const recipientRefusal = ({ data: { to, appointment }, subject, mature, today }: HandOver): LogExtractRefusal | null => {
  switch (to) {
    case 'self':
      return subject.minor && !mature ? 'child-not-mature' : null;
    case 'proxy':
      return subject.minor ? 'proxy-of-child' : null;
    case 'guardian':
      if (!subject.minor) return 'guardian-of-adult';
      if (subject.protected) return 'guardian-of-protected-child';
      return subject.guardianIsDanger ? 'guardian-is-danger' : null;
    case 'special-representative':
      // As of a consent: a child has one (lag 1999:997), whom a court has appointed; nobody is one by being called so.
      if (!subject.minor) return 'representative-of-adult';
      return appointment !== undefined && !isSealed(appointment) && !isErased(appointment) && appointment.decidedOn <= today
        ? null
        : 'representative-not-appointed';
  }
};

/** Handed over to whom it is about when it is safe, never to the guardian of a protected child; later where an investigation demands it. */
export const logExtractDecider: Decider<LogExtractCommand, LogExtractState, LogExtractEvent, LogExtractRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    const handOvers = state.status === 'none' ? [] : state.handOvers;
    switch (event.type) {
      case 'audit-review.LogExtractDelayed':
        return { ...placeOf(event.data), status: 'known', delayedUntil: event.data.until, handOvers };
      case 'audit-review.LogExtractDelayLifted':
        return state.status === 'none' ? state : { ...state, delayedUntil: null };
      case 'audit-review.LogExtractHandedOver': {
        const delayedUntil = state.status === 'none' ? null : state.delayedUntil;
        return { ...placeOf(event.data), status: 'known', delayedUntil, handOvers: [...handOvers, event.data.handOverId] };
      }
    }
  },

  decide: (command, state) => {
    const delayedUntil = state.status === 'none' ? null : state.delayedUntil;
    switch (command.type) {
      case 'DelayExtract':
        if (command.data.until <= command.now) return refuse('delay-in-the-past');
        return delayedUntil === command.data.until ? accept() : accept({ type: 'audit-review.LogExtractDelayed', data: command.data });
      case 'LiftDelay':
        if (state.status === 'none') return refuse('extract-unknown');
        return delayedUntil === null
          ? refuse('not-delayed')
          : accept({ type: 'audit-review.LogExtractDelayLifted', data: { extractId: state.extractId } });
      case 'HandOverExtract': {
        const { data, safe, now } = command;
        if (state.status === 'known' && state.handOvers.includes(data.handOverId)) return accept();
        if (delayedUntil !== null && delayedUntil > now) return refuse('extract-delayed');
        const refusal = recipientRefusal(command);
        if (refusal) return refuse(refusal);
        return safe ? accept({ type: 'audit-review.LogExtractHandedOver', data }) : refuse('not-safe');
      }
    }
  },
};
