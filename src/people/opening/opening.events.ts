import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const slug = z.string().min(1);
const moment = z.iso.datetime();
const reason = z.string().min(10).max(500);

export const REVIEW_OUTCOMES = ['justified', 'unjustified'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];
export const REFUSE_REASONS = ['not-needed', 'forwarding-is-enough', 'danger'] as const;
export type RefuseReason = (typeof REFUSE_REASONS)[number];

const place = {
  openingId: open('reference', id),
  recordId: open('reference', id),
  caseId: open('reference', id),
  agencyId: open('reference', slug),
  /** The function whose record it is, and the unit of whoever opens: their heads are told. Empty when a head opens: then any other head is. */
  functionId: open('reference', slug),
  unitId: open('reference', z.string()),
  staffId: open('reference', id),
};

/** Openings out of the ordinary: a record in an emergency (nödöppning), or the vault with a protected person's whereabouts. Stored for ever. */
export const openingEvents = {
  emergencyOpened: defineEvent('people.EmergencyOpened', 1, {
    ...place,
    /** Why, in words: the record's own, so that it lives and dies with it. */
    reason: sealed('free-text', reason),
    until: open('reference', moment),
    reviewBy: open('reference', moment),
  }),
  vaultAsked: defineEvent('people.VaultAsked', 1, {
    ...place,
    personId: open('reference', id),
    reason: sealed('free-text', reason),
    /** Until then a second person may approve. Left out when it was opened alone, and by what was asked before there was such a time. */
    answerBy: open('reference', moment.optional()),
  }),
  vaultOpened: defineEvent('people.VaultOpened', 1, {
    openingId: open('reference', id),
    personId: open('reference', id),
    staffId: open('reference', id),
    /** The second person; left out when somebody on call opened it alone, under "Akut". */
    approvedBy: open('reference', id.optional()),
    until: open('reference', moment),
    /** Only for what was opened alone. */
    reviewBy: open('reference', moment.optional()),
  }),
  vaultRefused: defineEvent('people.VaultRefused', 1, {
    openingId: open('reference', id),
    refusedBy: open('reference', id),
    reason: open('reference', z.enum(REFUSE_REASONS)),
  }),
  /** Somebody in the case is a neighbour of whoever works with it, who goes on for a stated reason. */
  neighbourAccepted: defineEvent('people.NeighbourAccepted', 1, {
    ...place,
    reason: sealed('free-text', reason),
    reviewBy: open('reference', moment),
  }),
  /** What was found unjustified stops the next emergency opening until a head lifts it. */
  stopLifted: defineEvent('people.EmergencyStopLifted', 1, {
    openingId: open('reference', id),
    liftedBy: open('reference', id),
    note: sealed('free-text', reason),
  }),
  ended: defineEvent('people.OpeningEnded', 1, { openingId: open('reference', id) }),
  reviewed: defineEvent('people.OpeningReviewed', 1, {
    openingId: open('reference', id),
    reviewedBy: open('reference', id),
    outcome: open('reference', z.enum(REVIEW_OUTCOMES)),
    note: sealed('free-text', z.string().max(500).optional()),
  }),
};
export type OpeningEvent = EventUnion<typeof openingEvents>;
