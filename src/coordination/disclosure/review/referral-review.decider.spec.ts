import { given, walks } from '#libs/testing';
import { referralReviewDecider, type ReferralReviewCommand } from './referral-review.decider.js';
import type { ReferralReviewEvent } from './referral-review.events.js';

const id = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const [officer, head] = [id(4), id(5)];
const data = {
  reviewId: id(1),
  recordId: id(2),
  caseId: id(3),
  agencyId: 'polisen',
  functionId: 'polis-lulea-lpo',
  verdict: 'justified' as const,
  note: 'Kniven var känd.',
};
const review = (by: string, verdict: 'justified' | 'not-justified' = 'justified'): ReferralReviewCommand => ({
  type: 'ReviewUrgentReferral',
  data: { ...data, verdict },
  by,
  sentBy: officer,
});
const reviewed: ReferralReviewEvent = { type: 'coordination.UrgentReferralReviewed', data };
const sending = given(referralReviewDecider);

describe('a request sent under Akut', () => {
  it('is reviewed by somebody else', () => sending().when(review(head)).then(reviewed));
  it('is never reviewed by whoever sent it', () => sending().when(review(officer)).thenRefused('own-decision'));
  it('keeps its first review', () => sending(reviewed).when(review(head, 'not-justified')).thenRefused('reviewed-already'));
});

describe('any sequence of all these', () => {
  walks(referralReviewDecider);
});
