import { DIGEST_BYTES, nodeHash, type Digest } from './hash.js';
import { rootOf, type NodeReader } from './proofs.js';

/** Bytes. */
const FIRST_ROOM = 32_768;

/** A whole tree in memory, 64 bytes a leaf: every root of its past and every proof. */
export class MemoryTree {
  private readonly levels: { bytes: Buffer; count: number }[] = [];

  /** @param leaves hashes side by side */
  static of(leaves: Buffer): MemoryTree {
    const tree = new MemoryTree();
    for (let at = 0; at < leaves.length; at += DIGEST_BYTES) tree.append(leaves.subarray(at, at + DIGEST_BYTES));
    return tree;
  }

  get size(): number {
    return this.levels[0]?.count ?? 0;
  }

  append(leaf: Digest): void {
    let hash = leaf;
    for (let level = 0; ; level++) {
      const row = (this.levels[level] ??= { bytes: Buffer.alloc(FIRST_ROOM), count: 0 });
      if (row.bytes.length === row.count * DIGEST_BYTES) row.bytes = Buffer.concat([row.bytes, Buffer.alloc(row.bytes.length)]);
      hash.copy(row.bytes, row.count * DIGEST_BYTES);
      row.count += 1;
      if (row.count % 2 === 1) return;
      hash = nodeHash(this.at(level, row.count - 2), this.at(level, row.count - 1));
    }
  }

  leaf(index: number): Digest {
    return this.at(0, index);
  }

  /** Leaves from `start` up to, not including, `end`, side by side. */
  leaves(start: number, end: number): Buffer {
    return this.levels[0]?.bytes.subarray(start * DIGEST_BYTES, Math.min(end, this.size) * DIGEST_BYTES) ?? Buffer.alloc(0);
  }

  root(size = this.size): Digest {
    if (size > this.size) throw new RangeError(`there are ${this.size} leaves, not ${size}`);
    return rootOf(size, this.node);
  }

  readonly node: NodeReader = (level, index) => {
    if (index >= (this.levels[level]?.count ?? 0)) throw new RangeError(`node ${index} of level ${level} is not in a tree of ${this.size}`);
    return this.at(level, index);
  };

  private at(level: number, index: number): Digest {
    return this.levels[level]!.bytes.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  }
}
