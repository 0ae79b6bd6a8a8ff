import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { begun, stamped } from '../process/stamp.js';

const id = z.uuid();
const slug = z.string().min(1);
const words = z.string().trim().min(1).max(4_000);

export const INQUIRY_ORIGINS = ['concern', 'application', 'own-initiative'] as const;
/** With consent; by the young person's own from 15; or by compulsory care, where a court decides. */
export const SUPPORT_BASES = ['agreed', 'own-application', 'compulsory'] as const;
export const INQUIRY_OUTCOMES = ['support', 'no-support', 'moved'] as const;
export const RELOCATION_ANSWERS = ['accepted', 'declined'] as const;

/** An inquiry (utredning) about one child, from its opening to its decision. Stored for ever. */
export const inquiryEvents = {
  opened: defineEvent('social-services.InquiryOpened', 1, {
    inquiryId: open('reference', id),
    ...begun,
    origin: open('child', z.enum(INQUIRY_ORIGINS)),
    concernId: open('reference', id.optional()),
  }),
  childHeard: defineEvent('social-services.ChildHeard', 1, {
    inquiryId: open('reference', id),
    ...stamped,
    /** Without the guardian's consent or presence (SoL 20:7). */
    withoutGuardian: open('child', z.boolean()),
    note: sealed('free-text', words.optional()),
  }),
  supportDecided: defineEvent('social-services.SupportDecided', 1, {
    inquiryId: open('reference', id),
    ...stamped,
    decisionId: open('reference', id),
    kind: open('support', slug),
    basis: open('support', z.enum(SUPPORT_BASES)),
    reason: sealed('free-text', words),
  }),
  relocationAsked: defineEvent('social-services.RelocationAsked', 1, {
    inquiryId: open('reference', id),
    ...stamped,
    toFunction: open('reference', slug),
    reason: sealed('free-text', words),
  }),
  relocationAnswered: defineEvent('social-services.RelocationAnswered', 1, {
    inquiryId: open('reference', id),
    ...stamped,
    answer: open('reference', z.enum(RELOCATION_ANSWERS)),
  }),
  closed: defineEvent('social-services.InquiryClosed', 1, {
    inquiryId: open('reference', id),
    ...stamped,
    outcome: open('child', z.enum(INQUIRY_OUTCOMES)),
    reason: sealed('free-text', words),
  }),
};
export type InquiryEvent = EventUnion<typeof inquiryEvents>;
