import { z } from 'zod';
import { LOG_VERDICTS } from './review.events.js';

const words = z.string().trim().min(3, 'Skriv några ord. | Write some words.').max(4000);
const chosen = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Whose accesses, to what, when and why: at least one of person, member of staff and case. */
export const targetInput = z
  .strictObject({
    staffId: chosen(z.uuid()),
    caseId: chosen(z.uuid()),
    personId: chosen(z.uuid()),
    from: z.iso.date(),
    to: z.iso.date(),
    reason: words,
  })
  .refine(({ staffId, caseId, personId }) => staffId ?? caseId ?? personId, {
    path: ['caseId'],
    message: 'Ange en medarbetare, ett ärende eller en person. | Give a member of staff, a case or a person.',
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Slutet ligger före början. | The end comes before the beginning.' });
export type TargetInput = z.infer<typeof targetInput>;

export const explainInput = z.strictObject({ explanation: words });
export const judgeInput = z.strictObject({ verdict: z.enum(LOG_VERDICTS), note: words });
export const incidentInput = z.strictObject({
  /** When somebody first knew: the 72 hours run from here. */
  discoveredAt: z.iso.datetime({ offset: true }).optional(),
  what: words,
});
export const settleInput = z.strictObject({ how: z.enum(['notified', 'no-risk']), note: words });
