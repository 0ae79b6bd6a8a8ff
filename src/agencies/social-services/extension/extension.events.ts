import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { begun, stamped } from '../process/stamp.js';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const words = z.string().trim().min(1).max(4_000);

/** Clocks whose extension is somebody else's to decide (config/deadlines.ts says who). */
export const EXTENDABLE = ['preliminary-assessment', 'child-inquiry'] as const;

/** More time for an assessment or an inquiry: asked by whoever works with it, decided by the head. Stored for ever. */
export const extensionEvents = {
  asked: defineEvent('social-services.ExtensionAsked', 1, {
    extensionId: open('reference', id),
    ...begun,
    deadline: open('reference', z.enum(EXTENDABLE)),
    /** The concern or the inquiry whose clock it is. */
    thingId: open('reference', id),
    until: open('reference', moment),
    reason: sealed('free-text', words),
  }),
  granted: defineEvent('social-services.ExtensionGranted', 1, {
    extensionId: open('reference', id),
    ...stamped,
    deadline: open('reference', z.enum(EXTENDABLE)),
    thingId: open('reference', id),
    until: open('reference', moment),
    decidedBy: open('reference', id),
  }),
  refused: defineEvent('social-services.ExtensionRefused', 1, {
    extensionId: open('reference', id),
    ...stamped,
    decidedBy: open('reference', id),
  }),
};
export type ExtensionEvent = EventUnion<typeof extensionEvents>;
