import fc from 'fast-check';
import { resolve, type ApiDocument, type Schema } from './document.js';

/** Ids and words that mean something in the played county, by the name of the field that takes them. */
export interface Dictionary {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly functions: readonly string[];
  readonly agencies: readonly string[];
  readonly units: readonly string[];
  readonly grounds: readonly string[];
  readonly personNumbers: readonly string[];
  readonly now: Date;
}

const DAY = 86_400_000;

/** An id for a field of that name: one of its own kind as a rule, one of another kind, or one that nothing has. */
export const idFor = (name: string, { ids }: Dictionary): fc.Arbitrary<string> => {
  const own = ids[name] ?? ids[name.replace(/s$/, '')] ?? [];
  const all = Object.values(ids).flat();
  return fc.oneof(
    { weight: own.length > 0 ? 6 : 0, arbitrary: fc.constantFrom(...(own.length > 0 ? own : [''])) },
    { weight: all.length > 0 ? 2 : 0, arbitrary: fc.constantFrom(...(all.length > 0 ? all : [''])) },
    { weight: 2, arbitrary: fc.uuid({ version: 4 }) },
  );
};

/** Values that the schema lets through, or nearly so: what it cannot say (which function, which ground) comes from the dictionary. */
export const fromSchema = (document: ApiDocument, schema: Schema, name: string, dictionary: Dictionary): fc.Arbitrary<unknown> => {
  const part = resolve(document, schema);
  const inside = (one: Schema, of: string): fc.Arbitrary<unknown> => fromSchema(document, one, of, dictionary);
  const variants = part.anyOf ?? part.oneOf;
  if (variants && variants.length > 0) return fc.oneof(...variants.map((one) => inside(one, name)));
  if (part.const !== undefined) return fc.constant(part.const);
  if (part.enum) return fc.constantFrom(...part.enum);
  const types = typeof part.type === 'string' ? [part.type] : (part.type ?? []);
  if (part.properties || types.includes('object')) return objectFrom(part, inside);
  if (types.includes('array')) {
    const least = part.minItems ?? 0;
    const items = part.items ? inside(part.items, name) : fc.constant('x');
    return fc.array(items, { minLength: least, maxLength: Math.min(part.maxItems ?? 3, Math.max(3, least)) });
  }
  if (types.includes('boolean')) return fc.boolean();
  if (types.includes('integer') || types.includes('number'))
    return fc.integer({ min: part.minimum ?? 0, max: Math.min(part.maximum ?? 50, 1_000) });
  if (types.includes('null')) return fc.constant(null);
  return textFor(part, name, dictionary);
};

const objectFrom = (part: Schema, inside: (one: Schema, of: string) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const required = new Set(part.required ?? []);
  const entries = Object.entries(part.properties ?? {});
  const values = fc.tuple(...entries.map(([key, one]) => fc.tuple(fc.nat(9), inside(one, key))));
  return values.map((drawn) =>
    Object.fromEntries(entries.flatMap(([key], n) => (required.has(key) || drawn[n]![0] < 4 ? [[key, drawn[n]![1]]] : []))),
  );
};

const textFor = (part: Schema, name: string, dictionary: Dictionary): fc.Arbitrary<unknown> => {
  const days = (from: number, to: number): fc.Arbitrary<string> =>
    fc.integer({ min: from, max: to }).map((day) => new Date(dictionary.now.getTime() + day * DAY).toISOString());
  if (part.format === 'uuid') return idFor(name, dictionary);
  if (part.format === 'date') return days(-400, 400).map((text) => text.slice(0, 10));
  if (part.format === 'date-time') return days(-400, 400);
  if (/function|recipients/i.test(name)) return fc.constantFrom(...dictionary.functions);
  if (/agency/i.test(name)) return fc.constantFrom(...dictionary.agencies);
  if (/unit/i.test(name)) return fc.constantFrom(...dictionary.units);
  if (name === 'ground') return fc.constantFrom(...dictionary.grounds);
  if (/personn?umm?[be]r/i.test(name)) return fc.constantFrom(...dictionary.personNumbers);
  if (name.endsWith('Id')) return idFor(name, dictionary);
  return fc.oneof(
    fc.constantFrom('Hjälp ska skickas', 'x', 'sv', '070-1740605'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  );
};
