import { z } from 'zod';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();

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
  closed: defineEvent('coordination.RecordClosed', 1, {
    reason: open('reference', z.enum(['support-completed', 'moved', 'declined-support', 'unfounded'])),
  }),
  reopened: defineEvent('coordination.RecordReopened', 1, {
    reason: open('reference', z.enum(['new-report', 'new-information', 'closed-by-mistake'])),
  }),
};
export type RecordEvent = EventUnion<typeof recordEvents>;
