import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { CompactRange } from './compact-range.js';
import { EMPTY_ROOT, leafHash, nodeHash, type Digest } from './hash.js';
import { consistencyProof, inclusionProof, rootOf, verifyConsistency, verifyInclusion, type NodeReader } from './proofs.js';
import { TileFolder } from './tile-folder.js';

/** The eight leaves and the roots of Google's certificate-transparency (merkle_tree_test), which all implementations of RFC 6962 are held against. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** MTH, PATH and PROOF letter by letter as RFC 6962 defines them. */
const mth = (d: readonly Digest[]): Digest => {
  if (d.length === 0) return createHash('sha256').digest();
  if (d.length === 1) return d[0]!;
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(mth(d.slice(0, k)))
    .update(mth(d.slice(k)))
    .digest();
};
const readerOf =
  (leaves: readonly Digest[]): NodeReader =>
  (level, index) =>
    mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const some = (n: number): Digest[] => Array.from({ length: n }, (_, index) => leafHash(`leaf ${index}`));
const hex = (digests: readonly Digest[]): string[] => digests.map((one) => one.toString('hex'));

describe('the tree of RFC 6962', () => {
  const leaves = LEAVES.map((one) => leafHash(Buffer.from(one, 'hex')));

  it('has the known roots', () => {
    const range = CompactRange.empty();
    expect(range.root()).toEqual(EMPTY_ROOT);
    for (const [index, leaf] of leaves.entries()) {
      range.append(leaf);
      expect(range.root().toString('hex')).toBe(ROOTS[index]);
      expect(rootOf(index + 1, readerOf(leaves)).toString('hex')).toBe(ROOTS[index]);
    }
  });

  it('has the known proofs', () => {
    const node = readerOf(leaves);
    expect(hex(inclusionProof(0, 8, node))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyProof(6, 8, node))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('takes text and bytes for the same leaf', () => expect(leafHash('åäö')).toEqual(leafHash(Buffer.from('åäö'))));
  it('takes bytes that are no text as they are', () =>
    expect(leafHash(Buffer.from('ff', 'hex'))).toEqual(createHash('sha256').update(Buffer.from('00ff', 'hex')).digest()));
  it('tells leaves from nodes', () =>
    expect(leafHash(Buffer.concat([leaves[0]!, leaves[1]!]))).not.toEqual(nodeHash(leaves[0]!, leaves[1]!)));
});

describe('proofs', () => {
  const pair = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));

  it('prove every leaf, and no other leaf, place, size or root', () =>
    fc.assert(
      fc.property(pair, fc.nat(), ([index, size], salt) => {
        const leaves = some(size);
        const root = mth(leaves);
        const path = inclusionProof(index, size, readerOf(leaves));
        expect(verifyInclusion(index, size, leaves[index]!, path, root)).toBe(true);
        expect(verifyInclusion(index, size, leafHash(`other ${salt}`), path, root)).toBe(false);
        expect(verifyInclusion(index, size, leaves[index]!, path, leafHash('root'))).toBe(false);
        const elsewhere = (index + 1 + (salt % size)) % size;
        expect(verifyInclusion(elsewhere, size, leaves[index]!, path, root)).toBe(elsewhere === index);
        expect(verifyInclusion(index, size, leaves[index]!, path.slice(1), root)).toBe(path.length === 0);
        expect(verifyInclusion(index, size, leaves[index]!, [...path, leafHash('x')], root)).toBe(false);
      }),
      { numRuns: 300 },
    ));

  it('prove that a tree grew from another, and never that it grew from what it did not', () =>
    fc.assert(
      fc.property(pair, fc.nat(), ([first, second], salt) => {
        const leaves = some(second);
        const [old, grown] = [mth(leaves.slice(0, first)), mth(leaves)];
        const proof = consistencyProof(first, second, readerOf(leaves));
        expect(verifyConsistency(first, second, old, grown, proof)).toBe(true);
        if (first === 0) return;
        const forged = leaves.map((leaf, index) => (index === salt % first ? leafHash('forged') : leaf));
        expect(verifyConsistency(first, second, old, mth(forged), consistencyProof(first, second, readerOf(forged)))).toBe(false);
        expect(verifyConsistency(first, second, mth(forged.slice(0, first)), grown, proof)).toBe(false);
        expect(verifyConsistency(first, second, old, grown, proof.slice(1))).toBe(proof.length === 0);
        expect(verifyConsistency(first, second, old, grown, [...proof, leafHash('x')])).toBe(false);
      }),
      { numRuns: 300 },
    ));
});

describe('a compact range', () => {
  it('has the root of its leaves at every size, and goes on from its bytes', () =>
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (stored, more) => {
        const leaves = some(stored + more);
        const first = CompactRange.empty();
        for (const leaf of leaves.slice(0, stored)) first.append(leaf);
        const copy = first.copy();
        const second = CompactRange.from(stored, first.toBytes());
        for (const leaf of leaves.slice(stored)) second.append(leaf);
        expect(second.root()).toEqual(mth(leaves));
        expect(second.size).toBe(stored + more);
        expect(copy.root()).toEqual(mth(leaves.slice(0, stored)));
      }),
      { numRuns: 60 },
    ));
  it('is not made of another number of hashes', () => expect(() => CompactRange.from(3, Buffer.alloc(32))).toThrow('no compact range'));
});

describe('a folder of tiles', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-tiles-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has every root and every node, however the leaves came, and after it was opened anew', () => {
    const leaves = some(1_500);
    const range = CompactRange.empty();
    let tiles = TileFolder.open(folder);
    for (let at = 0; at < leaves.length;) {
      const count = 1 + ((at * 7) % 300);
      tiles.append(Buffer.concat(leaves.slice(at, at + count)));
      tiles.sync();
      for (const leaf of leaves.slice(at, at + count)) range.append(leaf);
      at += count;
      expect(tiles.root()).toEqual(range.root());
    }
    tiles.close();
    tiles = TileFolder.open(folder, { writable: false });
    expect(tiles.size).toBe(1_500);
    expect(tiles.root(777)).toEqual(mth(leaves.slice(0, 777)));
    expect(tiles.node(10, 0)).toEqual(mth(leaves.slice(0, 1024)));
    expect(() => tiles.node(10, 1)).toThrow(RangeError);
    expect(Buffer.concat([...tiles.leavesFrom(1_490)])).toEqual(Buffer.concat(leaves.slice(1_490)));
    tiles.close();
  });

  it('is cut back to a size, and grows from there', () => {
    const tiles = TileFolder.open(folder);
    tiles.append(Buffer.concat(some(70_000)));
    const whole = tiles.root();
    for (const size of [65_536, 300, 256, 3, 0]) {
      tiles.truncate(size);
      expect(tiles.root()).toEqual(mth(some(size)));
    }
    tiles.append(Buffer.concat(some(70_000)));
    expect(tiles.root()).toEqual(whole);
    tiles.close();
  });
});
