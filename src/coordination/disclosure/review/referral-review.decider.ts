import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { referralReviewEvents, ReferralReviewEvent } from './referral-review.events.js';

type Reviewed = DataOf<(typeof referralReviewEvents)['reviewed']['fields']>;

/** Who sent it alone comes with the command: it stands in the request's own stream. */
export interface ReferralReviewCommand {
  readonly type: 'ReviewUrgentReferral';
  readonly data: Reviewed;
  readonly by: string;
  readonly sentBy: string;
}
export type ReferralReviewState =
  { readonly status: 'none' } | ({ readonly status: 'reviewed' } & Pick<Reviewed, 'recordId' | 'caseId' | 'agencyId' | 'functionId'>);
export type ReferralReviewRefusal = 'reviewed-already' | 'own-decision';

/** One review of each sending, never by whoever sent it. */
export const referralReviewDecider: Decider<ReferralReviewCommand, ReferralReviewState, ReferralReviewEvent, ReferralReviewRefusal> = {
  initial: { status: 'none' },

  evolve: (_, event) => {
    const { recordId, caseId, agencyId, functionId } = event.data;
    return { status: 'reviewed', recordId, caseId, agencyId, functionId };
  },

  decide: ({ data, by, sentBy }, state) => {
    if (state.status === 'reviewed') return refuse('reviewed-already');
    return by === sentBy ? refuse('own-decision') : accept({ type: 'coordination.UrgentReferralReviewed', data });
  },
};
