import { DIGEST_BYTES, EMPTY_ROOT, nodeHash, type Digest } from './hash.js';

/**
 * The roots of the perfect subtrees that a tree of this size is made of, the largest first: all that is needed to append a leaf and to know the root.
 * O(log n), so that whoever signs or witnesses a log need not hold the log.
 */
export class CompactRange {
  private constructor(
    private count: number,
    private readonly hashes: Digest[],
  ) {}

  static empty(): CompactRange {
    return new CompactRange(0, []);
  }

  /** @throws when the number of hashes does not fit the size */
  static from(size: number, bytes: Uint8Array): CompactRange {
    if (bytes.length !== onesIn(size) * DIGEST_BYTES) throw new Error(`${bytes.length} bytes are no compact range of ${size} leaves`);
    const hashes = Array.from({ length: bytes.length / DIGEST_BYTES }, (_, index) =>
      Buffer.from(bytes.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES)),
    );
    return new CompactRange(size, hashes);
  }

  get size(): number {
    return this.count;
  }

  append(leaf: Digest): void {
    let hash = leaf;
    for (let size = this.count; size % 2 === 1; size = (size - 1) / 2) hash = nodeHash(this.hashes.pop()!, hash);
    this.hashes.push(hash);
    this.count += 1;
  }

  root(): Digest {
    if (this.count === 0) return EMPTY_ROOT;
    return this.hashes.reduceRight((right, left) => nodeHash(left, right));
  }

  copy(): CompactRange {
    return new CompactRange(this.count, [...this.hashes]);
  }

  toBytes(): Buffer {
    return Buffer.concat(this.hashes);
  }
}

const onesIn = (size: number): number => {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
};
