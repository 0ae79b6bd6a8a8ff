import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const moment = z.iso.datetime();

/** Grounds on which an extract waits: the agency's own to judge, each time, until a date. */
export const DELAY_GROUNDS = ['preliminary-investigation', 'danger-to-somebody', 'inquiry-would-suffer'] as const;
export const RECIPIENTS = ['self', 'guardian', 'special-representative', 'proxy'] as const;
export type ExtractRecipient = (typeof RECIPIENTS)[number];
/** The court and the day of the decision that appointed a special representative, as a consent has it. The court tells where the child is. */
export const appointmentSchema = z.strictObject({
  court: z.string().trim().min(3, 'Ange domstolen. | Give the court.').max(120),
  decidedOn: z.iso.date('Ange beslutets dag. | Give the day of the decision.'),
});
export const IDENTITY_CHECKS = ['id-document', 'known-personally', 'e-identification'] as const;

const place = {
  extractId: open('reference', id),
  recordId: open('reference', id),
  caseId: open('reference', id),
  agencyId: open('reference', z.string()),
  functionId: open('reference', z.string()),
  personId: open('reference', id),
};

/** The log extract (loggutdrag) of one person from one record. Stored for ever: never rename a type or a field, add a version. */
export const logExtractEvents = {
  delayed: defineEvent('audit-review.LogExtractDelayed', 1, {
    ...place,
    ground: open('reference', z.enum(DELAY_GROUNDS)),
    until: open('reference', moment),
    reason: sealed('free-text', z.string().trim().min(3).max(2000)),
  }),
  delayLifted: defineEvent('audit-review.LogExtractDelayLifted', 1, { extractId: open('reference', id) }),
  handedOver: defineEvent('audit-review.LogExtractHandedOver', 1, {
    ...place,
    /** The same hand-over sent twice is one. */
    handOverId: open('reference', id),
    to: open('reference', z.enum(RECIPIENTS)),
    /** Of a special representative; what was handed over before it was asked for has none. */
    appointment: sealed('location', appointmentSchema.optional(), 'personId'),
    identity: open('reference', z.enum(IDENTITY_CHECKS)),
    format: open('reference', z.enum(['pdf', 'csv', 'json'])),
  }),
};
export type LogExtractEvent = EventUnion<typeof logExtractEvents>;
