import fc from 'fast-check';
import { SMALLEST, suppress, toldAgain, type Counted, type ToldRow } from './suppress.js';

const PARTS = ['north', 'south', 'east'];
/** So many things, in so many cases; a number alone is as many cases. */
type Cell = number | readonly [count: number, cases: number];
const both = (cell: Cell): readonly [count: number, cases: number] => (typeof cell === 'number' ? [cell, cell] : cell);

/** A row as the database counts it, no case in two parts. */
const row = (cells: readonly Cell[]): Counted[] => {
  const hiddenCases = cells.reduce((sum: number, cell) => (both(cell)[1] < SMALLEST ? sum + both(cell)[1] : sum), 0);
  return cells.map((cell, index) => {
    const [count, cases] = both(cell);
    return {
      measure: 'm',
      part: PARTS[index]!,
      count,
      cases,
      hiddenCases,
      medianDays: 3.4,
      inTime: null,
      inTimeCases: null,
      lateCases: null,
    };
  });
};
const NOTHING: ToldRow = {
  measure: 'm',
  parts: PARTS.map((part) => ({ part, count: null, medianDays: null, inTimePercent: null })),
  total: null,
};
/** A row that is not told at all says the same as one in which all is hidden. */
const told = (cells: readonly Cell[]): ToldRow => suppress(row(cells), PARTS)[0] ?? NOTHING;

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

it('hides what is of few cases, however many things there were in them', () => {
  expect(suppress(row([[20, 4], 0, 0]), PARTS)).toEqual([]);
  expect(told([[20, 5], 0, 0])).toMatchObject({ parts: [{ count: 20, medianDays: 3 }, { count: null }, { count: null }] }); // control
  // Six of one family, wherever they are, would be the sum less the nine.
  expect(told([9, [5, 1], [1, 1]]).total).toBeNull();
  expect(told([9, 4, [2, 1]]).total).toBe(15); // control
});

it('hides a sum of what is of few cases together, where the same cases are in several parts', () => {
  const counted = row([9, 4, 3]);
  const total = (hiddenCases: number) =>
    suppress(
      counted.map((cell) => ({ ...cell, hiddenCases })),
      PARTS,
    )[0]!.total;
  expect([total(4), total(5)]).toEqual([null, 16]);
});

it('tells one and none alike: no row at all', () => {
  expect([suppress(row([1, 0, 0]), PARTS), suppress(row([4, 0, 0]), PARTS), suppress([], PARTS)]).toEqual([[], [], []]);
  expect(suppress(row([5, 0, 0]), PARTS)).toHaveLength(1); // control
});

describe('what was told before cases were counted', () => {
  const kept = (counts: readonly (number | null)[], total: number | null): ToldRow => ({
    ...NOTHING,
    parts: counts.map((count, index) => ({ ...NOTHING.parts[index]!, count, medianDays: count === null ? null : 3 })),
    total,
  });
  it('is told again where it is of many cases', () => {
    for (const cells of [
      [12, 4, 1],
      [6, 7, 8],
      [5, 0, 0],
    ])
      expect(toldAgain([told(cells)], [told(cells)])).toEqual([told(cells)]);
  });
  it('is hidden where it is of few, or where what it was counted from has changed or is gone; never is more told', () => {
    expect(toldAgain([kept([12, 6, 6], 24)], [told([12, [6, 1], 6])])).toEqual([kept([12, null, 6], null)]);
    expect(toldAgain([kept([12, 6, 6], 24)], [told([12, 5, 7])])).toEqual([kept([12, null, null], null)]);
    expect(toldAgain([kept([12, null, null], 16)], [told([12, 4, 0])])).toEqual([kept([12, null, null], null)]);
    expect(toldAgain([kept([12, null, null], null)], [told([12, 6, 6])])).toEqual([kept([12, null, null], null)]);
    expect(toldAgain([kept([6, null, null], null)], [])).toEqual([]);
    expect(toldAgain([], [told([12, 6, 6])])).toEqual([]);
  });
  it('is hidden in part where only the days or the share have changed', () => {
    const one = { ...told([6, 6, 6]), parts: told([6, 6, 6]).parts.map((part) => ({ ...part, medianDays: 9, inTimePercent: 50 })) };
    expect(toldAgain([one], [told([6, 6, 6])])[0]?.parts[0]).toEqual({ part: 'north', count: 6, medianDays: null, inTimePercent: null });
  });
});

