import { closeSync, existsSync, fsyncSync, ftruncateSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DIGEST_BYTES, nodeHash, type Digest } from './hash.js';
import { rootOf, type NodeReader } from './proofs.js';

/** Levels of the tree in a tile, as in C2SP tlog-tiles: 256 hashes side by side, whose root stands eight levels up. */
const TILE_LEVELS = 8;
const TILE_WIDTH = 256;
const READ_LEAVES = 32_768;

/**
 * The leaves of a tree and the roots of its tiles, in files that only grow: `level-0`, `level-8`, … hold the hashes of C2SP tlog-tiles one after the other
 * (tile n of a level lies at n × 8192 bytes). Any node is read with at most 128 hashes. One writer at a time.
 */
export class TileFolder {
  private readonly files: number[] = [];
  private leaves: number;

  private constructor(
    readonly folder: string,
    private readonly writable: boolean,
  ) {
    const size = Math.floor(fstatSync(this.file(0)).size / DIGEST_BYTES);
    this.leaves = size;
    if (writable) this.truncate(size); // a write that was cut short by a crash
  }

  /** @throws when it is not there and may not be made */
  static open(folder: string, { writable = true } = {}): TileFolder {
    if (writable) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new TileFolder(folder, writable);
  }

  static exists(folder: string): boolean {
    return existsSync(path.join(folder, 'level-0'));
  }

  get size(): number {
    return this.leaves;
  }

  /** Appends leaf hashes, one after the other in `hashes`. Durable after `sync`. */
  append(hashes: Buffer): void {
    let [level, added, from] = [0, hashes, this.leaves];
    this.leaves += hashes.length / DIGEST_BYTES;
    while (added.length > 0) {
      writeSync(this.file(level), added, 0, added.length, from * DIGEST_BYTES);
      const [first, end] = [Math.floor(from / TILE_WIDTH), Math.floor((from + added.length / DIGEST_BYTES) / TILE_WIDTH)];
      const lower = level;
      added = Buffer.concat(
        Array.from({ length: end - first }, (_, tile) => this.reduce(this.read(lower, (first + tile) * TILE_WIDTH, TILE_WIDTH))),
      );
      [level, from] = [level + TILE_LEVELS, first];
    }
  }

  sync(): void {
    for (const file of this.files) if (file !== undefined) fsyncSync(file);
  }

  /** Leaf hashes from `start`, as many as there are up to `count`, side by side. */
  read(level: number, start: number, count: number): Buffer {
    const bytes = Buffer.alloc(count * DIGEST_BYTES);
    const read = readSync(this.file(level), bytes, 0, bytes.length, start * DIGEST_BYTES);
    return bytes.subarray(0, read - (read % DIGEST_BYTES));
  }

  /** All leaves from `start` up to, not including, `end`. */
  *leavesFrom(start: number, end = this.leaves): Generator<Buffer> {
    for (let at = start; at < end; at += READ_LEAVES) yield this.read(0, at, Math.min(READ_LEAVES, end - at));
  }

  /** Cuts off what lies after so many leaves. */
  truncate(size: number): void {
    if (!this.writable) throw new Error('the folder was opened to be read');
    for (let [level, count] = [0, size]; ; [level, count] = [level + TILE_LEVELS, Math.floor(count / TILE_WIDTH)]) {
      const there = existsSync(this.pathOf(level));
      if (level > 0 && !there && count === 0) break;
      ftruncateSync(this.file(level), count * DIGEST_BYTES);
      if (count === 0 && level > 0 && !existsSync(this.pathOf(level + TILE_LEVELS))) break;
    }
    this.leaves = size;
  }

  readonly node: NodeReader = (level, index) => {
    const stored = level - (level % TILE_LEVELS);
    const width = 2 ** (level - stored);
    const hashes = this.read(stored, index * width, width);
    if (hashes.length !== width * DIGEST_BYTES) throw new RangeError(`node ${index} of level ${level} is not in a tree of ${this.leaves}`);
    return this.reduce(hashes);
  };

  root(size = this.leaves): Digest {
    return rootOf(size, this.node);
  }

  close(): void {
    for (const file of this.files.splice(0)) if (file !== undefined) closeSync(file);
  }

  /** The root over a power of two of hashes. */
  private reduce(hashes: Buffer): Digest {
    let row = hashes;
    while (row.length > DIGEST_BYTES) {
      const next = Buffer.alloc(row.length / 2);
      for (let at = 0; at < row.length; at += 2 * DIGEST_BYTES)
        nodeHash(row.subarray(at, at + DIGEST_BYTES), row.subarray(at + DIGEST_BYTES, at + 2 * DIGEST_BYTES)).copy(next, at / 2);
      row = next;
    }
    return Buffer.from(row);
  }

  private pathOf(level: number): string {
    return path.join(this.folder, `level-${level}`);
  }

  private file(level: number): number {
    const slot = level / TILE_LEVELS;
    this.files[slot] ??= openSync(this.pathOf(level), this.writable ? (existsSync(this.pathOf(level)) ? 'r+' : 'w+') : 'r', 0o600);
    return this.files[slot];
  }
}
