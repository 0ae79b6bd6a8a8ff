import { EMPTY_ROOT, leafHash, nodeHash, type Digest } from './hash.js';
import { MemoryTree } from './memory-tree.js';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proofs.js';

const treeOf = (n: number): MemoryTree => MemoryTree.of(Buffer.concat(Array.from({ length: n }, (_, index) => leafHash(`leaf ${index}`))));

describe('proofs', () => {
  it('are not made for what is not there', () => {
    const node = treeOf(3).node;
    expect(() => inclusionProof(3, 3, node)).toThrow(new RangeError('leaf 3 is not in a tree of 3'));
    expect(() => inclusionProof(-1, 3, node)).toThrow(new RangeError('leaf -1 is not in a tree of 3'));
    expect(() => inclusionProof(0, 0, node)).toThrow(new RangeError('leaf 0 is not in a tree of 0'));
    expect(() => consistencyProof(4, 3, node)).toThrow(new RangeError('a tree of 3 does not grow from 4'));
    expect(() => consistencyProof(-1, 3, node)).toThrow(new RangeError('a tree of 3 does not grow from -1'));
  });

  it('are empty where there is nothing to prove', () => {
    const node = treeOf(6).node;
    expect(inclusionProof(0, 1, node)).toEqual([]);
    for (const [first, second] of [[0, 0], [0, 6], [4, 4], [6, 6]] as const) expect(consistencyProof(first, second, node)).toEqual([]); // prettier-ignore
  });
});

describe('whoever checks a proof', () => {
  const tree = treeOf(8);
  const { node } = tree;
  const root = (size: number): Digest => tree.root(size);
  const [one, x] = [tree.leaf(0), leafHash('x')];

  it('knows no leaf before the first or after the last, whatever the hashes give', () => {
    expect(verifyInclusion(-1, 2, one, [x], nodeHash(one, x))).toBe(false);
    expect(verifyInclusion(1, 1, one, [], one)).toBe(false);
    expect(verifyInclusion(3, 3, one, [], one)).toBe(false);
    expect(verifyInclusion(0, 0, one, [], one)).toBe(false);
  });

  it('takes no path that is longer or shorter than the tree is high, though it leads to the root', () => {
    expect(verifyInclusion(0, 1, one, [x], nodeHash(x, one))).toBe(false);
    expect(verifyInclusion(0, 8, one, inclusionProof(0, 4, node), root(4))).toBe(false);
    expect(verifyInclusion(0, 4, one, inclusionProof(0, 4, node), root(4))).toBe(true); // control
  });

  it('knows that a tree of the same size is the same tree, without a proof', () => {
    expect(verifyConsistency(5, 5, root(5), root(5), [])).toBe(true);
    expect(verifyConsistency(5, 5, root(5), x, [])).toBe(false);
    expect(verifyConsistency(5, 5, root(5), root(5), [x])).toBe(false);
    expect(verifyConsistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])).toBe(true);
  });

  it('knows that every tree grew from the one without leaves, without a proof', () => {
    expect(verifyConsistency(0, 5, EMPTY_ROOT, root(5), [])).toBe(true);
    expect(verifyConsistency(0, 5, x, root(5), [])).toBe(false);
    expect(verifyConsistency(0, 5, EMPTY_ROOT, root(5), [x])).toBe(false);
  });

  it('knows no tree that became smaller, and none of less than nothing', () => {
    expect(verifyConsistency(4, 3, x, x, [])).toBe(false);
    expect(verifyConsistency(-1, 1, x, x, [x])).toBe(false);
  });

  it('takes no proof of growth that is empty, or longer or shorter than the tree is high', () => {
    expect(verifyConsistency(3, 4, root(3), root(4), [])).toBe(false);
    expect(verifyConsistency(4, 8, root(4), root(8), [])).toBe(false);
    const proof = consistencyProof(3, 4, node);
    expect(verifyConsistency(3, 4, root(3), root(4), proof)).toBe(true); // control
    expect(verifyConsistency(3, 4, nodeHash(x, root(3)), nodeHash(x, root(4)), [...proof, x])).toBe(false);
    expect(verifyConsistency(3, 8, root(3), root(4), proof)).toBe(false);
  });
});