it('hides a share of which one side is of few cases', () => {
  const shares = (count: number, inTime: number, inTimeCases = inTime, lateCases = count - inTime) =>
    suppress([{ ...row([count])[0]!, inTime, inTimeCases, lateCases }], PARTS)[0]!.parts[0]!.inTimePercent;
  expect(shares(10, 5)).toBe(50);
  expect(shares(10, 6)).toBeNull();
  expect(shares(10, 4)).toBeNull();
  expect(shares(10, 10)).toBeNull();
  expect([shares(20, 10), shares(20, 10, 4, 10), shares(20, 10, 10, 4), shares(20, 10, 5, 5)]).toEqual([50, null, null, 50]);
});

/** Every table there can be of cells up to seven things in up to five cases. */
const CELLS: (readonly [number, number])[] = Array.from({ length: SMALLEST + 3 }, (_, count) =>
  count === 0 ? [[0, 0] as const] : Array.from({ length: Math.min(count, SMALLEST) }, (_cases, less) => [count, less + 1] as const),
).flat();
const TABLES = CELLS.flatMap((a) => CELLS.flatMap((b) => CELLS.map((c) => [a, b, c])));
/** Those in which each thing is a case of its own, as whoever knows the measure may know. */
const SINGLY = TABLES.filter((cells) => cells.every(([count, cases]) => cases === Math.min(count, SMALLEST)));
type Tell = (cells: readonly Cell[]) => ToldRow;

/** Hidden cells that could have been one value alone, for whoever knows this program and is told its answer. */
const givenAway = (tell: Tell, tables = TABLES): string[] => {
  const byAnswer = new Map<string, { answer: ToldRow; possible: (readonly (readonly [number, number])[])[] }>();
  for (const cells of tables) {
    const answer = tell(cells);
    const key = JSON.stringify(answer);
    const found = byAnswer.get(key);
    if (found) found.possible.push(cells);
    else byAnswer.set(key, { answer, possible: [cells] });
  }
  return [...byAnswer.values()].flatMap(({ answer, possible }) =>
    PARTS.flatMap((part, index) => {
      const hidden = answer.parts[index]!.count === null;
      return hidden && new Set(possible.map((cells) => cells[index]![0])).size < 2 ? [`${part}: ${JSON.stringify(possible[0])}`] : [];
    }),
  );
};
/** Tables of which a figure is told, or a sum of what is hidden, that is of few cases. */
const ofFew = (tell: Tell): string[] =>
  TABLES.filter((cells) => {
    const { parts, total } = tell(cells);
    const hidden = cells.filter((_, index) => parts[index]!.count === null);
    const few = hidden.reduce((sum, [, cases]) => sum + cases, 0) < SMALLEST;
    return (
      cells.some(([, cases], index) => parts[index]!.count !== null && cases < SMALLEST) || (total !== null && hidden.length > 0 && few)
    );
  }).map((cells) => JSON.stringify(cells));

const sum = (cells: readonly Cell[]): number => cells.reduce((all: number, cell) => all + both(cell)[0], 0);

describe('no sum gives a hidden cell away', () => {
  it('of every table there can be', () => expect([givenAway(told), givenAway(told, SINGLY), ofFew(told)]).toEqual([[], [], []]));
  it('and with larger figures', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }), (counts) => {
        const { parts, total } = told(counts);
        const hidden = counts.filter((_, index) => parts[index]!.count === null);
        for (const [index, { count }] of parts.entries()) expect(count === null ? counts[index]! < SMALLEST : count >= SMALLEST).toBe(true);
        if (total === null || hidden.length === 0) return;
        const rest = total - parts.reduce((all, { count }) => all + (count ?? 0), 0);
        // What an attacker works out from the sum leaves room for one more and for one less somewhere.
        expect(hidden.length >= 2 && rest >= SMALLEST && rest < hidden.length * (SMALLEST - 1)).toBe(true);
      }),
    ));
  it('would, were the sum always told (negative control)', () =>
    expect(givenAway((cells) => ({ ...told(cells), total: sum(cells) }))).not.toEqual([]));
  it('would, were it told wherever two are hidden (negative control)', () => {
    const lax: Tell = (cells) => ({
      ...told(cells),
      total: cells.filter((cell) => both(cell)[1] < SMALLEST).length === 1 ? null : sum(cells),
    });
    expect(givenAway(lax, SINGLY)).not.toEqual([]);
    expect(ofFew(lax)).not.toEqual([]);
  });
  it('would tell of few cases, were things counted and not cases (negative control)', () =>
    expect(ofFew((cells) => told(cells.map((cell) => both(cell)[0])))).not.toEqual([]));
});
