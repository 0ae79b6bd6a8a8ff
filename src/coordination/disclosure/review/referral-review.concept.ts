import type { Concept } from '#src/access/index';
import { disclosureConcept } from '../disclosure.concept.js';
import {
  referralReviewDecider,
  type ReferralReviewCommand,
  type ReferralReviewRefusal,
  type ReferralReviewState,
} from './referral-review.decider.js';
import { referralReviewEvents, type ReferralReviewEvent } from './referral-review.events.js';

const { 'reviewed-already': reviewedAlready, 'own-decision': ownDecision } = disclosureConcept.refusals;

export const referralReviewConcept: Concept<ReferralReviewCommand, ReferralReviewState, ReferralReviewEvent, ReferralReviewRefusal> = {
  name: 'referral-review',
  // Which unit it was decided in, and by whom, is asked of DisclosureReview first (review-disclosure.ts).
  subject: 'Disclosure',
  decider: referralReviewDecider,
  events: referralReviewEvents,
  refusals: { 'reviewed-already': reviewedAlready, 'own-decision': ownDecision },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId, functionId: state.functionId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
