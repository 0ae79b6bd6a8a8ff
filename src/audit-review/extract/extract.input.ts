import { z } from 'zod';
import { appointmentSchema, DELAY_GROUNDS, IDENTITY_CHECKS, RECIPIENTS } from './extract.events.js';

export const handOverInput = z.strictObject({
  recordId: z.uuid(),
  to: z.enum(RECIPIENTS),
  /** Who asks, where that is a guardian: a person of the record. */
  guardianId: z.preprocess((value) => (value === '' ? undefined : value), z.uuid().optional()),
  /** Of a special representative: who appointed them, and when. */
  appointment: appointmentSchema.optional(),
  identity: z.enum(IDENTITY_CHECKS),
  /** Asked first: is it safe to receive? */
  safe: z.enum(['yes', 'no']),
  /** Asked of a child that receives it itself: is it mature enough? */
  mature: z.enum(['yes', 'no']).optional(),
  format: z.enum(['pdf', 'csv', 'json']),
});
export type HandOverInput = z.infer<typeof handOverInput>;

export const delayInput = z.strictObject({
  recordId: z.uuid(),
  ground: z.enum(DELAY_GROUNDS),
  until: z.iso.date(),
  reason: z.string().trim().min(3, 'Skriv några ord. | Write some words.').max(2000),
});
export type DelayInput = z.infer<typeof delayInput>;
export const liftInput = z.strictObject({ recordId: z.uuid() });
