import { hash } from 'node:crypto';

/** A SHA-256 digest: 32 bytes. */
export type Digest = Buffer;
export const DIGEST_BYTES = 32;

/** MTH({}) of RFC 6962: the tree without leaves. */
export const EMPTY_ROOT: Digest = hash('sha256', '', 'buffer');

/** RFC 6962 leaf hash: SHA-256 over 0x00 and the content, so that no leaf can be passed off as a node. */
export const leafHash = (content: Uint8Array | string): Digest =>
  hash('sha256', typeof content === 'string' ? `\0${content}` : Buffer.concat([LEAF, content]), 'buffer');

/** RFC 6962 node hash: SHA-256 over 0x01, left and right. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Digest => {
  NODE.set(left, 1);
  NODE.set(right, 1 + DIGEST_BYTES);
  return hash('sha256', NODE, 'buffer');
};

const LEAF = Buffer.from([0]);
/** Filled anew for each node: nothing is allotted for it. */
const NODE = Buffer.alloc(1 + 2 * DIGEST_BYTES, 1);
