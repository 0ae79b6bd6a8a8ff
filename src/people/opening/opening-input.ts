import { z } from 'zod';
import { newId } from '#libs/http';
import { REFUSE_REASONS, REVIEW_OUTCOMES } from './opening.events.js';

const reason = z.string().trim().min(10, 'Skriv varför, med minst tio tecken. | Write why, in at least ten characters.').max(500);

export const openEmergencyInput = z.strictObject({
  openingId: newId,
  recordId: z.uuid(),
  reason,
  /** One hour at most. */
  minutes: z.number().int().min(5).max(60).default(60),
});
export type OpenEmergencyInput = z.infer<typeof openEmergencyInput>;

export const askVaultInput = z.strictObject({ openingId: newId, recordId: z.uuid(), personId: z.uuid(), reason });
export type AskVaultInput = z.infer<typeof askVaultInput>;

export const refuseVaultInput = z.strictObject({ reason: z.enum(REFUSE_REASONS, 'Välj varför. | Choose why.') });
export const reviewOpeningInput = z
  .strictObject({
    outcome: z.enum(REVIEW_OUTCOMES, 'Välj om öppningen var befogad. | Say whether the opening was justified.'),
    note: z.string().trim().max(500).optional(),
  })
  .refine(({ outcome, note }) => outcome === 'justified' || (note ?? '').length >= 10, {
    path: ['note'],
    message:
      'Skriv vad som hände, med minst tio tecken: det blir en noterad avvikelse. | Write what happened, in at least ten characters: it is noted as an incident.',
  });
export const liftStopInput = z.strictObject({ note: reason });
/** Going on although a neighbour is in the case. */
export const acceptNeighbourInput = z.strictObject({ reason });
export type AcceptNeighbourInput = z.infer<typeof acceptNeighbourInput>;

const MINUTE_MS = 60_000;
export const VAULT_MINUTES = 60;
/** Why somebody needed the address yesterday is not why they need it today. */
export const ASKING_MINUTES = 24 * 60;
const REVIEW_HOURS = 72;
export const after = (now: Date, minutes: number): string => new Date(now.getTime() + minutes * MINUTE_MS).toISOString();
export const reviewBy = (now: Date): string => after(now, REVIEW_HOURS * 60);
