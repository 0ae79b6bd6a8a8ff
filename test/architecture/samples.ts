import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { EventDefinition, Field, Fields, Sealed } from '#libs/shared-kernel';
import { isOptional, schemaOf, variantsOf, type JsonSchema } from './json-schema.js';

type Data = Record<string, unknown>;
/** Which sample of a set it is: each enumeration shows its n-th value; the least one leaves out everything that may be left out. */
interface Variant {
  readonly n: number;
  readonly least: boolean;
}

const uuidOf = (place: string): string => {
  const hex = createHash('sha256').update(place).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-03-02',
  'date-time': '2026-03-02T08:15:00.000Z',
  time: '08:15:00',
  email: 'registrator@example.se',
  uri: 'https://example.se/',
};

const textOf = (schema: JsonSchema, place: string): string => {
  if (schema.format === 'uuid') return uuidOf(place);
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format]!;
  if (schema.pattern) return fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: 1 })[0]!;
  return `prov ${place}`.slice(0, Math.max(schema.minLength ?? 0, 30));
};

/** What may be left out stands there as long as it has something new to show. */
const isWanted = (schema: JsonSchema, { n, least }: Variant): boolean => !least && breadth(schema) > n;

const listOf = (items: JsonSchema, schema: JsonSchema, place: string, variant: Variant): unknown[] => {
  if (items.enum) return variant.least ? items.enum.slice(0, schema.minItems ?? 0) : [...items.enum];
  const length = variant.least ? (schema.minItems ?? 0) : Math.max(1, schema.minItems ?? 0);
  return Array.from({ length }, (_, index) => valueOf(items, `${place}.${index}`, variant));
};

const objectOf = (schema: JsonSchema, place: string, variant: Variant): Data => {
  const out: Data = {};
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || isWanted(property, variant)) out[name] = valueOf(property, `${place}.${name}`, variant);
  if (typeof schema.additionalProperties === 'object') {
    const keys = schema.propertyNames?.enum ?? (variant.least ? [] : [textOf(schema.propertyNames ?? {}, `${place}.key`)]);
    for (const key of keys) out[String(key)] = valueOf(schema.additionalProperties, `${place}.${String(key)}`, variant);
  }
  return out;
};

const valueOf = (schema: JsonSchema, place: string, variant: Variant): unknown => {
  const variants = variantsOf(schema);
  if (variants.length > 0) return valueOf(variants[variant.n % variants.length]!, place, variant);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, place, variant) as object)) as Data;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[variant.n % schema.enum.length];
  switch (schema.type) {
    case 'string':
      return textOf(schema, place);
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return variant.n % 2 === 0;
    case 'array':
      return listOf(schema.items ?? {}, schema, place, variant);
    case 'object':
      return objectOf(schema, place, variant);
    case 'null':
      return null;
    default:
      return 'prov';
  }
};

/** How many samples it takes until every value of every enumeration has stood somewhere. */
const breadth = (schema: JsonSchema): number =>
  Math.max(
    1,
    schema.enum?.length ?? 1,
    variantsOf(schema).length,
    ...variantsOf(schema).map(breadth),
    ...(schema.allOf ?? []).map(breadth),
    ...Object.values(schema.properties ?? {}).map(breadth),
    typeof schema.additionalProperties === 'object' ? breadth(schema.additionalProperties) : 1,
    schema.items && !schema.items.enum ? breadth(schema.items) : 1,
  );

const fieldValue = (field: Field<unknown>, place: string, variant: Variant): unknown => {
  const value = valueOf(schemaOf(field), place, variant);
  return field.kind === 'sealed-per-person' ? { [uuidOf('person')]: value } : value;
};

/**
 * Samples of an event as it is written today: together they hold every value of every enumeration, all optional fields and none.
 * Personal values stand open, as they do before sealing. @throws when a schema refuses what was made for it: write that sample by hand
 */
export const samplesOf = (definition: EventDefinition): readonly Data[] => {
  const fields = Object.entries(definition.fields);
  const count = Math.max(1, ...fields.map(([, field]) => breadth(schemaOf(field))));
  const variants: Variant[] = [...Array.from({ length: count }, (_, n) => ({ n, least: false })), { n: 0, least: true }];
  return variants.map((variant) => {
    const kept = fields.filter(([, field]) => !isOptional(field) || isWanted(schemaOf(field), variant));
    return Object.fromEntries(kept.map(([name, field]) => [name, fieldValue(field, `${definition.type}.${name}`, variant)]));
  });
};

const sealedValue = (field: string): Sealed => ({
  sealed: 1,
  key: uuidOf('key'),
  event: uuidOf('event'),
  field,
  version: 1,
  iv: '',
  data: '',
});

/** A sample as it lies in the store: what is personal is ciphertext. */
export const sealedCopy = (fields: Fields, data: Readonly<Data>): Data =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const kind = fields[name]?.kind ?? 'open';
      if (kind === 'sealed') return [name, sealedValue(name)];
      return [
        name,
        kind === 'open' ? value : Object.fromEntries(Object.keys(value as object).map((person) => [person, sealedValue(name)])),
      ];
    }),
  );
