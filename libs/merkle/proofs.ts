import { EMPTY_ROOT, nodeHash, type Digest } from './hash.js';

/**
 * The hash of the perfect subtree at a level (0: leaves) and an index in it: of leaves `index * 2^level` up to, not including, `(index + 1) * 2^level`.
 * Asked only for subtrees that lie whole within the tree.
 */
export type NodeReader = (level: number, index: number) => Digest;

/** The largest power of two that is smaller than n (n > 1). */
const split = (n: number): number => {
  let left = 1;
  while (left * 2 < n) left *= 2;
  return left;
};

/** MTH of leaves `from` to `from + size`, where `from` is a multiple of the power of two that `size` rounds up to. */
const subtree = (from: number, size: number, node: NodeReader): Digest => {
  if (size === 0) return EMPTY_ROOT;
  const level = Math.log2(size);
  if (Number.isInteger(level)) return node(level, from / size);
  const left = split(size);
  return nodeHash(subtree(from, left, node), subtree(from + left, size - left, node));
};

/** The root of the tree of the first `size` leaves. */
export const rootOf = (size: number, node: NodeReader): Digest => subtree(0, size, node);

/** PATH(index, D[size]) of RFC 6962, from the leaf upwards. @throws RangeError when there is no such leaf */
export const inclusionProof = (index: number, size: number, node: NodeReader): Digest[] => {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path = (at: number, from: number, count: number): Digest[] => {
    if (count === 1) return [];
    const left = split(count);
    return at < left
      ? [...path(at, from, left), subtree(from + left, count - left, node)]
      : [...path(at - left, from + left, count - left), subtree(from, left, node)];
  };
  return path(index, 0, size);
};

/** PROOF(first, D[second]) of RFC 6962. Empty where there is nothing to prove: from nothing, or to the same size. @throws RangeError */
export const consistencyProof = (first: number, second: number, node: NodeReader): Digest[] => {
  if (!(first >= 0 && first <= second)) throw new RangeError(`a tree of ${second} does not grow from ${first}`);
  if (first === 0) return [];
  const sub = (m: number, from: number, count: number, whole: boolean): Digest[] => {
    if (m === count) return whole ? [] : [subtree(from, count, node)];
    const left = split(count);
    return m <= left
      ? [...sub(m, from, left, whole), subtree(from + left, count - left, node)]
      : [...sub(m - left, from + left, count - left, false), subtree(from, left, node)];
  };
  return sub(first, 0, second, true);
};

/** Whether the path leads from this leaf hash to this root (RFC 9162, 2.1.3.2). */
export const verifyInclusion = (index: number, size: number, leaf: Digest, path: readonly Digest[], root: Digest): boolean => {
  if (!(index >= 0 && index < size)) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
};

/** Whether the second tree holds the first one as its beginning (RFC 9162, 2.1.4.2). */
export const verifyConsistency = (
  first: number,
  second: number,
  firstRoot: Digest,
  secondRoot: Digest,
  proof: readonly Digest[],
): boolean => {
  if (first > second || first < 0) return false;
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot);
  if (first === 0) return proof.length === 0 && firstRoot.equals(EMPTY_ROOT);
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : [...proof];
  const start = path.shift();
  if (!start) return false;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [old, grown] = [start, start];
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, grown] = [nodeHash(sibling, old), nodeHash(sibling, grown)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else grown = nodeHash(grown, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && old.equals(firstRoot) && grown.equals(secondRoot);
};

const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));
