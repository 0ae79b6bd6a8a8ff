import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

/** Risk instruments that an operator took in. Stored for ever: an assessment is read with the instrument that it was made with. */
export const instrumentEvents = {
  imported: defineEvent('coordination.InstrumentImported', 1, {
    instrumentId: open('reference', z.string().min(1)),
    instrumentVersion: open('reference', z.string().min(1)),
    /** The whole instrument as JSON. */
    instrument: open('reference', z.string().min(2)),
    /** The agencies that hold the licence; empty for an instrument that is free to all. */
    agencies: open('reference', z.array(z.string()).readonly()),
    /** Who decided it, and under which licence. */
    decision: sealed('free-text', z.string().min(10).max(2000)),
  }),
};
export type InstrumentEvent = EventUnion<typeof instrumentEvents>;
