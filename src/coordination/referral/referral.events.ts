import { z } from 'zod';
import { CIRCUMSTANCES, DOCUMENTATION_KINDS } from '#config/legal-grounds';
import { defineEvent, FIELD_CLASSES, open, sealed, sealedPerPerson, type EventUnion } from '#libs/shared-kernel';
import { PURPOSES } from '../consent/consent.events.js';
import { contactSchema, identitySchema, locationSchema, sharedFactsSchema } from './referral.content.js';

const id = z.uuid();
const slug = z.string().min(1);
const moment = z.iso.datetime();
const text = z.string().trim().min(1).max(4_000);

export const REFERRAL_NEEDS = [
  'support',
  'protection',
  'plan-participation',
  'treatment',
  'child-consultation',
  'home-address',
  'relocation',
] as const;
export const REFERRAL_KINDS = ['request', 'concern-report'] as const;
export const REFERRAL_URGENCIES = ['normal', 'acute'] as const;
export const RETURN_REASONS = ['wrong-municipality', 'not-our-task', 'no-capacity', 'other'] as const;
export const WITHDRAWAL_REASONS = ['consent-withdrawn', 'sent-by-mistake', 'no-longer-needed', 'safety'] as const;
/** All that whoever reported a child by duty may be told (SoL 19:6). */
export const CONCERN_OUTCOMES = ['open-inquiry', 'no-inquiry', 'inquiry-under-way'] as const;
export const OUTCOMES = ['support-started', 'declined-by-person', 'no-contact', 'other-support', 'closed'] as const;

export const basisSchema = z.strictObject({
  documentation: z.partialRecord(z.enum(DOCUMENTATION_KINDS), text),
  circumstances: z.array(z.enum(CIRCUMSTANCES)),
});

/** To whom, on which ground and until when: judged by the sender each time that the content is opened to a function. */
const addressed = {
  toFunction: open('reference', slug),
  toAgency: open('reference', slug),
  classes: open('reference', z.array(z.enum(FIELD_CLASSES)).min(1)),
  purpose: open('reference', z.enum(PURPOSES)),
  ground: open('reference', slug),
  ruleVersion: open('reference', slug),
  /** Why the ground holds, in the sender's words. Never shown to the recipient. */
  basis: sealed('free-text', basisSchema.optional()),
  consentId: open('reference', id.optional()),
  /** Decided by one person under "Akut": goes to the queue for review. */
  reviewAfter: open('reference', z.boolean().optional()),
  answerBy: open('reference', moment),
  /** When an unanswered request ends of its own accord. Left out for a concern report: it never lapses. */
  expiresAt: open('reference', moment.optional()),
  /** When the content closes to the recipient even if it has accepted; by then it holds its own copy. */
  accessUntil: open('reference', moment.optional()),
};

/**
 * A request (förfrågan) from a function to a function: a conversation in one stream, each event owned by the agency that wrote it.
 * The content is sealed under the sender's keys and stays the sender's fact. Stored for ever.
 */
export const referralEvents = {
  sent: defineEvent('coordination.ReferralSent', 1, {
    referralId: open('reference', id),
    caseId: open('reference', id),
    recordId: open('reference', id),
    kind: open('reference', z.enum(REFERRAL_KINDS)),
    fromFunction: open('reference', slug),
    fromAgency: open('reference', slug),
    ...addressed,
    need: open('reference', z.array(z.enum(REFERRAL_NEEDS)).min(1)),
    urgency: open('reference', z.enum(REFERRAL_URGENCIES)),
    persons: open('identity', z.array(z.strictObject({ personId: id, role: slug })).min(1)),
    identity: sealedPerPerson('identity', identitySchema),
    contact: sealedPerPerson('contact', contactSchema),
    location: sealedPerPerson('location', locationSchema),
    crime: sealedPerPerson('crime', sharedFactsSchema),
    risk: sealedPerPerson('risk', sharedFactsSchema),
    support: sealedPerPerson('support', sharedFactsSchema),
    child: sealedPerPerson('child', sharedFactsSchema),
    health: sealedPerPerson('health', sharedFactsSchema),
    message: sealed('free-text', text.optional()),
  }),
  sentOn: defineEvent('coordination.ReferralSentOn', 1, addressed),
  acknowledged: defineEvent('coordination.ReferralAcknowledged', 1, { byFunction: open('reference', slug) }),
  accepted: defineEvent('coordination.ReferralAccepted', 1, { byFunction: open('reference', slug) }),
  returned: defineEvent('coordination.ReferralReturned', 1, {
    byFunction: open('reference', slug),
    reason: open('reference', z.enum(RETURN_REASONS)),
    /** From here runs the sender's time to send it on. */
    at: open('reference', moment),
    note: sealed('free-text', text.optional()),
  }),
  informationRequested: defineEvent('coordination.InformationRequested', 1, {
    questionId: open('reference', id),
    byFunction: open('reference', slug),
    question: sealed('free-text', text),
  }),
  informationAnswered: defineEvent('coordination.InformationAnswered', 1, {
    questionId: open('reference', id),
    toFunction: open('reference', slug),
    /** What it tells of. Without one it is free text, as it was before answers had a class. */
    class: open('reference', z.enum(FIELD_CLASSES).optional()),
    answer: sealed('free-text', text),
  }),
  withdrawn: defineEvent('coordination.ReferralWithdrawn', 1, {
    /** The function that could read it until now; empty when nobody could. */
    fromRecipient: open('reference', z.string()),
    reason: open('reference', z.enum(WITHDRAWAL_REASONS)),
  }),
  expired: defineEvent('coordination.ReferralExpired', 1, {
    fromRecipient: open('reference', slug),
    at: open('reference', moment),
  }),
  /** The sender would know what came of it: from here runs the recipient's time to tell. */
  outcomeRequested: defineEvent('coordination.OutcomeRequested', 1, {
    kind: open('reference', z.enum(REFERRAL_KINDS)),
    toFunction: open('reference', slug),
    toAgency: open('reference', slug),
  }),
  outcomeReported: defineEvent('coordination.OutcomeReported', 1, {
    byFunction: open('reference', slug),
    outcome: open('reference', z.enum(OUTCOMES)),
    note: sealed('free-text', text.optional()),
  }),
  /** Of a concern report, child by child: nothing but the decision, and no words. */
  concernOutcomeReported: defineEvent('coordination.ConcernOutcomeReported', 1, {
    byFunction: open('reference', slug),
    personId: open('reference', id),
    outcome: open('reference', z.enum(CONCERN_OUTCOMES)),
  }),
};
export type ReferralEvent = EventUnion<typeof referralEvents>;
