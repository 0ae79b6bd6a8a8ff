import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { begun, stamped } from '../process/stamp.js';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const words = z.string().trim().min(1).max(4_000);

export const FOLLOWED = ['inquiry', 'placement'] as const;
export const FOLLOW_UP_ENDS = ['no-longer-needed', 'consent-to-support', 'new-inquiry', 'time-ran-out'] as const;

/** Follow-up of a child's situation without consent (SoL 23:1–5). Stored for ever. */
export const followUpEvents = {
  decided: defineEvent('social-services.FollowUpDecided', 1, {
    followUpId: open('reference', id),
    ...begun,
    after: open('child', z.enum(FOLLOWED)),
    afterId: open('reference', id),
    /** When the inquiry or the placement ended: from here runs the longest time. */
    endedAt: open('reference', moment),
    until: open('reference', moment),
    reason: sealed('free-text', words),
  }),
  contactMade: defineEvent('social-services.FollowUpContactMade', 1, {
    followUpId: open('reference', id),
    ...stamped,
    note: sealed('free-text', words.optional()),
  }),
  ended: defineEvent('social-services.FollowUpEnded', 1, {
    followUpId: open('reference', id),
    ...stamped,
    outcome: open('child', z.enum(FOLLOW_UP_ENDS)),
  }),
};
export type FollowUpEvent = EventUnion<typeof followUpEvents>;
