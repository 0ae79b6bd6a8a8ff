import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { REVIEW_VERDICTS } from '../disclosure.events.js';

const id = z.uuid();

/**
 * A request that one person sent under "Akut", looked at afterwards by the head of the sending unit. A stream of its own: the request's stream is a
 * conversation with the recipient, to whom the review is nothing. Stored for ever.
 */
export const referralReviewEvents = {
  reviewed: defineEvent('coordination.UrgentReferralReviewed', 1, {
    /** Of one sending: a request that is sent on under "Akut" is reviewed again. */
    reviewId: open('reference', id),
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    functionId: open('reference', z.string()),
    verdict: open('reference', z.enum(REVIEW_VERDICTS)),
    note: sealed('free-text', z.string().trim().min(3).max(4000)),
  }),
};
export type ReferralReviewEvent = EventUnion<typeof referralReviewEvents>;
