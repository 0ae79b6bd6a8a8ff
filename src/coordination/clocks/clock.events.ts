import { z } from 'zod';
import { DUTIES, defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** Where the clock belongs, and which of its rounds: an extension, or the same thing begun again, makes a new round. */
const clock = {
  clockId: open('reference', id),
  /** The event that set the present end. */
  roundId: open('reference', id),
  /** config/deadlines.ts. */
  deadline: open('reference', slug),
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  functionId: open('reference', z.string()),
  dueOn: open('reference', day),
};

/** What becomes of a clock beyond the events that start and stop it. Facts of the agency whose clock it is. Stored for ever. */
export const clockEvents = {
  warned: defineEvent('coordination.ClockWarned', 1, {
    ...clock,
    /** Which of the warnings that the deadline names: `warning-7d`. */
    warning: open('reference', slug),
    who: open('reference', z.enum(DUTIES)),
  }),
  ended: defineEvent('coordination.ClockEnded', 1, {
    ...clock,
    outcome: open('reference', z.enum(['overdue', 'expires', 'lapses', 'locks'])),
  }),
  extended: defineEvent('coordination.ClockExtended', 1, {
    ...clock,
    /** When the clock began: one that has begun anew meanwhile is not moved. */
    startedAt: open('reference', z.iso.datetime()),
    /** The new last day. */
    until: open('reference', day),
    reason: sealed('free-text', z.string().trim().min(3).max(4_000)),
  }),
};
export type ClockEvent = EventUnion<typeof clockEvents>;
