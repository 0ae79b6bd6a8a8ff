import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { referralEvents, ReferralEvent } from './referral.events.js';
import { sendOnBy } from './referral.times.js';

type Data<K extends keyof typeof referralEvents> = DataOf<(typeof referralEvents)[K]['fields']>;
/** Time arrives in the command: the decider has no clock. */
type At = { readonly at: string };

export type ReferralCommand =
  | { type: 'SendReferral'; data: Data<'sent'> }
  | { type: 'SendOnReferral'; data: Data<'sentOn'> & At }
  | { type: 'AcknowledgeReferral'; data: At }
  | { type: 'AcceptReferral'; data: At }
  | { type: 'ReturnReferral'; data: Pick<Data<'returned'>, 'reason' | 'note'> & At }
  | { type: 'RequestInformation'; data: Pick<Data<'informationRequested'>, 'questionId' | 'question'> & At }
  | { type: 'AnswerInformation'; data: Required<Pick<Data<'informationAnswered'>, 'questionId' | 'class' | 'answer'>> & At }
  | { type: 'WithdrawReferral'; data: Pick<Data<'withdrawn'>, 'reason'> & At }
  | { type: 'ExpireReferral'; data: At }
  | { type: 'RequestOutcome'; data: At }
  | { type: 'ReportConcernOutcome'; data: Pick<Data<'concernOutcomeReported'>, 'personId' | 'outcome'> & At }
  | { type: 'ReportOutcome'; data: Pick<Data<'outcomeReported'>, 'outcome' | 'note'> & At };

export type ReferralStatus = 'new' | 'acknowledged' | 'accepted' | 'returned' | 'done' | 'withdrawn' | 'expired';

export interface ReferralKnown {
  readonly status: ReferralStatus;
  readonly referralId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly kind: 'request' | 'concern-report';
  readonly urgency: 'normal' | 'acute';
  readonly senderAgency: string;
  readonly fromFunction: string;
  /** Who has it now; empty once it is back with the sender, withdrawn or expired. */
  readonly toFunction: string;
  readonly toAgency: string;
  readonly purpose: Data<'sent'>['purpose'];
  readonly classes: Data<'sent'>['classes'];
  /** Of them, those that go to whoever has it now. */
  readonly openClasses: Data<'sent'>['classes'];
  readonly personIds: readonly string[];
  readonly expiresAt: string | null;
  /** Functions that had it and no longer have: they keep their own act. */
  readonly formers: readonly string[];
  readonly returners: readonly string[];
  /** When it came back or ran out: the clock for sending it on runs from here. */
  readonly endedAt: string | null;
  readonly questions: Readonly<Record<string, 'open' | 'answered'>>;
  readonly outcome: string | null;
  /** The sender has asked what came of it. */
  readonly outcomeRequested: boolean;
  /** Of a concern report: what was told of each child. */
  readonly told: Readonly<Record<string, string>>;
}
export type ReferralState = { readonly status: 'none' } | ReferralKnown;

export type ReferralRefusal =
  | 'referral-unknown'
  | 'referral-exists'
  | 'referral-returned'
  | 'referral-withdrawn'
  | 'referral-expired'
  | 'referral-done'
  | 'referral-accepted'
  | 'not-accepted'
  | 'not-accepted-yet'
  | 'not-returned'
  | 'not-expired-yet'
  | 'send-on-too-late'
  | 'recipient-has-returned'
  | 'more-than-was-sent'
  | 'concern-report-stands'
  | 'only-the-decision'
  | 'person-not-reported'
  | 'question-unknown'
  | 'question-exists'
  | 'question-answered'
  | 'answer-beyond-request';

const isKnown = (state: ReferralState): state is ReferralKnown => state.status !== 'none';
/** Unanswered and past its end: ended, whether or not the clock's event is recorded yet. */
const hasLapsed = (state: ReferralKnown, at: string): boolean =>
  (state.status === 'new' || state.status === 'acknowledged') && state.expiresAt !== null && Date.parse(state.expiresAt) <= Date.parse(at);

const ENDED: Partial<Record<ReferralStatus, ReferralRefusal>> = {
  returned: 'referral-returned',
  withdrawn: 'referral-withdrawn',
  expired: 'referral-expired',
  done: 'referral-done',
};

