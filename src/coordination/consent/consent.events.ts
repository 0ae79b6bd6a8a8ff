import { z } from 'zod';
import { defineEvent, FIELD_CLASSES, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const functionIds = z.array(z.string().min(1)).min(1);
const classes = z.array(z.enum(FIELD_CLASSES)).min(1);
const moment = z.iso.datetime({ offset: true });

/** What data may be used for at the recipient. Stored for ever: add, never rename. */
export const PURPOSES = ['support', 'protection', 'plan', 'healthcare', 'investigation'] as const;
export type Purpose = (typeof PURPOSES)[number];
const purposes = z.array(z.enum(PURPOSES)).min(1);
/** Who consented: the adult herself; for a child a guardian, the child by its own maturity (OSL 12:3), or a special representative (lag 1999:997). */
export const GIVEN_BY = ['adult', 'guardian', 'child-mature', 'special-representative'] as const;
/** The court and the day of the decision that appointed a special representative. The court tells where the child is. */
export const appointmentSchema = z.strictObject({ court: z.string().trim().min(3).max(120), decidedOn: z.iso.date() });
export const CONSENT_FORMS = ['oral', 'written'] as const;
/** Whether she was alone when asked: a consent, and a withdrawal, can be coerced. */
export const ALONE = ['yes', 'no', 'unknown'] as const;
export const CIRCUMSTANCES_OF_CONSENT = ['in-car', 'at-station', 'at-meeting', 'by-phone', 'at-visit', 'at-home', 'other'] as const;
export type Alone = (typeof ALONE)[number];

/** A consent, in the record of the agency that registered it. Stored for ever; what it covers now follows from the sequence. */
export const consentEvents = {
  recorded: defineEvent('coordination.ConsentRecorded', 1, {
    consentId: open('reference', id),
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    personId: open('reference', id),
    givenBy: open('reference', z.enum(GIVEN_BY)),
    /** The guardian, where one consented. */
    givenByPersonId: open('reference', id.optional()),
    appointment: sealed('location', appointmentSchema.optional(), 'personId'),
    form: open('reference', z.enum(CONSENT_FORMS)),
    interpreterUsed: open('reference', z.boolean().optional()),
    alone: open('reference', z.enum(ALONE)),
    recipients: open('reference', functionIds),
    classes: open('reference', classes),
    purposes: open('reference', purposes),
    until: open('reference', moment),
    circumstances: open('reference', z.enum(CIRCUMSTANCES_OF_CONSENT)),
    /** How she can be reached in safety: number, hours, language. */
    safeContact: sealed('contact', z.string().trim().min(1).max(500).optional(), 'personId'),
    note: sealed('free-text', z.string().trim().min(1).max(4000).optional()),
  }),
  extended: defineEvent('coordination.ConsentExtended', 1, {
    consentId: open('reference', id),
    recipients: open('reference', z.array(z.string().min(1))),
    classes: open('reference', z.array(z.enum(FIELD_CLASSES))),
    until: open('reference', moment.optional()),
    /** Who said it now, where it was noted: whoever gave it the first time. */
    givenBy: open('reference', z.enum(GIVEN_BY).optional()),
    givenByPersonId: open('reference', id.optional()),
    form: open('reference', z.enum(CONSENT_FORMS)),
    interpreterUsed: open('reference', z.boolean().optional()),
    alone: open('reference', z.enum(ALONE)),
  }),
  /**
   * The whole; or a part: with one of the three, those recipients, classes or purposes; with several, what they have in common: those classes for those
   * recipients. Or the time after a moment: she said a longer one before.
   */
  withdrawn: defineEvent('coordination.ConsentWithdrawn', 1, {
    consentId: open('reference', id),
    scope: open(
      'reference',
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('whole') }),
        z.strictObject({
          kind: z.literal('part'),
          recipients: functionIds.optional(),
          classes: classes.optional(),
          purposes: purposes.optional(),
        }),
        z.strictObject({ kind: z.literal('end'), until: moment }),
      ]),
    ),
    alone: open('reference', z.enum(ALONE)),
    /** The member of staff who heard it; whoever registers it may be another. */
    heardBy: open('reference', z.string()),
  }),
};
export type ConsentEvent = EventUnion<typeof consentEvents>;
