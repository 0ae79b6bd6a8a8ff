import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const text = z.string().max(4000).optional();

export const CLOSING_REASONS = ['support-completed', 'moved', 'declined-support', 'unfounded'] as const;
/** How it went, as those who worked with it see it. */
export const CLOSING_OUTCOMES = ['violence-ended', 'safer', 'unchanged', 'less-safe', 'unknown'] as const;
export const REOPENING_REASONS = ['new-report', 'new-information', 'closed-by-mistake'] as const;
/** What becomes of the own record when she has moved and another board has taken over. */
export const MOVE_GOES_ON = ['close', 'follow-up'] as const;
export const RELATIONS = ['sibling', 'same-person', 'same-violence-user', 'other'] as const;

/** Whose record it is: the sides of a case. Stored for ever: add, never rename. */
export const TRACKS = ['exposed', 'child', 'violence-user'] as const;
export type Track = (typeof TRACKS)[number];

/** An agency's own record (akt) in a case. Opening it is the agency's own act of taking part. Stored for ever. */
export const recordEvents = {
  opened: defineEvent('coordination.RecordOpened', 1, {
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    functionId: open('reference', z.string()),
    openedBy: open('reference', id),
    source: open('reference', z.enum(['report', 'referral', 'own'])),
    sourceId: open('reference', id.optional()),
    /** Left out: the exposed person's. The violence user's record is walled off from the others of the case. */
    track: open('reference', z.enum(TRACKS).optional()),
  }),
  staffAssigned: defineEvent('coordination.StaffAssigned', 1, { staffId: open('reference', id) }),
  staffUnassigned: defineEvent('coordination.StaffUnassigned', 1, { staffId: open('reference', id) }),
  /** A named member of the own staff must not meet the case, whatever their role: an old friend, a threat, a doubt. Nobody is told why here. */
  staffLockedOut: defineEvent('coordination.StaffLockedOut', 1, { staffId: open('reference', id) }),
  staffLockLifted: defineEvent('coordination.StaffLockLifted', 1, { staffId: open('reference', id) }),
  /** Who works with it finds that it may end, and how it went. Nothing ends before a second person has seen it. */
  closingProposed: defineEvent('coordination.ClosingProposed', 1, {
    proposalId: open('reference', id),
    reason: open('reference', z.enum(CLOSING_REASONS)),
    outcome: open('support', z.enum(CLOSING_OUTCOMES)),
    proposedBy: open('reference', id),
    note: sealed('free-text', text),
  }),
  closingDeclined: defineEvent('coordination.ClosingDeclined', 1, {
    proposalId: open('reference', id),
    declinedBy: open('reference', id),
    note: sealed('free-text', text),
  }),
  closed: defineEvent('coordination.RecordClosed', 1, {
    reason: open('reference', z.enum(CLOSING_REASONS)),
    /** Left out of records that were closed before it was asked for. */
    outcome: open('support', z.enum(CLOSING_OUTCOMES).optional()),
    approvedBy: open('reference', id.optional()),
  }),
  reopened: defineEvent('coordination.RecordReopened', 1, { reason: open('reference', z.enum(REOPENING_REASONS)) }),
  /** To a colleague on call, until a moment: who works with it is away, and something may happen meanwhile. */
  handedOver: defineEvent('coordination.RecordHandedOver', 1, {
    handoverId: open('reference', id),
    toStaff: open('reference', id),
    until: open('reference', z.iso.datetime()),
    /** The colleague worked with it already: their assignment is their own. */
    assignedBefore: open('reference', z.boolean()),
    note: sealed('free-text', text),
  }),
  handedBack: defineEvent('coordination.RecordHandedBack', 1, {
    handoverId: open('reference', id),
    /** Who no longer works with it; left out of whoever did before. */
    leaves: open('reference', id.optional()),
    note: sealed('free-text', text),
  }),
  /** Its moment has passed, and nobody had ended it before: said by the machinery, once. */
  handoverExpired: defineEvent('coordination.HandoverExpired', 1, {
    handoverId: open('reference', id),
    leaves: open('reference', id.optional()),
  }),
  /** She has moved, and the board there has taken on the request that says where: this record does not. */
  moved: defineEvent('coordination.PersonMoved', 1, {
    referralId: open('reference', id),
    goesOn: open('reference', z.enum(MOVE_GOES_ON)),
    on: open('reference', z.iso.date()),
  }),
  /** Another record of the own agency that one ought to know of with this one. Said in one of the two, shown in both. */
  related: defineEvent('coordination.RecordRelated', 1, {
    otherRecordId: open('reference', id),
    otherCaseId: open('reference', id),
    relation: open('reference', z.enum(RELATIONS)),
  }),
  unrelated: defineEvent('coordination.RecordUnrelated', 1, { otherRecordId: open('reference', id) }),
  /** The agency holds the threads of the case together. Its own act; the peers it discloses its plan to are told. */
  leadTaken: defineEvent('coordination.LeadTaken', 1, {
    recordId: open('reference', id),
    functionId: open('plan', z.string()),
    on: open('plan', z.iso.date()),
  }),
  leadLeft: defineEvent('coordination.LeadLeft', 1, {
    recordId: open('reference', id),
    on: open('plan', z.iso.date()),
    /** The function that goes on with it, when that is known. */
    toFunction: open('plan', z.string().optional()),
  }),
};
export type RecordEvent = EventUnion<typeof recordEvents>;
