import type { ContractEvent, EventDefinition, EventDefinitions, Publisher } from '#libs/shared-kernel';
import { AGENCY_KINDS, isErased, isSealed } from '#libs/shared-kernel';
import type { StoredEvent } from './event-store.js';

/** An event with its typed data, as deciders and projections see it. */
export interface Recorded<E> extends Omit<StoredEvent, 'data' | 'type'> {
  readonly event: E;
}

/** Knows every event type of a concept: validates on the way in, lifts old versions on the way out. */
export class Codec<E extends { type: string; data: object }> {
  private readonly definitions: ReadonlyMap<string, EventDefinition>;

  constructor(definitions: EventDefinitions) {
    this.definitions = new Map(Object.values(definitions).map((definition) => [definition.type, definition]));
  }

  handles(type: string): boolean {
    return this.definitions.has(type);
  }

  definition(type: string): EventDefinition {
    const definition = this.definitions.get(type);
    if (!definition) throw new Error(`event type ${type} is not declared by its concept`);
    return definition;
  }

  /** Checks a new event's fields against their schemas. Unknown fields are refused: what has no class must not be stored. */
  validate(event: E): EventDefinition {
    const definition = this.definition(event.type);
    const data = event.data as Record<string, unknown>;
    for (const name of Object.keys(data))
      if (data[name] !== undefined && !(name in definition.fields)) throw new Error(`${event.type} has no field ${name}`);
    for (const [name, field] of Object.entries(definition.fields)) {
      const value = data[name];
      // Nothing at all of anybody: only where the field came later than the event, and may be left out.
      if (field.kind === 'sealed-per-person' && value === undefined) field.schema.parse(undefined);
      else if (field.kind === 'sealed-per-person')
        for (const one of Object.values(value as Record<string, unknown>)) field.schema.parse(one);
      else if (!isSealed(value) && !isErased(value)) field.schema.parse(value);
    }
    return definition;
  }

  /** A stored event, lifted to today's version. */
  decode(stored: StoredEvent): Recorded<E> {
    const definition = this.definition(stored.type);
    let data: Record<string, unknown> = stored.data;
    for (let version = stored.version; version < definition.version; version++) {
      const lift = definition.upcast?.[version];
      if (!lift) throw new Error(`${stored.type} version ${version} cannot be read: no upcast`);
      data = lift(data);
    }
    const { data: _, type, ...rest } = stored;
    return { ...rest, event: { type, data } as E };
  }
}

/** The contract events of a stored private event, lifted to today's version first. Empty when nobody decides on its type, or nothing of it leaves. */
export const publishWith = (publishers: readonly Publisher[]): ((stored: StoredEvent) => readonly ContractEvent[]) => {
  const deciding = publishers.map(({ events, publish }) => ({ codec: new Codec<{ type: string; data: object }>(events), publish }));
  return (stored) =>
    deciding
      .filter(({ codec }) => codec.handles(stored.type))
      .flatMap(({ codec, publish }) =>
        publish(
          codec.decode(stored).event,
          AGENCY_KINDS.find((kind) => kind === stored.metadata['agencyKind']),
        ),
      );
};
