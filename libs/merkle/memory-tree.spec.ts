import { CompactRange } from './compact-range.js';
import { EMPTY_ROOT, leafHash, nodeHash } from './hash.js';
import { MemoryTree } from './memory-tree.js';
import { rootOf } from './proofs.js';

const some = (n: number): Buffer[] => Array.from({ length: n }, (_, index) => leafHash(`leaf ${index}`));
const treeOf = (n: number): MemoryTree => MemoryTree.of(Buffer.concat(some(n)));

describe('a tree in memory', () => {
  it('has every root of its past', () => {
    const tree = treeOf(1_100);
    const later = treeOf(2_500);
    expect(later.root(1_100)).toEqual(tree.root());
    expect(later.root(2_500)).toEqual(rootOf(2_500, later.node));
    expect(tree.leaf(7)).toEqual(some(8)[7]);
  });

  it('has the root that whoever keeps only the compact range has', () => {
    const leaves = some(40);
    const [range, tree] = [CompactRange.empty(), new MemoryTree()];
    for (const leaf of leaves) {
      range.append(leaf);
      tree.append(leaf);
      expect(tree.root()).toEqual(range.root());
    }
    expect(tree.node(1, 1)).toEqual(nodeHash(leaves[2]!, leaves[3]!));
  });

  it('is the tree without leaves before the first one comes', () => {
    const tree = new MemoryTree();
    expect(tree.size).toBe(0);
    expect(tree.root()).toEqual(EMPTY_ROOT);
    expect(tree.leaves(0, 5)).toEqual(Buffer.alloc(0));
    expect(() => tree.node(0, 0)).toThrow(new RangeError('node 0 of level 0 is not in a tree of 0'));
  });

  it('gives its leaves side by side, as far as there are any', () => {
    const [tree, leaves] = [treeOf(20), some(20)];
    expect(tree.leaves(3, 5)).toEqual(Buffer.concat(leaves.slice(3, 5)));
    expect(tree.leaves(18, 9_999)).toEqual(Buffer.concat(leaves.slice(18)));
    expect(tree.leaves(20, 21)).toEqual(Buffer.alloc(0));
    const [large, many] = [treeOf(2_500), some(2_500)]; // more than it had room for at first
    expect(large.leaves(1_020, 1_030)).toEqual(Buffer.concat(many.slice(1_020, 1_030)));
    expect(large.leaves(2_499, 9_999)).toEqual(many.at(-1));
  });

  it('has no root of a time to come, and no node that is not whole', () => {
    const tree = treeOf(1_100);
    expect(() => tree.root(1_101)).toThrow(new RangeError('there are 1100 leaves, not 1101'));
    expect(tree.node(4, 67)).toHaveLength(32);
    expect(() => tree.node(4, 68)).toThrow(new RangeError('node 68 of level 4 is not in a tree of 1100'));
    expect(tree.node(10, 0)).toHaveLength(32);
    expect(() => tree.node(11, 0)).toThrow(new RangeError('node 0 of level 11 is not in a tree of 1100'));
  });
});
