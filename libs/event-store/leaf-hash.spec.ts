import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { NewEvent } from './event-store.js';
import { canonicalEvent, canonicalJson, leafOf } from './leaf-hash.js';

/** Keys of all kinds: digits, which engines put first, and names that objects treat in their own way. */
const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('10', '9', '-1', '__proto__', 'constructor', 'é', 'z', 'Z', '\u20ac', '\ufb33'),
);

describe('canonical JSON', () => {
  it('is the text of the library that implements RFC 8785', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()), (value, object) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
        expect(canonicalJson({ object, list: [object, value] })).toBe(canonicalize({ object, list: [object, value] }));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([[{ b: 1, a: undefined }], [[undefined, new Date(0)]], [{ n: -0, big: 1e21, small: 1e-7 }], [{ '2': 'b', '10': 'a' }]])(
    'is so for %j',
    (value) => expect(canonicalJson(value)).toBe(canonicalize(value)),
  );

  it.each([NaN, Infinity])('has no text for %s', (value) => expect(() => canonicalJson({ value })).toThrow());
});

describe('the leaf of an event', () => {
  const event: NewEvent = {
    id: '6c4cbf0e-9a1f-4f5e-a2e1-000000000001',
    type: 'test.Happened',
    version: 2,
    data: { b: 'å', a: [1, { d: null, c: true }] },
    metadata: { case: 'k', agency: 'a' },
    occurredAt: new Date('2026-01-02T03:04:05.678Z'),
    recordedAt: new Date('2026-01-02T03:04:06.789Z'),
  };

  it('is taken over the whole envelope in canonical form', () => {
    const { occurredAt, recordedAt, ...rest } = event;
    const whole = { ...rest, stream: 's"1', revision: 7, occurredAt: occurredAt.toISOString(), recordedAt: recordedAt.toISOString() };
    expect(canonicalEvent('s"1', 7, event)).toBe(canonicalize(whole));
  });

  it('is another for any change', () => {
    const leaf = leafOf(canonicalEvent('s', 1, event));
    const changed: [string, number, NewEvent][] = [
      ['t', 1, event],
      ['s', 2, event],
      ['s', 1, { ...event, version: 3 }],
      ['s', 1, { ...event, data: { ...event.data, b: 'a' } }],
      ['s', 1, { ...event, metadata: { ...event.metadata, agency: 'b' } }],
      ['s', 1, { ...event, recordedAt: new Date('2026-01-02T03:04:06.790Z') }],
    ];
    expect(new Set([leaf, ...changed.map((one) => leafOf(canonicalEvent(...one)))]).size).toBe(changed.length + 1);
    expect(leafOf(canonicalEvent('s', 1, { ...event, data: { a: [1, { c: true, d: null }], b: 'å' } }))).toBe(leaf); // control: order of keys is none
  });
});
