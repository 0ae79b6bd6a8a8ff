import type { DataOf, EventDefinitions, EventUnion, FieldClass, Fields } from './fields.js';

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

export const defineContract = <const T extends string, F extends Fields>(
  type: T,
  version: number,
  shape: { readonly rowClass: FieldClass; readonly thing: string },
  fields: F,
): ContractDefinition<T, F> => ({ type, version, ...shape, fields });

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

/** One module's decision on what leaves it: exhaustive over its private events, without a default, so that a new event does not compile until decided. */
export type Publish<E> = (event: E) => readonly ContractEvent[];
/** A publisher as the app wires it: the private events that it decides on, and the decision. */
export interface Publisher {
  readonly events: EventDefinitions;
  readonly publish: Publish<{ type: string; data: object }>;
}
export const publisher = <D extends EventDefinitions>(events: D, publish: Publish<EventUnion<D>>): Publisher => ({
  events,
  publish: publish as unknown as Publisher['publish'],
});
