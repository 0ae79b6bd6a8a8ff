import { z } from 'zod';
import { FIELD_CLASSES, isErased, sealed, sealedPerPerson, type FieldClass } from '#libs/shared-kernel';

/** One entry of the sender's chain, with its fields of one class. */
export const contentItemSchema = z.strictObject({
  entryId: z.uuid(),
  type: z.string(),
  thing: z.string(),
  thingId: z.uuid(),
  personId: z.uuid().nullable(),
  occurredAt: z.string(),
  fields: z.record(z.string(), z.unknown()),
});
export type ContentItem = z.infer<typeof contentItemSchema>;

const contentItems = z.array(contentItemSchema);
const items = contentItems.optional();
const personValues = z.record(z.string(), z.unknown());

/**
 * What a copy carries, sealed: each person's own fields under that person's key, entries by class under the record's. Part of two stored events
 * (the sender's decision, the recipient's receipt), so the names never change.
 */
export const copiedFields = {
  personIdentity: sealedPerPerson('identity', personValues),
  personContact: sealedPerPerson('contact', personValues),
  personLocation: sealedPerPerson('location', personValues),
  contentReference: sealed('reference', items),
  contentIdentity: sealed('identity', items),
  contentContact: sealed('contact', items),
  contentLocation: sealed('location', items),
  contentHealth: sealed('health', items),
  contentRisk: sealed('risk', items),
  contentCrime: sealed('crime', items),
  contentChild: sealed('child', items),
  contentSupport: sealed('support', items),
  contentPlan: sealed('plan', items),
  contentFreeText: sealed('free-text', items),
};

/** The field that holds a class of content. */
export const CONTENT_FIELD = {
  reference: 'contentReference',
  identity: 'contentIdentity',
  contact: 'contentContact',
  location: 'contentLocation',
  health: 'contentHealth',
  risk: 'contentRisk',
  crime: 'contentCrime',
  child: 'contentChild',
  support: 'contentSupport',
  plan: 'contentPlan',
  'free-text': 'contentFreeText',
} as const satisfies Record<FieldClass, keyof typeof copiedFields>;
export const PERSON_FIELD = { identity: 'personIdentity', contact: 'personContact', location: 'personLocation' } as const;
export type PersonClass = keyof typeof PERSON_FIELD;
export const PERSON_CLASSES = ['identity', 'contact', 'location'] as const satisfies readonly PersonClass[];

export type PersonValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** What crosses, in clear: only inside a handler, between the door that opened it and the event that seals it again. */
export interface Content {
  readonly persons: Readonly<Record<PersonClass, PersonValues>>;
  readonly entries: Readonly<Partial<Record<FieldClass, readonly ContentItem[]>>>;
}
export const NO_CONTENT: Content = { persons: { identity: {}, contact: {}, location: {} }, entries: {} };

type Copied = { [K in (typeof PERSON_FIELD)[PersonClass]]: PersonValues } & { [K in (typeof CONTENT_FIELD)[FieldClass]]?: ContentItem[] };

/** As the fields of an event. */
export const toCopied = ({ persons, entries }: Content): Copied => {
  const copied: Copied = { personIdentity: persons.identity, personContact: persons.contact, personLocation: persons.location };
  for (const cls of FIELD_CLASSES) {
    const found = entries[cls];
    if (found && found.length > 0) copied[CONTENT_FIELD[cls]] = [...found];
  }
  return copied;
};

/** From the opened fields of an event. What was erased in between is left out; what is not as it was written throws, rather than go missing. */
export const fromCopied = (data: Readonly<Record<string, unknown>>): Content => {
  const personsOf = (cls: PersonClass): PersonValues =>
    Object.fromEntries(
      Object.entries((data[PERSON_FIELD[cls]] ?? {}) as Record<string, unknown>).flatMap(([personId, values]) =>
        isErased(values) ? [] : [[personId, personValues.parse(values)]],
      ),
    );
  const entries: Partial<Record<FieldClass, ContentItem[]>> = {};
  for (const cls of FIELD_CLASSES) {
    const value = data[CONTENT_FIELD[cls]];
    if (value === undefined || isErased(value)) continue;
    entries[cls] = contentItems.parse(value);
  }
  return { persons: { identity: personsOf('identity'), contact: personsOf('contact'), location: personsOf('location') }, entries };
};
