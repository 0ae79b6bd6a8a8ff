import fc from 'fast-check';
import { SMALLEST, suppress, toldNow, type Counted, type ToldRow } from './suppress.js';

const PARTS = ['north', 'south', 'east'];
const row = (counts: readonly number[], inTime: readonly (number | null)[] = []): Counted[] =>
  counts.map((count, index) => ({ measure: 'm', part: PARTS[index]!, count, medianDays: 3.4, inTime: inTime[index] ?? null }));
const NOTHING: ToldRow = {
  measure: 'm',
  parts: PARTS.map((part) => ({ part, count: null, medianDays: null, inTimePercent: null })),
  total: null,
};
/** A row that is not told at all says the same as one in which all is hidden. */
const told = (counts: readonly number[]): ToldRow => suppress(row(counts), PARTS)[0] ?? NOTHING;

it('tells what many share, and hides what is of a few', () => {
  expect(told([12, 4, 1])).toMatchObject({
    parts: [
      { count: 12, medianDays: 3 },
      { count: null, medianDays: null },
      { count: null, medianDays: null },
    ],
    total: 17,
  });
  expect(told([12, 4, 9])).toMatchObject({ total: null }); // 25 − 21 would be 4
  expect(told([12, 0, 0])).toMatchObject({ total: null });
  expect(told([12, 4, 0])).toMatchObject({ total: null }); // four, wherever they are
  expect(told([20, 0, 1])).toMatchObject({ total: null });
  expect(told([12, 4, 4])).toMatchObject({ total: null });
  expect(told([6, 7, 8])).toMatchObject({ total: 21 });
});

it('tells one and none alike: no row at all', () => {
  expect([suppress(row([1, 0, 0]), PARTS), suppress(row([4, 0, 0]), PARTS), suppress([], PARTS)]).toEqual([[], [], []]);
  expect(suppress(row([5, 0, 0]), PARTS)).toHaveLength(1); // control
});

it('tells what was kept before as it would be told now', () => {
  const kept = (counts: readonly (number | null)[], total: number | null): ToldRow => ({
    ...NOTHING,
    parts: counts.map((count, index) => ({ ...NOTHING.parts[index]!, count })),
    total,
  });
  expect(toldNow([kept([12, null, null], 16), kept([null, null, null], null)])).toEqual([kept([12, null, null], null)]);
  const open = [kept([12, null, null], 17), kept([6, 7, 8], 21), kept([null, null, null], 6)];
  expect(toldNow(open)).toEqual(open);
});

it('hides a share whose other side is of a few', () => {
  const shares = (count: number, inTime: number) => suppress(row([count, 9, 9], [inTime]), PARTS)[0]!.parts[0]!.inTimePercent;
  expect(shares(10, 5)).toBe(50);
  expect(shares(10, 6)).toBeNull();
  expect(shares(10, 4)).toBeNull();
  expect(shares(10, 10)).toBeNull();
});

/** Everything that could have been counted, by what is told of it: whoever knows this program knows no more than that. */
const byAnswer = (tell: (counts: readonly number[]) => unknown): Map<string, number[][]> => {
  const found = new Map<string, number[][]>();
  const values = Array.from({ length: SMALLEST + 3 }, (_, value) => value);
  for (const a of values)
    for (const b of values)
      for (const c of values) {
        const key = JSON.stringify(tell([a, b, c]));
        found.set(key, [...(found.get(key) ?? []), [a, b, c]]);
      }
  return found;
};
/** Hidden cells that could have been one value alone. */
const givenAway = (tell: (counts: readonly number[]) => ToldRow): string[] =>
  [...byAnswer(tell).values()].flatMap((possible) =>
    PARTS.flatMap((part, index) => {
      const hidden = tell(possible[0]!).parts[index]!.count === null;
      return hidden && new Set(possible.map((counts) => counts[index])).size < 2 ? [`${part}: ${JSON.stringify(possible[0])}`] : [];
    }),
  );

describe('no sum gives a hidden cell away', () => {
  it('of every table there can be', () => expect(givenAway(told)).toEqual([]));
  it('and with larger figures', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }), (counts) => {
        const { parts, total } = told(counts);
        const hidden = counts.filter((_, index) => parts[index]!.count === null);
        for (const [index, { count }] of parts.entries()) expect(count === null ? counts[index]! < SMALLEST : count >= SMALLEST).toBe(true);
        if (total === null || hidden.length === 0) return;
        const rest = total - parts.reduce((sum, { count }) => sum + (count ?? 0), 0);
        // What an attacker works out from the sum leaves room for one more and for one less somewhere.
        expect(hidden.length >= 2 && rest >= SMALLEST && rest < hidden.length * (SMALLEST - 1)).toBe(true);
      }),
    ));
  it('would, were the sum always told (negative control)', () =>
    expect(givenAway((counts) => ({ ...told(counts), total: counts.reduce((sum, count) => sum + count, 0) }))).not.toEqual([]));
  it('would, were it told wherever two are hidden (negative control)', () =>
    expect(
      givenAway((counts) => ({
        ...told(counts),
        total: counts.filter((count) => count < SMALLEST).length === 1 ? null : counts.reduce((sum, count) => sum + count, 0),
      })),
    ).not.toEqual([]));
});
