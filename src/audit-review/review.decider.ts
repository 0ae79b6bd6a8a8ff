import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { logReviewEvents, LogReviewEvent } from './review.events.js';

type Data<K extends keyof typeof logReviewEvents> = DataOf<(typeof logReviewEvents)[K]['fields']>;
export type OpenedReview = Data<'opened'>;

export type LogReviewCommand =
  | { readonly type: 'OpenLogReview'; readonly data: OpenedReview }
  | { readonly type: 'AskExplanation'; readonly by: string; readonly dueAt: string }
  | { readonly type: 'Explain'; readonly by: string; readonly explanation: Data<'explained'>['explanation'] }
  | { readonly type: 'Judge'; readonly by: string; readonly verdict: Data<'judged'>['verdict']; readonly note: Data<'judged'>['note'] }
  | {
      readonly type: 'OpenIncident';
      readonly by: string;
      readonly discoveredAt: string;
      readonly notifyBy: string;
      readonly what: Data<'escalated'>['what'];
    }
  | {
      readonly type: 'SettleIncident';
      readonly by: string;
      readonly how: Data<'incidentSettled'>['how'];
      readonly note: Data<'incidentSettled'>['note'];
    };

type Place = Pick<OpenedReview, 'reviewId' | 'agencyId' | 'unitId' | 'staffId'> & { readonly caseId: string | null };
export type LogReviewState =
  | { readonly status: 'none' }
  | (Place & {
      readonly status: 'open';
      readonly explanation: 'not-asked' | 'asked' | 'given';
      readonly verdict: Data<'judged'>['verdict'] | null;
      readonly incident: 'none' | 'open' | 'settled';
    });

export type LogReviewRefusal =
  | 'review-unknown'
  | 'own-access'
  | 'not-yours-to-explain'
  | 'not-asked'
  | 'explained-already'
  | 'asked-already'
  | 'judged-already'
  | 'incident-needs-remark'
  | 'incident-open-already'
  | 'no-incident';

/** Somebody looks at what a colleague did. Whom it is about explains, and does nothing else. */
export const logReviewDecider: Decider<LogReviewCommand, LogReviewState, LogReviewEvent, LogReviewRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'audit-review.LogReviewOpened': {
        const { reviewId, agencyId, unitId, staffId, caseId = null } = event.data;
        const begun = { status: 'open', explanation: 'not-asked', verdict: null, incident: 'none' } as const;
        return { reviewId, agencyId, unitId, staffId, caseId, ...begun };
      }
      case 'audit-review.ExplanationAsked':
        return state.status === 'none' ? state : { ...state, explanation: 'asked' };
      case 'audit-review.AccessExplained':
        return state.status === 'none' ? state : { ...state, explanation: 'given' };
      case 'audit-review.LogReviewJudged':
        return state.status === 'none' ? state : { ...state, verdict: event.data.verdict };
      case 'audit-review.IncidentOpened':
        return state.status === 'none' ? state : { ...state, incident: 'open' };
      case 'audit-review.IncidentSettled':
        return state.status === 'none' ? state : { ...state, incident: 'settled' };
    }
  },

  decide: (command, state) => {
    // Drawn twice, or by two instances: the first stands.
    if (command.type === 'OpenLogReview')
      return state.status === 'none' ? accept({ type: 'audit-review.LogReviewOpened', data: command.data }) : accept();
    if (state.status === 'none') return refuse('review-unknown');
    const { reviewId } = state;
    if (command.type === 'Explain') {
      if (command.by !== state.staffId) return refuse('not-yours-to-explain');
      if (state.explanation === 'not-asked') return refuse('not-asked');
      if (state.explanation === 'given') return refuse('explained-already');
      if (state.verdict !== null) return refuse('judged-already');
      return accept({ type: 'audit-review.AccessExplained', data: { reviewId, explanation: command.explanation } });
    }
    if (command.by === state.staffId) return refuse('own-access');
    switch (command.type) {
      case 'AskExplanation':
        if (state.verdict !== null) return refuse('judged-already');
        if (state.explanation !== 'not-asked') return refuse('asked-already');
        return accept({ type: 'audit-review.ExplanationAsked', data: { reviewId, askedBy: command.by, dueAt: command.dueAt } });
      case 'Judge': {
        if (state.verdict !== null) return refuse('judged-already');
        const { by: judgedBy, verdict, note } = command;
        return accept({ type: 'audit-review.LogReviewJudged', data: { reviewId, judgedBy, verdict, note } });
      }
      case 'OpenIncident': {
        if (state.verdict !== 'remark') return refuse('incident-needs-remark');
        if (state.incident !== 'none') return refuse('incident-open-already');
        const { by: openedBy, discoveredAt, notifyBy, what } = command;
        return accept({ type: 'audit-review.IncidentOpened', data: { reviewId, openedBy, discoveredAt, notifyBy, what } });
      }
      case 'SettleIncident': {
        if (state.incident !== 'open') return refuse('no-incident');
        const { by: settledBy, how, note } = command;
        return accept({ type: 'audit-review.IncidentSettled', data: { reviewId, settledBy, how, note } });
      }
    }
  },
};
