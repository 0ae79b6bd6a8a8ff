import { z } from 'zod';
import { CIRCUMSTANCES, DOCUMENTATION_KINDS } from '#config/legal-grounds';
import { AGENCY_KINDS, defineEvent, FIELD_CLASSES, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { PURPOSES } from '../consent/consent.events.js';
import { copiedFields } from './copied-content.events.js';
import { chosenFiles } from './copied-files.events.js';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const asked = {
  disclosureId: open('reference', id),
  recordId: open('reference', id),
  caseId: open('reference', id),
  agencyId: open('reference', z.string()),
  recipientAgency: open('reference', z.string()),
  recipientKind: open('reference', z.enum(AGENCY_KINDS)),
  recipientFunction: open('reference', z.string()),
  /** `print`: the recipient is not connected; what was decided leaves on paper, by the agency's own channel. */
  channel: open('reference', z.enum(['system', 'print'])),
  mode: open('reference', z.enum(['standing', 'copy'])),
  classes: open('reference', z.array(z.enum(FIELD_CLASSES)).min(1)),
  purpose: open('reference', z.enum(PURPOSES)),
  ground: open('reference', z.string()),
  /** Whom it is about: only their data is copied. */
  personIds: open('reference', z.array(id)),
  urgent: open('reference', z.boolean()),
  /** What the law asks to be documented: necessity, harm test, balancing, and so on. May name persons: the record's key. */
  documentation: sealed('free-text', z.partialRecord(z.enum(DOCUMENTATION_KINDS), z.string()).optional()),
  /** Circumstances tell of a person (pregnancy, substance use): sealed too. */
  circumstances: sealed('free-text', z.array(z.enum(CIRCUMSTANCES)).optional()),
};
const judged = {
  ...asked,
  /** The version of the rule that it was judged under; it stays so when the rule changes. */
  ruleVersion: open('reference', z.string()),
  consentId: open('reference', id.optional()),
  /** Decided by one person under "Akut": goes to the queue for review. */
  reviewAfter: open('reference', z.boolean()),
  /** Standing: facts recorded from this moment on. */
  factsFrom: open('reference', moment),
  until: open('reference', moment.optional()),
  /** Copy: the id that the copy has at the recipient, and the entries that went. */
  receivedId: open('reference', id.optional()),
  items: open('reference', z.array(id)),
  ...copiedFields,
  ...chosenFiles,
};

export const CLOSE_REASONS = ['no-longer-needed', 'person-asked', 'ground-ended', 'wrong-recipient', 'not-approved'] as const;

export const REVIEW_VERDICTS = ['justified', 'not-justified'] as const;

/** A decision to disclose (utlämnande), from the owner's own record. Stored for ever. */
export const disclosureEvents = {
  /** The ground asks for a second person: nothing leaves yet. */
  proposed: defineEvent('coordination.DisclosureProposed', 1, { ...judged, proposedBy: open('reference', z.string()) }),
  decided: defineEvent('coordination.DisclosureDecided', 1, { ...judged, proposedBy: open('reference', z.string().optional()) }),
  closed: defineEvent('coordination.DisclosureClosed', 1, {
    disclosureId: open('reference', id),
    reason: open('reference', z.enum(CLOSE_REASONS)),
    /** Why a proposal was declined. Left out by what ends, and by declines from before it was asked for. */
    note: sealed('free-text', z.string().trim().min(3).max(4000).optional()),
  }),
  /** The rule check said no. An own decision, with the rule that refused; the reason may repeat circumstances, so it is sealed. */
  refused: defineEvent('coordination.DisclosureRefused', 1, {
    ...asked,
    rule: open('reference', z.string()),
    code: open('reference', z.string()),
    reason: sealed('free-text', z.strictObject({ sv: z.string(), en: z.string() })),
  }),
  /** What one person decided alone under "Akut", looked at afterwards by the head of the unit. */
  reviewed: defineEvent('coordination.DisclosureReviewed', 1, {
    disclosureId: open('reference', id),
    verdict: open('reference', z.enum(REVIEW_VERDICTS)),
    note: sealed('free-text', z.string().trim().min(3).max(4000)),
  }),
};
export type DisclosureEvent = EventUnion<typeof disclosureEvents>;
export type DecidedData = Extract<DisclosureEvent, { type: 'coordination.DisclosureDecided' }>['data'];
