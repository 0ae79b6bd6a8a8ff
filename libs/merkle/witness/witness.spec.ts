import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkpointText, cosignedAt, parseCheckpoint } from '../checkpoint.js';
import { leafHash } from '../hash.js';
import { MemoryTree } from '../memory-tree.js';
import { ALGORITHM, parseNote, SigningKey, VerifierKey } from '../note.js';
import { leaves, log, noteOf, proven, treeOf, withLeaves } from '../testing/requests.js';
import { CheckpointSigner } from './remote-signer.js';
import { Witness } from './witness.js';

describe('a witness', () => {
  let dir: string;
  let witness: Witness;
  const said: string[] = [];
  const open = (logs: readonly string[] = [log.verifier.toString()]): Witness =>
    new Witness({ dir, name: 'witness.example', logs, say: (line) => said.push(line), now: () => 1_800_000_000 });
  const reopen = (): void => {
    witness.close();
    witness = open();
  };

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'insatskedja-witness-'));
    witness = open();
  });
  afterEach(() => {
    witness.close();
    rmSync(dir, { recursive: true });
  });

  it('cosigns a log that grows, and remembers after its end how far it was', () => {
    const tree = treeOf(40);
    const first = witness.addCheckpoint(proven(tree, 0, 7));
    expect(first.status).toBe(200);
    const cosigned = parseNote(noteOf(tree, 7) + first.body.toString());
    expect(cosignedAt(cosigned, VerifierKey.parse(witness.vkey))).toBe(1_800_000_000);
    const before = witness.vkey;
    reopen();
    expect(witness.vkey).toBe(before);
    expect(witness.addCheckpoint(proven(tree, 7, 40)).status).toBe(200);
    expect(parseCheckpoint(parseNote(witness.checkpoint(log.verifier.name).body.toString()).text).size).toBe(40);
  });

  it('says how far it is to whoever thinks otherwise', () => {
    const tree = treeOf(9);
    witness.addCheckpoint(proven(tree, 0, 5));
    expect(witness.addCheckpoint(proven(tree, 0))).toEqual({ status: 409, body: '5\n', type: 'text/x.tlog.size' });
    expect(witness.addCheckpoint(proven(treeOf(5, 'other'), 5))).toMatchObject({ status: 409 });
    expect(witness.addCheckpoint(`old 9\n\n${noteOf(tree, 5)}`).status).toBe(400);
  });

  it('never puts its name to a log that was changed, cut off or signed by another', () => {
    const tree = treeOf(20);
    witness.addCheckpoint(proven(tree, 0, 12));
    const forged = MemoryTree.of(Buffer.concat(leaves(20).with(3, leafHash('forged'))));
    expect(witness.addCheckpoint(proven(forged, 12)).status).toBe(422);
    expect(witness.addCheckpoint(proven(tree, 8, 10)).status).toBe(409);
    const stranger = SigningKey.fromPem(log.verifier.name, ALGORITHM.ed25519, SigningKey.newPem());
    expect(witness.addCheckpoint(`old 12\n\n${noteOf(tree, 20, stranger)}`).status).toBe(403);
    expect(witness.addCheckpoint(`old 12\n\n${noteOf(tree, 20).replace('log.example', 'log2.example')}`).status).toBe(404);
    for (const body of ['', 'old x\n\n', `old 12\nAAAA\n\n${noteOf(tree)}`, 'old 12\n\nno note\n'])
      expect(witness.addCheckpoint(body).status).toBe(400);
    expect(witness.addCheckpoint(proven(tree, 12)).status).toBe(200); // control
  });

  it('takes leaves in the place of a proof, hashes them anew, and gives them back', () => {
    const tree = treeOf(600);
    expect(witness.addLeaves(withLeaves(tree, 0, 300)).status).toBe(200);
    expect(witness.addLeaves(withLeaves(tree, 0, 600))).toEqual({ status: 409, body: '300\n', type: 'text/x.tlog.size' });
    reopen();
    const forged = MemoryTree.of(Buffer.concat(leaves(600).with(3, leafHash('forged'))));
    expect(witness.addLeaves(withLeaves(forged, 300)).status).toBe(422);
    expect(witness.addLeaves(`leaves 300\n${tree.leaves(300, 500).toString('base64')}\n\n${noteOf(tree)}`).status).toBe(400);
    expect(witness.addLeaves(withLeaves(tree, 300)).status).toBe(200);
    expect(witness.hashes(log.verifier.name, 0, 598, 10).body).toEqual(tree.leaves(598, 600));
    expect(witness.hashes(log.verifier.name, 8, 0, 10).body).toEqual(Buffer.concat([tree.node(8, 0), tree.node(8, 1)]));
  });

  it('keeps no leaves of a checkpoint that it did not sign before it was killed', () => {
    const tree = treeOf(30);
    witness.addLeaves(withLeaves(tree, 0, 10));
    witness.addCheckpoint(proven(tree, 10, 20)); // without leaves
    expect(witness.addLeaves(withLeaves(tree, 20))).toMatchObject({ status: 409, body: '10\n' });
    expect(witness.addLeaves(withLeaves(tree, 10, 15)).status).toBe(422); // shorter than what it signed
    expect(witness.addLeaves(withLeaves(tree, 10)).status).toBe(200);
  });

  it('takes new logs only where it was started without keys, and says so', () => {
    const other = SigningKey.fromPem('other.example/audit', ALGORITHM.ed25519, SigningKey.newPem()).verifier.toString();
    expect(witness.addLog(other).status).toBe(403);
    expect(witness.addLog(log.verifier.toString()).status).toBe(200);
    expect(witness.addLog(SigningKey.fromPem(log.verifier.name, ALGORITHM.ed25519, SigningKey.newPem()).verifier.toString()).status).toBe(
      403,
    );
    witness.close();
    witness = open([]);
    expect(witness.addLog(other).status).toBe(200);
    expect(said.at(-1)).toContain(other);
    witness.close();
    expect(() => open([SigningKey.fromPem('other.example/audit', ALGORITHM.ed25519, SigningKey.newPem()).verifier.toString()])).toThrow(
      'another key',
    );
    witness = open();
  });
});

describe('a signer', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'insatskedja-signer-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('signs checkpoints under their origin, and no smaller or other tree than before', () => {
    const tree = treeOf(9);
    const text = (size: number, from = tree): string => checkpointText({ origin: 'log.example/audit', size, root: from.root(size) });
    const signer = new CheckpointSigner(dir);
    const verifier = VerifierKey.of('log.example/audit', ALGORITHM.ed25519, Buffer.from(signer.publicKey(), 'base64'));
    const { status, body } = signer.sign(text(5));
    expect([status, verifier.signed(parseNote(`${text(5)}\n${body.toString()}`))]).toEqual([200, true]);
    const later = new CheckpointSigner(dir);
    expect(later.publicKey()).toBe(signer.publicKey());
    expect(later.sign(text(5)).status).toBe(200);
    expect(later.sign(text(4)).status).toBe(422);
    expect(later.sign(text(5, treeOf(5, 'other'))).status).toBe(422);
    expect(later.sign('anything else').status).toBe(400);
    expect(later.sign(text(9)).status).toBe(200);
  });
});
