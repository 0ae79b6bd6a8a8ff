import { z } from 'zod';
import { CIRCUMSTANCES, DOCUMENTATION_KINDS } from '#config/legal-grounds';
import { newId } from '#libs/http';
import { CLOSING_OUTCOMES } from '../record/index.js';
import { PURPOSES } from '../consent/consent.events.js';
import { personIdsInput } from '../consent/index.js';
import { previewTagInput } from '../disclosure/index.js';
import { SHAREABLE_CLASSES } from './referral.content.js';
import { OUTCOMES, REFERRAL_KINDS, REFERRAL_NEEDS, REFERRAL_URGENCIES, RETURN_REASONS, WITHDRAWAL_REASONS } from './referral.events.js';

const text = z.string().trim().min(1).max(4_000);
const functionId = z.string().min(1).max(100);
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(50);

/** To whom and on which ground. */
const addressed = {
  toFunction: functionId,
  ground: z.string().min(1).max(100),
  consentId: z.uuid().optional(),
  documentation: z.partialRecord(z.enum(DOCUMENTATION_KINDS), text).default({}),
  circumstances: z.array(z.enum(CIRCUMSTANCES)).default([]),
  /** "Akut": danger to life or health, decided by one person alone, reviewed afterwards. */
  urgent: z.boolean().default(false),
  /** Left out: the county's agreed time. */
  answerBy: z.iso.datetime({ offset: true }).optional(),
};

/** A draft: enough to show exactly what would be shared. */
const draft = {
  recordId: z.uuid(),
  caseId: z.uuid(),
  fromFunction: functionId,
  kind: z.enum(REFERRAL_KINDS).default('request'),
  personIds: personIdsInput(50),
  classes: some(z.enum(SHAREABLE_CLASSES)),
  urgency: z.enum(REFERRAL_URGENCIES).default('normal'),
  purpose: z.enum(PURPOSES),
  ...addressed,
};
export const previewReferralInput = z.strictObject(draft);
export type PreviewReferralInput = z.infer<typeof previewReferralInput>;

export const sendReferralInput = z
  .strictObject({
    ...draft,
    /** Minted by the client, so that a repeated request is the same one. */
    referralId: newId,
    need: some(z.enum(REFERRAL_NEEDS)),
    message: text.optional(),
    /** What the preview called what it showed: 409 if something else would go by now. Without it goes what stands, and so under "Akut". */
    previewTag: previewTagInput.optional(),
  })
  .superRefine(({ message, classes }, context) => {
    // Free text leaves only when it was chosen by name, and never empty.
    if ((message !== undefined) !== classes.includes('free-text'))
      context.addIssue({
        code: 'custom',
        path: ['message'],
        message: 'Skriv ett meddelande, eller välj bort fritext. | Write a message, or leave free text out.',
      });
  });
export type SendReferralInput = z.infer<typeof sendReferralInput>;

export const sendOnInput = z.strictObject({ ...addressed, classes: some(z.enum(SHAREABLE_CLASSES)).optional() });
export type SendOnInput = z.infer<typeof sendOnInput>;
export const returnInput = z.strictObject({ reason: z.enum(RETURN_REASONS), note: text.optional() });
export const questionInput = z.strictObject({ questionId: newId, question: text });
export const answerInput = z.strictObject({ class: z.enum(SHAREABLE_CLASSES), answer: text });
export const withdrawInput = z.strictObject({ reason: z.enum(WITHDRAWAL_REASONS) });
/** When the other board has taken on a move: the own record is closed, with how it went, or stays for follow-up. */
export const moveInput = z.discriminatedUnion('goesOn', [
  z.strictObject({ goesOn: z.literal('close'), proposalId: newId, outcome: z.enum(CLOSING_OUTCOMES), note: text.optional() }),
  z.strictObject({ goesOn: z.literal('follow-up') }),
]);
export const outcomeInput = z.strictObject({ outcome: z.enum(OUTCOMES), note: text.optional() });
