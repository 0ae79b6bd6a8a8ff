import fc from 'fast-check';
import { commonBeginning, differences, type Difference } from './differences.js';
import { leafHash } from './hash.js';

const some = (n: number, name = 'leaf'): Buffer[] => Array.from({ length: n }, (_, index) => leafHash(`${name} ${index}`));
const said = (trusted: readonly Buffer[], found: readonly Buffer[]): string[] =>
  differences(Buffer.concat(trusted), Buffer.concat(found)).map(({ fault, index }: Difference) => `${fault} ${index}`);

const place = fc.integer({ min: 3, max: 60 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(5)));

describe('what differs between two lists of leaves', () => {
  const holds = (property: (size: number, at: number, newer: number) => void): void =>
    fc.assert(
      fc.property(place, ([size, at, newer]) => property(size, at, newer)),
      { numRuns: 400 },
    );

  it('is nothing, whatever was added at the end', () =>
    holds((size, _, newer) => expect(said(some(size), some(size + newer))).toEqual([])));
  it('is the one that was changed', () =>
    holds((size, at, newer) => expect(said(some(size), some(size + newer).with(at, leafHash('x')))).toEqual([`changed ${at}`])));
  it('is the one that was deleted', () =>
    holds((size, at, newer) => {
      const expected = at === size - 1 ? (newer > 0 ? `changed ${at}` : `truncated ${at}`) : `deleted ${at}`;
      expect(said(some(size), some(size + newer).toSpliced(at, 1))).toEqual([expected]);
    }));
  it('is the one that was inserted', () =>
    holds((size, at, newer) => expect(said(some(size), some(size + newer).toSpliced(at, 0, leafHash('x')))).toEqual([`inserted ${at}`])));
  it('is both that were swapped', () =>
    holds((size, at, newer) => {
      const other = (at + 1 + (newer % (size - 1))) % size;
      const [low, high] = [Math.min(at, other), Math.max(at, other)];
      const leaves = some(size);
      expect(said(leaves, leaves.with(low, leaves[high]!).with(high, leaves[low]!))).toEqual([`moved ${low}`, `moved ${high}`]);
    }));
  it('is the one that was moved far', () => {
    const leaves = some(20);
    expect(said(leaves, leaves.toSpliced(4, 1).toSpliced(15, 0, leaves[4]!))).toEqual(['moved 4']);
  });
  it('is the first of those that were cut off', () => holds((size, at) => expect(said(some(size), some(at))).toEqual([`truncated ${at}`])));
  it('is each of several', () => {
    const leaves = some(30);
    const found = leaves.with(2, leafHash('x')).toSpliced(20, 0, leafHash('y')).toSpliced(10, 1).slice(0, 27);
    expect(said(leaves, found)).toEqual(['changed 2', 'deleted 10', 'inserted 19', 'truncated 27']);
  });
  it('is all, when everything was written anew', () =>
    expect(said(some(3), some(3, 'other'))).toEqual(['changed 0', 'changed 1', 'changed 2']));
  it('is nothing of nothing, and nothing before the first', () => {
    expect(said([], [])).toEqual([]);
    expect(said([], some(3))).toEqual([]);
    expect(said(some(3), [])).toEqual(['truncated 0']);
  });
  it('is both that were swapped, though one before them is gone', () => {
    const leaves = some(9);
    expect(said(leaves, leaves.with(5, leaves[7]!).with(7, leaves[5]!).toSpliced(2, 1))).toEqual(['deleted 2', 'moved 5', 'moved 7']);
  });
  it('is the one that was moved and the one that was changed, each once', () => {
    const leaves = some(20).with(10, leafHash('x'));
    expect(said(some(20), leaves.toSpliced(4, 1).toSpliced(15, 0, leaves[4]!))).toEqual(['moved 4', 'changed 10']);
  });
  it('is a copy of one that is still where it was', () => {
    const leaves = some(9);
    expect(said(leaves, leaves.toSpliced(6, 0, leaves[2]!))).toEqual(['inserted 6']);
  });
  it('is each one by itself where not all from there to the end are gone', () => {
    const leaves = some(10);
    const newestFirst = [leaves[9]!, ...leaves.slice(0, 7)];
    expect(said(leaves, newestFirst)).toEqual(['deleted 7', 'deleted 8', 'moved 9']);
    const oneOfThem = [leaves[8]!, ...leaves.slice(0, 6)];
    expect(said(leaves, oneOfThem)).toEqual(['deleted 6', 'deleted 7', 'moved 8', 'deleted 9']);
  });
  it('is told with the place where each is now', () => {
    const leaves = some(12);
    const swapped = leaves.with(3, leaves[5]!).with(5, leaves[3]!).toSpliced(4, 0, leafHash('new'));
    const found = swapped.with(10, leafHash('x')).slice(0, 11);
    expect(differences(Buffer.concat(leaves), Buffer.concat(found))).toEqual([
      { fault: 'moved', index: 3, found: 6 },
      { fault: 'inserted', index: 4, found: 4 },
      { fault: 'moved', index: 5, found: 3 },
      { fault: 'changed', index: 9, found: 10 },
      { fault: 'truncated', index: 10, found: null },
    ]);
  });
});

describe('the common beginning of two lists', () => {
  it('goes as far as the leaves are the same, and no further', () =>
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), (same, left, right) => {
        const [a, b] = [
          [...some(same), ...some(left, 'left')],
          [...some(same), ...some(right, 'right')],
        ];
        expect(commonBeginning(Buffer.concat(a), Buffer.concat(b))).toBe(same);
      }),
      { numRuns: 60 },
    ));
  it('is not taken up again after the first that differs', () => {
    const leaves = some(20);
    for (let at = 0; at < 20; at++) expect(commonBeginning(Buffer.concat(leaves), Buffer.concat(leaves.with(at, leafHash('x'))))).toBe(at);
  });
});
