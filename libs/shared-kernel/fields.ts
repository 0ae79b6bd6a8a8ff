/**
 * The classes of field. A disclosure names classes, never fields: what a recipient sees follows from them.
 * `reference` is ids, dates of registration and statuses that say nothing of a person beyond that the row exists.
 * `location` covers everything that reveals where someone is: address, municipality, school, workplace, shelter, appointment.
 */
export const FIELD_CLASSES = [
  'reference',
  'identity',
  'contact',
  'location',
  'health',
  'risk',
  'crime',
  'child',
  'support',
  'plan',
  'free-text',
] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

/** Anything that parses: a zod schema fits. The kernel itself depends on no package. */
export interface Schema<T> {
  parse(value: unknown): T;
}

/** A personal value as it is stored: ciphertext with what is needed to open it. Bound to its key, event, field and version. */
export interface Sealed {
  readonly sealed: 1;
  readonly key: string;
  readonly event: string;
  readonly field: string;
  readonly version: number;
  readonly iv: string;
  readonly data: string;
}

/** What stands where a personal value was, once its key is destroyed. */
export interface Erased {
  readonly erased: true;
}

/** A personal value may be open (just entered, or opened at the door), sealed (as stored) or erased. Deciders never look inside. */
export type Personal<T> = T | Sealed | Erased;

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  (value as { sealed?: unknown }).sealed === 1 &&
  typeof (value as { key?: unknown }).key === 'string';
export const isErased = (value: unknown): value is Erased =>
  typeof value === 'object' && value !== null && (value as { erased?: unknown }).erased === true;

export type FieldKind = 'open' | 'sealed' | 'sealed-per-person';
export interface Field<T, K extends FieldKind = FieldKind> {
  readonly kind: K;
  readonly class: FieldClass;
  readonly schema: Schema<T>;
  /** For `sealed`: the sibling field that holds the person's id. Without it the value takes the record's own key (free text). */
  readonly subject?: string;
}

/** A field stored in clear: ids, enumerations, dates. Never a personal value. */
export const open = <T>(cls: FieldClass, schema: Schema<T>): Field<T, 'open'> => ({ kind: 'open', class: cls, schema });
/** A personal field: encrypted with the key of `subject`'s person in this record, or with the record's key. */
export const sealed = <T>(cls: FieldClass, schema: Schema<T>, subject?: string): Field<T, 'sealed'> => ({
  kind: 'sealed',
  class: cls,
  schema,
  ...(subject === undefined ? {} : { subject }),
});
/** Stands for the record itself where a value in a `sealedPerPerson` field is about nobody in particular. */
export const NOBODY = 'nobody';
/** One value for each person, each encrypted with that person's own key: `{ [personId]: value }`. */
export const sealedPerPerson = <T>(cls: FieldClass, schema: Schema<T>): Field<T, 'sealed-per-person'> => ({
  kind: 'sealed-per-person',
  class: cls,
  schema,
});

// oxlint-disable-next-line typescript/no-explicit-any -- fields of every type stand side by side; `unknown` would refuse their schemas
export type Fields = Readonly<Record<string, Field<any>>>;

type Value<F> =
  F extends Field<infer T, 'open'>
    ? T
    : F extends Field<infer T, 'sealed'>
      ? undefined extends T
        ? Personal<Exclude<T, undefined>> | undefined
        : Personal<T>
      : F extends Field<infer T, 'sealed-per-person'>
        ? undefined extends T
          ? Readonly<Record<string, Personal<Exclude<T, undefined>>>> | undefined
          : Readonly<Record<string, Personal<T>>>
        : never;
type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Value<F[K]> ? K : never }[keyof F];
/** The data of an event with these fields. A field whose schema admits undefined may be left out. */
export type DataOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Value<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Value<F[K]>;
};

/** One event type: stored for ever. Never rename the type or a field; add a version and lift the old one in `upcast`. */
export interface EventDefinition<T extends string = string, F extends Fields = Fields> {
  readonly type: T;
  readonly version: number;
  readonly fields: F;
  /** Lifts stored data of an older version by one step: `upcast[1]` turns version 1 into version 2. */
  readonly upcast?: Readonly<Record<number, (data: Record<string, unknown>) => Record<string, unknown>>>;
}

/**
 * Refuses what has no class: declarations run when their file is loaded, so such a field does not boot.
 * @throws Error naming the field
 */
export const requireClasses = (type: string, fields: Fields, classes: readonly FieldClass[] = FIELD_CLASSES): void => {
  for (const [name, field] of Object.entries(fields))
    if (!classes.includes(field.class)) throw new Error(`${type}.${name} needs a class of field: one of ${classes.join(', ')}`);
};

export const defineEvent = <const T extends string, F extends Fields>(
  type: T,
  version: number,
  fields: F,
  upcast?: EventDefinition['upcast'],
): EventDefinition<T, F> => {
  requireClasses(type, fields);
  return { type, version, fields, ...(upcast ? { upcast } : {}) };
};

export type EventDefinitions = Readonly<Record<string, EventDefinition>>;
/** The union of events that a set of definitions describes. */
export type EventUnion<D extends EventDefinitions> = {
  [K in keyof D]: D[K] extends EventDefinition<infer T, infer F> ? { readonly type: T; readonly data: DataOf<F> } : never;
}[keyof D];
