import { z } from 'zod';
import { FIELD_CLASSES, isErased, NOBODY, sealedPerPerson, type FieldClass } from '#libs/shared-kernel';

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
const personValues = z.record(z.string(), z.unknown());

/**
 * What a copy carries, sealed: each person's own fields, and the entries about that person, under that person's key; entries about nobody in
 * particular (a plan) under the record's. Part of two stored events
 * (the sender's decision, the recipient's receipt), so the names never change.
 */
export const copiedFields = {
  personIdentity: sealedPerPerson('identity', personValues),
  personContact: sealedPerPerson('contact', personValues),
  personLocation: sealedPerPerson('location', personValues),
  contentReference: sealedPerPerson('reference', contentItems),
  contentIdentity: sealedPerPerson('identity', contentItems),
  contentContact: sealedPerPerson('contact', contentItems),
  contentLocation: sealedPerPerson('location', contentItems),
  contentHealth: sealedPerPerson('health', contentItems),
  contentRisk: sealedPerPerson('risk', contentItems),
  contentCrime: sealedPerPerson('crime', contentItems),
  contentChild: sealedPerPerson('child', contentItems),
  contentSupport: sealedPerPerson('support', contentItems),
  contentPlan: sealedPerPerson('plan', contentItems),
  contentFreeText: sealedPerPerson('free-text', contentItems),
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

/** Classes that content holds anything of. */
export const classesIn = ({ persons, entries }: Content): FieldClass[] => [
  ...PERSON_CLASSES.filter((cls) => Object.keys(persons[cls]).length > 0),
  ...FIELD_CLASSES.filter((cls) => entries[cls] !== undefined),
];

type CopiedEntries = { [K in (typeof CONTENT_FIELD)[FieldClass]]: Record<string, ContentItem[]> };
type Copied = { [K in (typeof PERSON_FIELD)[PersonClass]]: PersonValues } & CopiedEntries;

/** As the fields of an event. */
export const toCopied = ({ persons, entries }: Content): Copied => ({
  personIdentity: persons.identity,
  personContact: persons.contact,
  personLocation: persons.location,
  ...copiedEntries(entries),
});

/** Entries as fields of an event: by class, and within it by the person they are about. */
export const copiedEntries = (entries: Content['entries']): CopiedEntries =>
  Object.fromEntries(FIELD_CLASSES.map((cls) => [CONTENT_FIELD[cls], byPerson(entries[cls] ?? [])])) as CopiedEntries;

const byPerson = (items: readonly ContentItem[]): Record<string, ContentItem[]> => {
  const grouped: Record<string, ContentItem[]> = {};
  for (const item of items) (grouped[item.personId ?? NOBODY] ??= []).push(item);
  return grouped;
};

/** The sealed content of these classes, and of no other: what is left out is never even opened. */
export const narrowCopied = (data: Readonly<Record<string, unknown>>, classes: readonly FieldClass[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).filter(([name]) => {
      const field = copiedFields[name as keyof typeof copiedFields] as { readonly class: FieldClass } | undefined;
      return field !== undefined && (field.class === 'reference' || classes.includes(field.class));
    }),
  );

/** Without what must not show, of whom it must not; what is left out is never even opened. */
export const withoutCopied = (
  data: Readonly<Record<string, unknown>>,
  shows: (cls: FieldClass, personId: string) => boolean,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const field = copiedFields[name as keyof typeof copiedFields] as { readonly class: FieldClass } | undefined;
      if (field === undefined || typeof value !== 'object' || value === null) return [name, value];
      return [name, Object.fromEntries(Object.entries(value).filter(([personId]) => shows(field.class, personId)))];
    }),
  );

/** From the opened fields of an event. What was erased in between is left out; what is not as it was written throws, rather than go missing. */
export const fromCopied = (data: Readonly<Record<string, unknown>>): Content => {
  const whole = <T>(field: string, parse: (value: unknown) => T): [personId: string, value: T][] =>
    Object.entries((data[field] ?? {}) as Record<string, unknown>).flatMap(([personId, value]) =>
      isErased(value) ? [] : [[personId, parse(value)]],
    );
  const personsOf = (cls: PersonClass): PersonValues => Object.fromEntries(whole(PERSON_FIELD[cls], (value) => personValues.parse(value)));
  const entries: Partial<Record<FieldClass, ContentItem[]>> = {};
  for (const cls of FIELD_CLASSES) {
    const found = whole(CONTENT_FIELD[cls], (value) => contentItems.parse(value)).flatMap(([, items]) => items);
    if (found.length > 0) entries[cls] = found.toSorted((one, other) => one.occurredAt.localeCompare(other.occurredAt));
  }
  return { persons: { identity: personsOf('identity'), contact: personsOf('contact'), location: personsOf('location') }, entries };
};
