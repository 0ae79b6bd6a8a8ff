import type { ClientBase, Pool } from 'pg';
import { isErased, isSealed, NOBODY, type Erased, type EventDefinition, type Sealed } from '#libs/shared-kernel';
import type { DataKeys } from './data-keys.js';
import { openBytes, openValue, sealBytes, sealValue } from './seal.js';

const ERASED: Erased = { erased: true };

export interface SealPlace {
  readonly agencyId: string;
  readonly recordId: string;
  readonly eventId: string;
}

export interface FilePlace extends SealPlace {
  readonly personId: string;
  readonly field: string;
}

/** Seals the personal fields of an event before it is stored, and opens stored values at the door, after the policy. */
export class Sealer {
  constructor(private readonly keys: DataKeys) {}

  /** Data with each personal field encrypted under its own subject's key. Values that are sealed already stay as they are. */
  async seal(definition: EventDefinition, data: Readonly<Record<string, unknown>>, place: SealPlace): Promise<Record<string, unknown>> {
    const subjects = new Set<string | null>();
    const values = Object.entries(data).filter(([name, value]) => value !== undefined && definition.fields[name]);
    const parts = values.map(([name, value]) => [name, partsOf(name, value, definition, data)] as const);
    for (const [, { sealed }] of parts)
      for (const { value, personId } of sealed) if (!isSealed(value) && !isErased(value)) subjects.add(personId);
    const keys = await this.keys.forSealing(place.agencyId, place.recordId, subjects);
    const seal = (field: string, { value, personId }: Part): unknown =>
      isSealed(value) || isErased(value)
        ? value
        : sealValue(value, { ...keys.get(personId)!, field, version: definition.version, event: place.eventId });
    return Object.fromEntries(parts.map(([name, { sealed, whole }]) => [name, whole(sealed.map((part) => seal(name, part)))]));
  }

  /** A file under one person's key in a record; `eventId` and `field` say where it belongs. @returns the key's id, and the ciphertext */
  async sealFile(bytes: Buffer, { personId, field, ...place }: FilePlace): Promise<{ keyId: string; sealed: Buffer }> {
    const { agencyId, recordId, eventId } = place;
    const key = (await this.keys.forSealing(agencyId, recordId, [personId])).get(personId)!;
    return { keyId: key.keyId, sealed: sealBytes(bytes, { ...key, field, version: 1, event: eventId }) };
  }

  /** The file again; null when its key was destroyed. @throws when the ciphertext or its place was changed */
  async openFile(
    { keyId, sealed }: { readonly keyId: string; readonly sealed: Buffer },
    { eventId, field }: Pick<FilePlace, 'eventId' | 'field'>,
    client?: Pick<Pool | ClientBase, 'query'>,
  ): Promise<Buffer | null> {
    const key = (await this.keys.byIds([keyId], client)).get(keyId);
    return key ? openBytes(sealed, { ...key, field, version: 1, event: eventId }) : null;
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
}

/** A value with the person whose key seals it; null is the record's own key. */
interface Part {
  readonly value: unknown;
  readonly personId: string | null;
}

/** What of a field's value is sealed, each part under its own subject's key, and how the value is put together again from the sealed parts. */
const partsOf = (
  name: string,
  value: unknown,
  definition: EventDefinition,
  data: Readonly<Record<string, unknown>>,
): { sealed: readonly Part[]; whole: (sealed: readonly unknown[]) => unknown } => {
  const field = definition.fields[name]!;
  if (field.kind === 'open') return { sealed: [], whole: () => value };
  if (field.kind === 'sealed')
    return { sealed: [{ value, personId: field.subject ? subjectOf(data, field.subject, name) : null }], whole: ([only]) => only };
  const entries = Object.entries(value as Record<string, unknown>);
  return {
    sealed: entries.map(([personId, one]) => ({ value: one, personId: personId === NOBODY ? null : personId })),
    whole: (sealed) => Object.fromEntries(entries.map(([personId], index) => [personId, sealed[index]])),
  };
};

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
