import { z } from 'zod';
import type { FieldClass } from '#libs/shared-kernel';

/** What a request may say of a person. Each class is a value of its own, so that a recipient gets exactly the classes of its grant. */
export const identitySchema = z.strictObject({
  givenName: z.string(),
  familyName: z.string(),
  personNumber: z.string().optional(),
  protection: z.string().optional(),
});
/** How she can be reached without danger (säkert kontaktsätt). Never post. */
export const contactSchema = z.strictObject({
  phone: z.string().optional(),
  hours: z.string().optional(),
  language: z.string().optional(),
  note: z.string().optional(),
  never: z.array(z.string()).optional(),
});
export const locationSchema = z.strictObject({
  address: z.string().optional(),
  municipality: z.string().optional(),
});
/** The sender's own facts as it has published them (disclosure.ts): latest of each thing, only the fields of the class. */
export const sharedFactsSchema = z.array(
  z.strictObject({ type: z.string(), thing: z.string(), occurredAt: z.iso.datetime(), fields: z.record(z.string(), z.unknown()) }),
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
