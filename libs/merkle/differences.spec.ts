import fc from 'fast-check';
import { differences, type Difference } from './differences.js';
import { leafHash } from './hash.js';
import { MemoryTree } from './memory-tree.js';
import { rootOf } from './proofs.js';

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
});

describe('a tree in memory', () => {
  it('has every root of its past', () => {
    const tree = MemoryTree.of(Buffer.concat(some(1_100)));
    const later = MemoryTree.of(Buffer.concat(some(2_500)));
    expect(later.root(1_100)).toEqual(tree.root());
    expect(later.root(2_500)).toEqual(rootOf(2_500, later.node));
    expect(later.leaves(2_499, 9_999)).toEqual(some(2_500).at(-1));
    expect(tree.leaf(7)).toEqual(some(8)[7]);
    expect(() => tree.root(1_101)).toThrow(RangeError);
    expect(() => tree.node(4, 70)).toThrow(RangeError);
    expect(new MemoryTree().root().toString('hex')).toMatch(/^e3b0c442/);
  });
});
