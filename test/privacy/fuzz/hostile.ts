import fc from 'fast-check';

/** Values that no schema asks for: wrong types, sizes, signs and words that mean something to somebody. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202Egnp.exe',
    '\uFEFF',
    'NaN',
    'undefined',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    "'; DROP TABLE es.events; --",
    '${7*7}{{7*7}}',
    '<script>alert(1)</script>',
    '%s%n%x',
    '9999-99-99',
    '0000-00-00T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '2026-02-30',
    '00000000-0000-0000-0000-000000000000',
    [],
    {},
    [[[[[[[[]]]]]]]],
    { $ne: null },
    { toString: 'x' },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(300, 5_000, 120_000).map((length) => 'å'.repeat(length)),
  fc.array(fc.constant('x'), { minLength: 600, maxLength: 600 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Keys that objects have without being given them. */
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'ownerAgency', 'agencyId', 'assigned', 'duty', 'locked', 'granted', 'x'];

interface Wound {
  /** Where: one part of the body after the other, as far as there are any. */
  readonly at: readonly number[];
  readonly how: 'replace' | 'remove' | 'add';
  readonly key: string;
  readonly value: unknown;
}
export const wounds: fc.Arbitrary<Wound> = fc.record({
  at: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
  key: fc.constantFrom(...KEYS),
  value: hostileValues,
});

/** A copy of the body with one thing in it made wrong. */
export const wound = (body: unknown, { at, how, key, value }: Wound): unknown => {
  const copy: unknown = structuredClone(body);
  let place = copy;
  for (const [depth, n] of at.entries()) {
    if (typeof place !== 'object' || place === null) return value;
    const keys = Object.keys(place);
    const chosen = keys[n % (keys.length || 1)];
    const inside = chosen === undefined ? undefined : (place as Record<string, unknown>)[chosen];
    const deeper = depth + 1 < at.length && typeof inside === 'object' && inside !== null && Object.keys(inside).length > 0;
    if (deeper) {
      place = inside;
      continue;
    }
    // As a parser would: a key called __proto__ is a key.
    const set = (name: string): unknown =>
      Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
    if (how === 'add' || chosen === undefined) set(key);
    else if (how === 'remove') Reflect.deleteProperty(place, chosen);
    else set(chosen);
    return copy;
  }
  return copy;
};

/** Bodies that are no JSON, or not what they say that they are. */
export const rawBodies: fc.Arbitrary<{ readonly text: string; readonly type: string }> = fc.constantFrom(
  { text: '', type: 'application/json' },
  { text: '{', type: 'application/json' },
  { text: 'null', type: 'application/json' },
  { text: '[]', type: 'application/json' },
  { text: '"x"', type: 'application/json' },
  { text: '{"__proto__":{"assigned":true}}', type: 'application/json' },
  { text: '{"constructor":{"prototype":{"assigned":true}}}', type: 'application/json' },
  { text: '{"a":1,"a":2}', type: 'application/json' },
  { text: `${'['.repeat(5_000)}${']'.repeat(5_000)}`, type: 'application/json' },
  { text: `{"x":"${'x'.repeat(1_100_000)}"}`, type: 'application/json' },
  { text: '{}', type: 'text/plain' },
  { text: 'caseId=x&_method=PUT', type: 'application/x-www-form-urlencoded' },
  { text: '<x/>', type: 'application/xml' },
  { text: '{}', type: 'application/json; charset=utf-16' },
  { text: '{}', type: 'nonsense' },
);

/** What may stand in a path or a query instead of an id: as it goes over the wire. */
export const hostileParts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%00',
    '%2e%2e%2f',
    '..%2f..',
    '%',
    '%zz',
    '%ff',
    '-1',
    '*',
    'null',
    '%27%20OR%201=1--',
    'x'.repeat(4_000),
    '%E2%80%AE',
    '{}',
    '[]',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(encoded),
);

/** As a part of an address; half a character becomes the sign for an unknown one. */
export function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%EF%BF%BD';
  }
}
