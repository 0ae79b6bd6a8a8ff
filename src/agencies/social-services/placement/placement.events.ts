import { z } from 'zod';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';
import { begun, stamped } from '../process/stamp.js';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });

/** Who may decide (lag 2024:79): the board, its committee or its chair; never a caseworker alone. */
export const DECIDERS = ['board', 'committee', 'chair'] as const;
export const PLACEMENT_GROUNDS = ['violence', 'threat', 'honour', 'child-marriage', 'other-harm'] as const;
export const RULINGS = ['confirmed', 'revoked'] as const;
export const JUDGMENTS = ['granted', 'rejected'] as const;
export const REVIEWS = ['goes-on', 'ends'] as const;
export const PLACEMENT_ENDS = ['moved-on', 'both-guardians-agree', 'no-longer-needed', 'revoked', 'other-care'] as const;
export const LAPSES = ['not-submitted', 'no-application', 'not-started'] as const;

/**
 * A child's placement in sheltered housing (skyddat boende) without one guardian, with the court's clocks (lag 2024:79). No event has words, nor any
 * field for a place: the decision is not secret in itself, and where the child is stands in the vault alone. Stored for ever.
 */
export const placementEvents = {
  decided: defineEvent('social-services.ShelterDecided', 1, {
    placementId: open('reference', id),
    ...begun,
    ground: open('child', z.enum(PLACEMENT_GROUNDS)),
    decidedBy: open('reference', z.enum(DECIDERS)),
  }),
  submitted: defineEvent('social-services.ShelterSubmitted', 1, { placementId: open('reference', id), ...stamped }),
  ruled: defineEvent('social-services.ShelterRuled', 1, {
    placementId: open('reference', id),
    ...stamped,
    ruling: open('child', z.enum(RULINGS)),
  }),
  started: defineEvent('social-services.ShelterStarted', 1, { placementId: open('reference', id), ...stamped }),
  applicationExtended: defineEvent('social-services.ShelterApplicationExtended', 1, {
    placementId: open('reference', id),
    ...stamped,
    /** The court's own day. */
    until: open('reference', moment),
  }),
  applied: defineEvent('social-services.ShelterApplied', 1, { placementId: open('reference', id), ...stamped }),
  judged: defineEvent('social-services.ShelterJudged', 1, {
    placementId: open('reference', id),
    ...stamped,
    judgment: open('child', z.enum(JUDGMENTS)),
  }),
  gainedForce: defineEvent('social-services.ShelterGainedForce', 1, {
    placementId: open('reference', id),
    ...stamped,
    /** The child is placed already: then nothing is left to carry out, and no clock runs for it. */
    carriedOut: open('reference', z.boolean()),
  }),
  reviewed: defineEvent('social-services.ShelterReviewed', 1, {
    placementId: open('reference', id),
    ...stamped,
    review: open('child', z.enum(REVIEWS)),
  }),
  lapsed: defineEvent('social-services.ShelterLapsed', 1, {
    placementId: open('reference', id),
    ...stamped,
    lapse: open('child', z.enum(LAPSES)),
  }),
  ended: defineEvent('social-services.ShelterEnded', 1, {
    placementId: open('reference', id),
    ...stamped,
    outcome: open('child', z.enum(PLACEMENT_ENDS)),
  }),
  /** A decision of its own, appealed by itself: not to tell a guardian where the child is. */
  secrecyDecided: defineEvent('social-services.WhereaboutsMadeSecret', 1, {
    placementId: open('reference', id),
    ...stamped,
    decidedBy: open('reference', z.enum(DECIDERS)),
  }),
  secrecyReviewed: defineEvent('social-services.WhereaboutsReviewed', 1, {
    placementId: open('reference', id),
    ...stamped,
    review: open('child', z.enum(REVIEWS)),
  }),
  secrecyAppealed: defineEvent('social-services.WhereaboutsAppealed', 1, { placementId: open('reference', id), ...stamped }),
  appealRuled: defineEvent('social-services.WhereaboutsAppealRuled', 1, {
    placementId: open('reference', id),
    ...stamped,
    ruling: open('child', z.enum(RULINGS)),
  }),
};
export type PlacementEvent = EventUnion<typeof placementEvents>;
