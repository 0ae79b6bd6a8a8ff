import type { AgencyKind } from './actor.js';
import {
  FIELD_CLASSES,
  requireClasses,
  type DataOf,
  type EventDefinitions,
  type EventUnion,
  type FieldClass,
  type Fields,
} from './fields.js';

/** What peers may learn of an agency's facts: declared in its contract/, produced only by its disclosure.ts. Every field has a class; the row has one too, which gates its very existence. */
export interface ContractDefinition<T extends string = string, F extends Fields = Fields> {
  readonly type: T;
  readonly version: number;
  /** A recipient sees the row at all only with a grant for this class. */
  readonly rowClass: FieldClass;
  /** The kind of thing it tells about: `report`, `intervention`, `plan`. Rows of one thing form one link of the chain. */
  readonly thing: string;
  readonly fields: F;
}

/** Free text is no class that a peer can be told in: it crosses in a copy that somebody chose and read, never by a contract. */
const TOLD = FIELD_CLASSES.filter((cls) => cls !== 'free-text');

/** @throws Error at boot for a row or a field without class, or of free text */
export const defineContract = <const T extends string, F extends Fields>(
  type: T,
  version: number,
  shape: { readonly rowClass: FieldClass; readonly thing: string },
  fields: F,
): ContractDefinition<T, F> => {
  requireClasses(type, { ...fields, rowClass: { kind: 'open', class: shape.rowClass, schema: NO_SCHEMA } }, TOLD);
  return { type, version, ...shape, fields };
};
const NO_SCHEMA = { parse: (value: unknown): unknown => value };

/** A contract event, derived from a private one. Its owner, record, case and time are those of the private event's metadata. */
export interface ContractEvent {
  readonly definition: ContractDefinition;
  readonly thingId: string;
  /** The person that it is about, when it is about one: children are shown apart. */
  readonly personId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export const tell = <T extends string, F extends Fields>(
  definition: ContractDefinition<T, F>,
  thingId: string,
  data: DataOf<F>,
  personId: string | null = null,
): ContractEvent => ({
  definition,
  thingId,
  personId,
  data: data as Readonly<Record<string, unknown>>,
});

/** The same fields, each of this class; what says nothing of a person beyond that the row exists stays as it is. */
export const reclassed = <F extends Fields>(fields: F, cls: FieldClass): F =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.class === 'reference' ? field : { ...field, class: cls }]),
  ) as unknown as F;

/**
 * The same, told as of this class: the row and whatever it says reach only those to whom that class was disclosed; of `location` nobody once she is
 * protected. Its owner, who sees all of the own, sees it as before.
 */
export const toldAs = (told: ContractEvent, cls: FieldClass): ContractEvent => {
  const { definition } = told;
  return { ...told, definition: { ...definition, rowClass: cls, fields: reclassed(definition.fields, cls) } };
};

/** The same, with these fields alone told as of this class. */
export const withFieldsAs = (told: ContractEvent, cls: FieldClass, names: readonly string[]): ContractEvent => {
  const { definition } = told;
  const fields = Object.entries(definition.fields).map(([name, field]) => [name, names.includes(name) ? { ...field, class: cls } : field]);
  return { ...told, definition: { ...definition, fields: Object.fromEntries(fields) as Fields } };
};

const isFor = (task: unknown, functions: readonly string[]): boolean => {
  const responsible =
    typeof task === 'object' && task !== null ? (task as { responsibleFunction?: unknown }).responsibleFunction : undefined;
  return typeof responsible === 'string' && functions.includes(responsible);
};
/** Of a list of tasks, those that one of these functions is to do; of anything else nothing. */
export const tasksFor = (value: unknown, functions: readonly string[]): readonly unknown[] =>
  Array.isArray(value) ? value.filter((one) => isFor(one, functions)) : [];

/** One module's decision on what leaves it: exhaustive over its private events, without a default, so that a new event does not compile until decided. `ownerKind`: the kind of the agency whose fact it is, as its metadata has it. */
export type Publish<E> = (event: E, ownerKind?: AgencyKind) => readonly ContractEvent[];
/** A publisher as the app wires it: the private events that it decides on, and the decision. */
export interface Publisher {
  readonly events: EventDefinitions;
  readonly publish: Publish<{ type: string; data: object }>;
}
export const publisher = <D extends EventDefinitions>(events: D, publish: Publish<EventUnion<D>>): Publisher => ({
  events,
  publish: publish as unknown as Publisher['publish'],
});
