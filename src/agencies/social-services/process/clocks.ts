import type { ConcernState } from '../concern/concern.decider.js';
import type { FollowUpState } from '../follow-up/follow-up.decider.js';
import type { InquiryState } from '../inquiry/inquiry.decider.js';
import type { KnownPlacement, PlacementState } from '../placement/placement.state.js';
import { endOf, isAfter } from './times.js';

/** One clock of a process: which rule (config/deadlines.ts), when it ends, and whether what it measures was done. ISO moments. */
export interface RunningClock {
  readonly deadline: string;
  readonly due: string;
  readonly doneAt: string | null;
  readonly state: 'running' | 'overdue' | 'done' | 'done-late';
}
/** A later day that the head has granted, by rule. */
export type Extended = Readonly<Record<string, string>>;

export type KnownState =
  | { readonly process: 'concern'; readonly state: Exclude<ConcernState, { status: 'none' }> }
  | { readonly process: 'inquiry'; readonly state: Exclude<InquiryState, { status: 'none' }> }
  | { readonly process: 'placement'; readonly state: Exclude<PlacementState, { status: 'none' }> }
  | { readonly process: 'follow-up'; readonly state: Exclude<FollowUpState, { status: 'none' }> };

type Clock = readonly [deadline: string, due: string, doneAt: string | null];
/** From a moment that may not have come. */
const from = (deadline: string, start: string | null, doneAt: string | null, due?: string | null): Clock[] =>
  start === null ? [] : [[deadline, due ?? endOf(deadline, start), doneAt]];

const ofConcern = (state: Extract<KnownState, { process: 'concern' }>['state'], extended: Extended): Clock[] => {
  const { begunAt, protectionAt, decidedAt, askedAt, informedAt, status, source } = state;
  // Forwarded in time is done in time: the other board's clock runs from what it received.
  const preliminary: Clock[] =
    status === 'forwarded' ? [] : from('preliminary-assessment', begunAt, decidedAt, extended['preliminary-assessment']);
  const tellable = decidedAt !== null && askedAt !== null && (source === 'referral' || source === 'authority');
  // Asked when it was decided already: at once (SoL 19:6).
  const tell: Clock[] = !tellable
    ? []
    : isAfter(askedAt, decidedAt)
      ? [['reporter-informed', askedAt, informedAt]]
      : from('reporter-informed', decidedAt, informedAt);
  return [...from('protection-assessment', begunAt, protectionAt), ...preliminary, ...tell];
};

const ofPlacement = (state: KnownPlacement): Clock[] => {
  const { begunAt, submittedAt, ruledAt, startedAt, appliedAt, applyBy, judgedAt, forceAt, reviewedAt, endedAt, secrecy, secrecyAt } =
    state;
  const placed = [
    ...from('shelter-child-to-court', begunAt, submittedAt),
    ...from('shelter-child-court-ruling', submittedAt, ruledAt),
    ...from('shelter-child-application', startedAt, appliedAt, applyBy),
    ...from('shelter-child-main-case', appliedAt, judgedAt),
    ...from('shelter-child-not-started', forceAt, startedAt),
    ...from('shelter-child-review', startedAt && (reviewedAt ?? startedAt), null),
  ];
  return [
    // Nothing waits for a placement that is over; what was done stands.
    ...placed.filter(([, , doneAt]) => endedAt === null || doneAt !== null),
    ...(secrecy === 'in-force' || secrecy === 'appealed' ? from('secret-whereabouts-review', secrecyAt, null) : []),
  ];
};

const clocksFor = (known: KnownState, extended: Extended): Clock[] => {
  switch (known.process) {
    case 'concern':
      return ofConcern(known.state, extended);
    case 'inquiry': {
      const { begunAt, closedAt, relocationAskedAt, relocationAnsweredAt } = known.state;
      return [
        ...from('child-inquiry', begunAt, closedAt, extended['child-inquiry']),
        ...from('relocation-answer', relocationAskedAt, relocationAnsweredAt),
      ];
    }
    case 'placement':
      return ofPlacement(known.state);
    case 'follow-up':
      return [['follow-up-without-consent', known.state.until, known.state.endedAt]];
  }
};

/** The clocks of a process as they stand at `now`, the next to end first. */
export const clocksOf = (known: KnownState, extended: Extended, now: string): readonly RunningClock[] =>
  clocksFor(known, extended)
    .map(([deadline, due, doneAt]): RunningClock => {
      const late = isAfter(doneAt ?? now, due);
      return { deadline, due, doneAt, state: doneAt === null ? (late ? 'overdue' : 'running') : late ? 'done-late' : 'done' };
    })
    .sort((a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null) || a.due.localeCompare(b.due));
