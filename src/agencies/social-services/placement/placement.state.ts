import { begin, type Begun } from '../process/stamp.js';
import { endOf, isAfter } from '../process/times.js';
import type { PlacementEvent } from './placement.events.js';

export interface KnownPlacement extends Begun {
  readonly placementId: string;
  readonly status: 'decided' | 'started' | 'lapsed' | 'ended';
  readonly submittedAt: string | null;
  readonly ruling: 'confirmed' | 'revoked' | null;
  readonly ruledAt: string | null;
  readonly startedAt: string | null;
  /** The last day for the application, when the court has moved it. */
  readonly applyBy: string | null;
  readonly appliedAt: string | null;
  readonly judgment: 'granted' | 'rejected' | null;
  readonly judgedAt: string | null;
  readonly forceAt: string | null;
  readonly reviewedAt: string | null;
  readonly endedAt: string | null;
  readonly secrecy: 'none' | 'in-force' | 'appealed' | 'over';
  readonly secrecyAt: string | null;
}
export type PlacementState = { readonly status: 'none' } | KnownPlacement;
type Lapse = Extract<PlacementEvent, { type: 'social-services.ShelterLapsed' }>['data']['lapse'];

/** The end that the law itself sets to a decision, as things stand; null where none runs. The first that comes. */
export const lapseOf = (state: KnownPlacement): { readonly lapse: Lapse; readonly at: string } | null => {
  if (state.status === 'lapsed' || state.status === 'ended') return null;
  if (state.submittedAt === null) return { lapse: 'not-submitted', at: endOf('shelter-child-to-court', state.begunAt) };
  if (state.startedAt === null)
    return state.forceAt === null ? null : { lapse: 'not-started', at: endOf('shelter-child-not-started', state.forceAt) };
  if (state.appliedAt === null)
    return { lapse: 'no-application', at: state.applyBy ?? endOf('shelter-child-application', state.startedAt) };
  return null;
};

/** Whether the decision had fallen at that moment, whether or not anybody has noted it. */
export const hasLapsed = (state: KnownPlacement, at: string): boolean => {
  const lapse = lapseOf(state);
  return state.status === 'lapsed' || (lapse !== null && isAfter(at, lapse.at));
};

export const evolvePlacement = (state: PlacementState, event: PlacementEvent): PlacementState => {
  if (event.type === 'social-services.ShelterDecided')
    return {
      ...begin(event.data),
      ...{ placementId: event.data.placementId, status: 'decided', submittedAt: null, ruling: null, ruledAt: null },
      ...{ startedAt: null, applyBy: null, appliedAt: null, judgment: null, judgedAt: null, forceAt: null },
      ...{ reviewedAt: null, endedAt: null, secrecy: 'none', secrecyAt: null },
    };
  if (state.status === 'none') return state;
  const { at, stepId } = event.data;
  const next: KnownPlacement = { ...state, steps: [...state.steps, stepId] };
  switch (event.type) {
    case 'social-services.ShelterSubmitted':
      return { ...next, submittedAt: at };
    case 'social-services.ShelterRuled':
      return { ...next, ruling: event.data.ruling, ruledAt: at };
    case 'social-services.ShelterStarted':
      return { ...next, status: 'started', startedAt: at };
    case 'social-services.ShelterApplicationExtended':
      return { ...next, applyBy: event.data.until };
    case 'social-services.ShelterApplied':
      return { ...next, appliedAt: at };
    case 'social-services.ShelterJudged':
      return { ...next, judgment: event.data.judgment, judgedAt: at };
    case 'social-services.ShelterGainedForce':
      return { ...next, forceAt: at };
    case 'social-services.ShelterReviewed':
      return { ...next, reviewedAt: at };
    case 'social-services.ShelterLapsed':
      return { ...next, status: 'lapsed', endedAt: at };
    case 'social-services.ShelterEnded':
      return { ...next, status: 'ended', endedAt: at };
    case 'social-services.WhereaboutsMadeSecret':
      return { ...next, secrecy: 'in-force', secrecyAt: at };
    case 'social-services.WhereaboutsReviewed':
      return event.data.review === 'ends' ? { ...next, secrecy: 'over' } : { ...next, secrecyAt: at };
    case 'social-services.WhereaboutsAppealed':
      return { ...next, secrecy: 'appealed' };
    case 'social-services.WhereaboutsAppealRuled':
      return { ...next, secrecy: event.data.ruling === 'revoked' ? 'over' : 'in-force' };
  }
};
