import { checkpointText } from '../checkpoint.js';
import { leafHash } from '../hash.js';
import { MemoryTree } from '../memory-tree.js';
import { ALGORITHM, formatNote, SigningKey } from '../note.js';
import { consistencyProof } from '../proofs.js';

/** A new key of a log. */
export const newLog = (name: string): SigningKey => SigningKey.fromPem(name, ALGORITHM.ed25519, SigningKey.newPem());

export const log = newLog('log.example/events');

export const leaves = (n: number, name = 'leaf'): Buffer[] => Array.from({ length: n }, (_, index) => leafHash(`${name} ${index}`));

export const treeOf = (n: number, name?: string): MemoryTree => MemoryTree.of(Buffer.concat(leaves(n, name)));

/** The tree's checkpoint, under the log's name, signed. */
export const noteOf = (tree: MemoryTree, size = tree.size, key = log): string => {
  const text = checkpointText({ origin: log.verifier.name, size, root: tree.root(size) });
  return formatNote({ text, signatures: [key.signature(text)] });
};

/** What is asked of a witness with a proof. */
export const proven = (tree: MemoryTree, old: number, size = tree.size): string =>
  `old ${old}\n${consistencyProof(old, size, tree.node).map((hash) => `${hash.toString('base64')}\n`).join('')}\n${noteOf(tree, size)}`; // prettier-ignore

/** What is asked of a witness with the leaves in its place. */
export const withLeaves = (tree: MemoryTree, old: number, size = tree.size): string =>
  `leaves ${old}\n${tree.leaves(old, size).toString('base64')}\n\n${noteOf(tree, size)}`;
