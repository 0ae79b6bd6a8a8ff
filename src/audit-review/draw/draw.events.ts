import { z } from 'zod';
import { SIGNAL_IDS } from '#config/log-review';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();

/** One access (or several that belong together) that was drawn for somebody to look at. Ids alone. */
export const drawnSchema = z.strictObject({
  reviewId: id,
  unitId: z.string(),
  staffId: z.string(),
  caseId: id.optional(),
  personId: id.optional(),
  signals: z.array(z.enum(SIGNAL_IDS)).readonly(),
  lines: z.array(id).max(500).readonly(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});
export type Drawn = Readonly<z.infer<typeof drawnSchema>>;

/** What was chosen for review, once and for all: a second draw of the same month or day finds this one. Stored for ever. */
export const drawEvents = {
  drawn: defineEvent('audit-review.ReviewsDrawn', 1, {
    drawId: open('reference', id),
    agencyId: open('reference', z.string()),
    kind: open('reference', z.enum(['sample', 'signal'])),
    /** `2026-11` of a sample, `2026-11-02` of a look for signals. */
    period: open('reference', z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/)),
    /** Of a sample: how many accesses it was drawn among. */
    population: open('reference', z.int().nonnegative()),
    /** A fingerprint of the seed: with the installation's key the draw can be made again and compared. */
    seedMark: open('reference', z.string().regex(/^[\w-]{0,22}$/)),
    drawn: open('reference', z.array(drawnSchema).readonly()),
  }),
};
export type DrawEvent = EventUnion<typeof drawEvents>;