/** The rules of a request: new → acknowledged → accepted or returned; sent on only from returned or expired; outcome only after acceptance. */
export const referralDecider: Decider<ReferralCommand, ReferralState, ReferralEvent, ReferralRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.ReferralSent') {
      const { referralId, caseId, recordId, kind, urgency, fromFunction, fromAgency, toFunction, toAgency, purpose, classes } = event.data;
      return {
        status: 'new',
        referralId,
        caseId,
        recordId,
        kind,
        urgency,
        senderAgency: fromAgency,
        fromFunction,
        toFunction,
        toAgency,
        purpose,
        classes,
        openClasses: classes,
        personIds: event.data.persons.map(({ personId }) => personId),
        expiresAt: event.data.expiresAt ?? null,
        formers: [],
        returners: [],
        endedAt: null,
        questions: {},
        outcome: null,
        outcomeRequested: false,
        told: {},
      };
    }
    if (!isKnown(state)) return state;
    /** Takes it away from whoever has it. */
    const ended = (status: ReferralStatus, at: string | null): ReferralKnown => ({
      ...state,
      status,
      toFunction: '',
      endedAt: at,
      formers: [...new Set([...state.formers, ...(state.toFunction ? [state.toFunction] : [])])],
    });
    switch (event.type) {
      case 'coordination.ReferralSentOn': {
        const { toFunction, toAgency, expiresAt, classes } = event.data;
        return {
          ...state,
          status: 'new',
          toFunction,
          toAgency,
          openClasses: classes,
          expiresAt: expiresAt ?? null,
          endedAt: null,
          questions: {},
        };
      }
      case 'coordination.ReferralAcknowledged':
        return { ...state, status: 'acknowledged' };
      case 'coordination.ReferralAccepted':
        return { ...state, status: 'accepted' };
      case 'coordination.ReferralReturned':
        return { ...ended('returned', event.data.at), returners: [...state.returners, event.data.byFunction] };
      case 'coordination.InformationRequested':
        return { ...state, questions: { ...state.questions, [event.data.questionId]: 'open' } };
      case 'coordination.InformationAnswered':
        return { ...state, questions: { ...state.questions, [event.data.questionId]: 'answered' } };
      case 'coordination.ReferralWithdrawn':
        return ended('withdrawn', null);
      case 'coordination.ReferralExpired':
        return ended('expired', event.data.at);
      case 'coordination.OutcomeRequested':
        return { ...state, outcomeRequested: true };
      case 'coordination.OutcomeReported':
        return { ...state, status: 'done', outcome: event.data.outcome };
      case 'coordination.ConcernOutcomeReported': {
        const { personId, outcome } = event.data;
        return { ...state, status: 'done', outcome, told: { ...state.told, [personId]: outcome } };
      }
    }
  },

  decide: (command, state) => {
    if (command.type === 'SendReferral') {
      if (!isKnown(state)) return accept({ type: 'coordination.ReferralSent', data: command.data });
      return refuse('referral-exists');
    }
    if (!isKnown(state)) return refuse('referral-unknown');
    const { data } = command;
    const byFunction = state.toFunction;
    const lapsed = hasLapsed(state, data.at);
    const acknowledged: ReferralEvent = { type: 'coordination.ReferralAcknowledged', data: { byFunction } };
    /** Accepting or returning says also that it was read. */
    const first = state.status === 'new' ? [acknowledged] : [];

    switch (command.type) {
      case 'SendOnReferral': {
        const { at, ...addressed } = command.data;
        const endedAt = lapsed ? state.expiresAt : state.endedAt;
        if ((state.status !== 'returned' && state.status !== 'expired' && !lapsed) || endedAt === null) {
          return refuse(state.status === 'withdrawn' || state.status === 'done' ? ENDED[state.status]! : 'not-returned');
        }
        if (Date.parse(at) > sendOnBy(new Date(endedAt)).getTime()) return refuse('send-on-too-late');
        if (state.returners.includes(addressed.toFunction)) return refuse('recipient-has-returned');
        if (addressed.classes.some((cls) => !state.classes.includes(cls))) return refuse('more-than-was-sent');
        const expired: ReferralEvent[] = lapsed
          ? [{ type: 'coordination.ReferralExpired', data: { fromRecipient: byFunction, at: endedAt } }]
          : [];
        return accept<ReferralEvent>(...expired, { type: 'coordination.ReferralSentOn', data: addressed });
      }
      case 'AcknowledgeReferral':
        if (lapsed) return refuse('referral-expired');
        if (state.status === 'acknowledged' || state.status === 'accepted') return accept();
        return state.status === 'new' ? accept(acknowledged) : refuse(ENDED[state.status]!);
      case 'AcceptReferral':
        if (lapsed) return refuse('referral-expired');
        if (state.status === 'accepted') return accept();
        if (ENDED[state.status]) return refuse(ENDED[state.status]!);
        return accept<ReferralEvent>(...first, { type: 'coordination.ReferralAccepted', data: { byFunction } });
      case 'ReturnReferral': {
        // SoL 19:1: a concern report is to be assessed by the board that received it. It is never sent back.
        if (state.kind === 'concern-report') return refuse('concern-report-stands');
        if (lapsed) return refuse('referral-expired');
        if (state.status === 'accepted') return refuse('referral-accepted');
        if (ENDED[state.status]) return refuse(ENDED[state.status]!);
        return accept<ReferralEvent>(...first, { type: 'coordination.ReferralReturned', data: { byFunction, ...command.data } });
      }
      case 'RequestInformation': {
        const { at: _, ...question } = command.data;
        if (lapsed) return refuse('referral-expired');
        if (ENDED[state.status]) return refuse(ENDED[state.status]!);
        if (state.questions[question.questionId]) return refuse('question-exists');
        return accept<ReferralEvent>(...first, { type: 'coordination.InformationRequested', data: { byFunction, ...question } });
      }
      case 'AnswerInformation': {
        const { at: _, ...answer } = command.data;
        if (lapsed) return refuse('referral-expired');
        if (ENDED[state.status]) return refuse(ENDED[state.status]!);
        if (!state.questions[answer.questionId]) return refuse('question-unknown');
        if (state.questions[answer.questionId] === 'answered') return refuse('question-answered');
        if (!state.openClasses.includes(answer.class)) return refuse('answer-beyond-request');
        return accept({ type: 'coordination.InformationAnswered', data: { toFunction: byFunction, ...answer } });
      }
      case 'WithdrawReferral':
        if (state.kind === 'concern-report') return refuse('concern-report-stands');
        if (state.status === 'withdrawn') return accept();
        if (state.status === 'done') return refuse('referral-done');
        return accept({ type: 'coordination.ReferralWithdrawn', data: { fromRecipient: byFunction, reason: command.data.reason } });
      case 'ExpireReferral':
        if (!lapsed) return state.status === 'new' || state.status === 'acknowledged' ? refuse('not-expired-yet') : accept();
        return accept({ type: 'coordination.ReferralExpired', data: { fromRecipient: byFunction, at: state.expiresAt! } });
      case 'RequestOutcome':
        // Before that there is nothing to tell; whether it is accepted has a time of its own.
        if (state.status !== 'accepted') return refuse(ENDED[state.status] ?? 'not-accepted-yet');
        if (state.outcomeRequested) return accept();
        return accept({
          type: 'coordination.OutcomeRequested',
          data: { kind: state.kind, toFunction: byFunction, toAgency: state.toAgency },
        });
      case 'ReportConcernOutcome': {
        const { personId, outcome } = command.data;
        if (state.kind !== 'concern-report') return refuse('only-the-decision');
        if (state.status !== 'accepted' && state.status !== 'done') return refuse(ENDED[state.status] ?? 'not-accepted');
        if (!state.personIds.includes(personId)) return refuse('person-not-reported');
        if (state.told[personId] !== undefined) return state.told[personId] === outcome ? accept() : refuse('referral-done');
        return accept({ type: 'coordination.ConcernOutcomeReported', data: { byFunction, personId, outcome } });
      }
      case 'ReportOutcome': {
        const { at: _, ...outcome } = command.data;
        // SoL 19:6: who reported a child is told of the decision, and of nothing else.
        if (state.kind === 'concern-report') return refuse('only-the-decision');
        if (state.status === 'done') return state.outcome === outcome.outcome ? accept() : refuse('referral-done');
        if (state.status !== 'accepted') return refuse(ENDED[state.status] ?? 'not-accepted');
        return accept({ type: 'coordination.OutcomeReported', data: { byFunction, ...outcome } });
      }
    }
  },
};
