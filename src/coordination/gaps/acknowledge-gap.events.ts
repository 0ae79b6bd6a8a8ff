import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();

/** A gap that the own agency knows of, with why it stays. It closes when it is filled; open anew it is another gap. Stored for ever. */
export const gapEvents = {
  acknowledged: defineEvent('coordination.GapAcknowledged', 1, {
    gapId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    /** config/gap-rules.ts: a string, since rules change and events do not. */
    kind: open('reference', z.string()),
    thingId: open('reference', id),
    reason: sealed('free-text', z.string().trim().min(3).max(4_000)),
  }),
};
export type GapEvent = EventUnion<typeof gapEvents>;
