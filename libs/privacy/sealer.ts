import type { ClientBase, Pool } from 'pg';
import { isErased, isSealed, NOBODY, type Erased, type EventDefinition, type Sealed } from '#libs/shared-kernel';
import type { DataKeys } from './data-keys.js';
import { openValue, sealValue } from './seal.js';

const ERASED: Erased = { erased: true };

export interface SealPlace {
  readonly agencyId: string;
  readonly recordId: string;
  readonly eventId: string;
}

/** Seals the personal fields of an event before it is stored, and opens stored values at the door, after the policy. */
export class Sealer {
  constructor(private readonly keys: DataKeys) {}

  /** Data with each personal field encrypted under its own subject's key. Values that are sealed already stay as they are. */
  async seal(definition: EventDefinition, data: Readonly<Record<string, unknown>>, place: SealPlace): Promise<Record<string, unknown>> {
    const out: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(data)) {
      const field = definition.fields[name];
      if (value === undefined || !field) continue;
      if (field.kind === 'open') out[name] = value;
      else if (field.kind === 'sealed')
        out[name] = await this.sealOne(value, field.subject ? subjectOf(data, field.subject, name) : null, name, definition.version, place);
      else {
        const perPerson: Record<string, unknown> = {};
        for (const [personId, one] of Object.entries(value as Record<string, unknown>))
          perPerson[personId] = await this.sealOne(one, personId === NOBODY ? null : personId, name, definition.version, place);
        out[name] = perPerson;
      }
    }
    return out;
  }

  /** Opens every sealed value inside, however deep. A value whose key is destroyed becomes the erased marker. */
  async open<T>(value: T, client?: Pick<Pool | ClientBase, 'query'>): Promise<T> {
    const found = new Set<string>();
    walk(value, (sealedValue) => found.add(sealedValue.key));
    if (found.size === 0) return value;
    const keys = await this.keys.byIds([...found], client);
    return replace(value, (sealedValue) => {
      const key = keys.get(sealedValue.key);
      return key ? openValue(sealedValue, key.key, key.recordId, key.personId) : ERASED;
    }) as T;
  }

  private async sealOne(value: unknown, personId: string | null, field: string, version: number, place: SealPlace): Promise<unknown> {
    if (isSealed(value) || isErased(value)) return value;
    const key = await this.keys.forSealing(place.agencyId, place.recordId, personId);
    return sealValue(value, { ...key, field, version, event: place.eventId });
  }
}

const subjectOf = (data: Readonly<Record<string, unknown>>, subject: string, field: string): string => {
  const personId = data[subject];
  if (typeof personId !== 'string') throw new Error(`field ${field} is sealed for ${subject}, which is missing`);
  return personId;
};

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);

const walk = (value: unknown, visit: (sealedValue: Sealed) => void): void => {
  if (isSealed(value)) visit(value);
  else if (isBranch(value)) for (const one of Object.values(value)) walk(one, visit);
};

const replace = (value: unknown, open: (sealedValue: Sealed) => unknown): unknown => {
  if (isSealed(value)) return open(value);
  if (Array.isArray(value)) return value.map((one) => replace(one, open));
  if (!isBranch(value)) return value;
  return Object.assign(
    Object.create(Object.getPrototypeOf(value) as object) as object,
    Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replace(one, open)])),
  );
};
