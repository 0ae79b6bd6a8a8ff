import { DIGEST_BYTES } from './hash.js';

/**
 * How one list of leaves differs from another. `index`: the leaf's number in the list that is trusted; of an inserted one its number in the other list.
 * `found`: its number in the other list, where it has one.
 */
export interface Difference {
  readonly fault: 'changed' | 'deleted' | 'inserted' | 'moved' | 'truncated';
  readonly index: number;
  readonly found: number | null;
}

const hexes = (leaves: Buffer): string[] =>
  Array.from({ length: leaves.length / DIGEST_BYTES }, (_, index) =>
    leaves.toString('latin1', index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES),
  );

/**
 * Names each leaf that is not where it was. Leaves don't repeat, since each holds an id of its own. What follows the end of the trusted list is new, and
 * no difference.
 * @param trusted leaves as they were sealed
 * @param found leaves as they are now
 */
export const differences = (trusted: Buffer, found: Buffer): Difference[] => {
  const first = commonBeginning(trusted, found);
  const [expected, actual] = [hexes(trusted.subarray(first * DIGEST_BYTES)), hexes(found.subarray(first * DIGEST_BYTES))];
  const placeOf = new Map(expected.map((leaf, index) => [leaf, index]));
  const present = new Set(actual);
  // The common ones in the order in which they are found, by their rank among the common ones.
  const common = expected.flatMap((leaf, index) => (present.has(leaf) ? [index] : []));
  const rankOf = new Map(common.map((index, rank) => [index, rank]));
  const order: { rank: number; at: number }[] = [];
  const seen = new Set<number>();
  actual.forEach((leaf, at) => {
    const rank = rankOf.get(placeOf.get(leaf) ?? -1);
    if (rank === undefined || seen.has(rank)) return;
    seen.add(rank);
    order.push({ rank, at });
  });
  const moved = movedOf(order.map(({ rank }) => rank));
  const out: Difference[] = order.flatMap(({ rank, at }) =>
    moved.has(rank) ? [{ fault: 'moved' as const, index: first + common[rank]!, found: first + at }] : [],
  );
  const kept = order.filter(({ rank }) => !moved.has(rank));
  // Between two that are where they were: what is missing there, and what is there instead.
  const claimed = new Set(order.map(({ at }) => at));
  for (let gap = 0; gap <= kept.length; gap++) {
    const [from, fromAt] = gap === 0 ? [-1, -1] : [common[kept[gap - 1]!.rank]!, kept[gap - 1]!.at];
    const [to, toAt] = gap === kept.length ? [expected.length, actual.length] : [common[kept[gap]!.rank]!, kept[gap]!.at];
    const missing = range(from + 1, to).filter((index) => !rankOf.has(index));
    const extra = range(fromAt + 1, toAt).filter((at) => !claimed.has(at));
    const last = gap === kept.length;
    const paired = Math.min(missing.length, extra.length);
    for (let n = 0; n < paired; n++) out.push({ fault: 'changed', index: first + missing[n]!, found: first + extra[n]! });
    const gone = missing.slice(paired);
    const cut = gone[0] === expected.length - gone.length;
    if (cut) out.push({ fault: 'truncated', index: first + gone[0]!, found: null });
    else for (const index of gone) out.push({ fault: 'deleted', index: first + index, found: null });
    // After the last one that was sealed new ones may follow.
    if (!last) for (const at of extra.slice(paired)) out.push({ fault: 'inserted', index: first + at, found: first + at });
  }
  return out.sort((a, b) => a.index - b.index);
};

/** With how many leaves both lists begin. By halves: equal beginnings are compared at the speed of memory, and no text is made of them. */
export const commonBeginning = (a: Buffer, b: Buffer): number => {
  // Where one of them has ended, their parts are not the same.
  let [low, high] = [0, a.length / DIGEST_BYTES];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const part = (of: Buffer): Buffer => of.subarray(low * DIGEST_BYTES, middle * DIGEST_BYTES);
    if (part(a).equals(part(b))) low = middle;
    else high = middle - 1;
  }
  return low;
};

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);

/** Those of a permutation that are out of place: both of a pair that was swapped; of the rest as few as can be. */
const movedOf = (ranks: readonly number[]): Set<number> => {
  const moved = new Set<number>();
  ranks.forEach((rank, at) => {
    if (rank !== at && ranks[rank] === at) moved.add(rank);
  });
  const rest = ranks.filter((rank) => !moved.has(rank));
  const inOrder = longestIncreasing(rest);
  for (const rank of rest) if (!inOrder.has(rank)) moved.add(rank);
  return moved;
};

/** Patience sorting. */
const longestIncreasing = (values: readonly number[]): Set<number> => {
  const tops: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const value of values) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tops[middle]! < value) low = middle + 1;
      else high = middle;
    }
    before.set(value, tops[low - 1]);
    tops[low] = value;
  }
  const kept = new Set<number>();
  for (let value = tops.at(-1); value !== undefined; value = before.get(value)) kept.add(value);
  return kept;
};
