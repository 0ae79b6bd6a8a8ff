import { z } from 'zod';
import type { PersonFieldName as NamedByRules } from '#config/legal-grounds';
import { defineEvent, open, sealed, type EventUnion, type FieldClass } from '#libs/shared-kernel';

export const PERSON_ROLES = ['exposed', 'child', 'violence-user', 'relative'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Skyddade personuppgifter: a secrecy mark warns and does not say which datum is dangerous; a protected registration hides the address; a fictitious identity replaces all. */
export const PERSON_PROTECTIONS = ['none', 'secrecy-mark', 'protected-registration', 'fictitious'] as const;
export type PersonProtection = (typeof PERSON_PROTECTIONS)[number];

export const CORRECTION_REASONS = ['typing-error', 'misheard', 'changed', 'new-information', 'wrong-person'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** Safe way of contact (säkert kontaktsätt). A letter lies in the shared hall: post is never one. */
export const safeContactSchema = z.strictObject({
  way: z.enum(['phone', 'in-person', 'through-someone']),
  number: z.string().max(40).optional(),
  hours: z.string().max(300),
  language: z.string().max(80),
  mayLeaveMessage: z.boolean(),
  neverPost: z.literal(true),
  note: z.string().max(500).optional(),
});
export type SafeContact = z.infer<typeof safeContactSchema>;

/** How it is known that two are one and the same. */
export const MERGE_BASES = ['same-number', 'same-details', 'told'] as const;

const id = z.uuid();
const text = z.string().min(1).max(300);

/** The personal fields, each under the key of the person it is about. Optional: what is not known is not there. */
const personal = {
  personNumber: sealed(
    'identity',
    z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    'personId',
  ),
  address: sealed('location', text.optional(), 'personId'),
  municipality: sealed('location', text.optional(), 'personId'),
  school: sealed('location', text.optional(), 'personId'),
  workplace: sealed('location', text.optional(), 'personId'),
  phone: sealed('contact', text.optional(), 'personId'),
} as const;

/** A person in an agency's own record. Stored for ever: never rename a type or a field, add a version. */
export const personEvents = {
  registered: defineEvent('people.PersonRegistered', 1, {
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    personId: open('reference', id),
    role: open('identity', z.enum(PERSON_ROLES)),
    protection: open('identity', z.enum(PERSON_PROTECTIONS)),
    minor: open('child', z.boolean()),
    /** The referral or copy that brought the identity, when another agency gave it. */
    receivedFrom: open('reference', id.optional()),
    name: sealed('identity', text, 'personId'),
    ...personal,
    safeContact: sealed('contact', safeContactSchema.optional(), 'personId'),
  }),
  /** What was wrong stays in history; the fields given here replace it. */
  corrected: defineEvent('people.PersonCorrected', 1, {
    personId: open('reference', id),
    /** The same change sent twice is one change. */
    changeId: open('reference', id),
    reason: open('reference', z.enum(CORRECTION_REASONS)),
    role: open('identity', z.enum(PERSON_ROLES).optional()),
    minor: open('child', z.boolean().optional()),
    name: sealed('identity', text.optional(), 'personId'),
    ...personal,
    /** Fields that hold nothing any longer. */
    removed: open('reference', z.array(z.enum(['personNumber', 'address', 'municipality', 'school', 'workplace', 'phone'])).readonly()),
  }),
  safeContactChanged: defineEvent('people.SafeContactChanged', 1, {
    personId: open('reference', id),
    changeId: open('reference', id),
    safeContact: sealed('contact', safeContactSchema, 'personId'),
  }),
  protectionChanged: defineEvent('people.ProtectionChanged', 1, {
    personId: open('reference', id),
    protection: open('identity', z.enum(PERSON_PROTECTIONS)),
  }),
  /** Registered twice in one record: this registration is read as the other one. What was said of it stays where it was said. */
  merged: defineEvent('people.PersonMerged', 1, {
    personId: open('reference', id),
    changeId: open('reference', id),
    /** The registration that is kept. */
    intoPersonId: open('reference', id),
    basis: open('reference', z.enum(MERGE_BASES)),
  }),
  /** They were two after all. */
  unmerged: defineEvent('people.PersonUnmerged', 1, {
    personId: open('reference', id),
    changeId: open('reference', id),
    fromPersonId: open('reference', id),
  }),
};
export type PersonEvent = EventUnion<typeof personEvents>;

/** Personal fields by name, with the class that gates each. The one list that projection, door view and screens share; a legal ground may name any of them. */
export const PERSON_FIELDS = {
  name: 'identity',
  personNumber: 'identity',
  address: 'location',
  municipality: 'location',
  school: 'location',
  workplace: 'location',
  phone: 'contact',
  safeContact: 'contact',
} as const satisfies Record<NamedByRules, FieldClass>;
export type PersonFieldName = keyof typeof PERSON_FIELDS;
