import { z } from 'zod';
import type { FieldClass } from '#libs/shared-kernel';

/**
 * What a request may say of a person: one value for each class, so that a recipient gets exactly the classes of its grant.
 * Own schemas, not those of the vault: what was once sent must read the same whatever the vault becomes.
 */
export const identitySchema = z.strictObject({
  name: z.string(),
  personNumber: z.string().optional(),
  role: z.string(),
  minor: z.boolean(),
  /** Skyddade personuppgifter: the recipient must know before it writes anything. */
  protection: z.string(),
});
export const contactSchema = z.strictObject({
  phone: z.string().optional(),
  /** Säkert kontaktsätt. Post is never one. */
  safeContact: z
    .strictObject({
      way: z.string(),
      number: z.string().optional(),
      hours: z.string(),
      language: z.string(),
      mayLeaveMessage: z.boolean(),
      neverPost: z.literal(true),
      note: z.string().optional(),
    })
    .optional(),
});
export const locationSchema = z.strictObject({
  address: z.string().optional(),
  municipality: z.string().optional(),
  school: z.string().optional(),
  workplace: z.string().optional(),
});
/** The sender's own facts as it publishes them (disclosure.ts): the latest of each thing, only the fields of the class. */
export const sharedFactsSchema = z.array(
  z.strictObject({
    entryId: z.uuid(),
    type: z.string(),
    thing: z.string(),
    thingId: z.uuid(),
    occurredAt: z.iso.datetime(),
    fields: z.record(z.string(), z.unknown()),
  }),
);

export type SharedIdentity = z.infer<typeof identitySchema>;
export type SharedContact = z.infer<typeof contactSchema>;
export type SharedLocation = z.infer<typeof locationSchema>;
export type SharedFacts = z.infer<typeof sharedFactsSchema>;

/** The classes of facts that a request may carry beside who it is about. The joint plan has its own way of being shared. */
export const FACT_CLASSES = ['crime', 'risk', 'support', 'child', 'health'] as const satisfies readonly FieldClass[];
export type FactClass = (typeof FACT_CLASSES)[number];

/** Everything that a sender may choose. `reference` always follows: it tells that there is a request. */
export const SHAREABLE_CLASSES = ['identity', 'contact', 'location', ...FACT_CLASSES, 'free-text'] as const satisfies readonly FieldClass[];
export type ShareableClass = (typeof SHAREABLE_CLASSES)[number];

/** The content of one request, class by class; each value under its own person's key once stored. */
export interface ReferralContent extends Record<FactClass, Record<string, SharedFacts>> {
  readonly identity: Record<string, SharedIdentity>;
  readonly contact: Record<string, SharedContact>;
  readonly location: Record<string, SharedLocation>;
}
