import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cosignedAt } from '../checkpoint.js';
import { formatNote, parseNote, VerifierKey } from '../note.js';
import { leaves, log, newLog, noteOf, proven, treeOf, withLeaves } from '../testing/requests.js';
import { Witness } from './witness.js';

const origin = log.verifier.name;
const malformed = { status: 400, body: 'malformed request\n' };

describe('the answers of a witness', () => {
  let dir: string;
  let witness: Witness;
  const said: string[] = [];
  const open = (logs: readonly string[], now?: () => number): void => {
    witness.close();
    witness = new Witness({ dir, name: 'witness.example', logs, say: (line) => said.push(line), now });
  };

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'insatskedja-witness-'));
    witness = new Witness({ dir, name: 'witness.example', logs: [log.verifier.toString()], say: (line) => said.push(line) });
  });
  afterEach(() => {
    witness.close();
    rmSync(dir, { recursive: true });
  });

  it('are 400 to a request that is not in the form of tlog-witness', () => {
    const tree = treeOf(5);
    const hash = `${'A'.repeat(43)}=\n`;
    const bodies = [
      '',
      'old 0\n\n',
      noteOf(tree),
      `x${proven(tree, 0)}`,
      `\n${proven(tree, 0)}`,
      `old 00\n\n${noteOf(tree)}`,
      `old 1000000000000000\n\n${noteOf(tree)}`,
      `old 0\n${hash.repeat(64)}\n${noteOf(tree)}`, // one more than a tree can be high
      `old 0\n${hash.slice(1)}\n${noteOf(tree)}`,
    ];
    for (const body of bodies) expect([body, witness.addCheckpoint(body)]).toEqual([body, malformed]);
    expect(witness.addCheckpoint(`old 0\n${hash.repeat(63)}\n${noteOf(tree)}`).status).toBe(422); // control
    expect(witness.addCheckpoint('old 0\n\nno note\n')).toEqual({ status: 400, body: 'this is no signed note\n' });
  });

  it('are 400 to leaves that are not handed over as they should be', () => {
    const tree = treeOf(5);
    const [head, note] = withLeaves(tree, 0).split('\n\n');
    const bodies = ['', 'leaves 0\n', `${head}`, `${head}\n\n`, `x${head}\n\n${note}`, `${head}*\n\n${note}`, `${head} \n\n${note}`, `\n\n${head}\n\n${note}`]; // prettier-ignore
    for (const body of [...bodies, `leaves 00\n\n\n${note}`, `${head}\n${note}`])
      expect([body, witness.addLeaves(body)]).toEqual([body, malformed]);
    expect(witness.addLeaves(`${head}\n\nno note\n`)).toEqual({ status: 400, body: 'this is no signed note\n' });
    expect(witness.addLeaves(withLeaves(tree, 0).replace('leaves 0\n', 'leaves 0\nAAAA'))).toEqual({
      status: 400,
      body: 'the leaves do not reach from the old size to the new\n',
    });
  });

  it('are 400 to what the log signed and is no checkpoint', () => {
    const text = `${origin}\nnot a size\n`;
    const note = formatNote({ text, signatures: [log.signature(text)] });
    const refused = { status: 400, body: 'this is no checkpoint\n' };
    expect([witness.addCheckpoint(`old 0\n\n${note}`), witness.addLeaves(`leaves 0\n\n\n${note}`)]).toEqual([refused, refused]);
  });

  it('are 400 to an old size beyond the checkpoint, and 409 with its own to any other that it does not have', () => {
    const tree = treeOf(9);
    witness.addCheckpoint(proven(tree, 0, 5));
    expect(witness.addCheckpoint(`old 9\n\n${noteOf(tree, 5)}`)).toEqual({
      status: 400,
      body: 'the old size is larger than the checkpoint\n',
    });
    expect(witness.addCheckpoint(`old 5\n\n${noteOf(treeOf(5, 'other'))}`)).toEqual({
      status: 409,
      body: '5\n',
      type: 'text/x.tlog.size',
    });
    expect(witness.addCheckpoint(proven(tree, 5, 5)).status).toBe(200); // once more the same
  });

  it('are 403 and 404 to a stranger', () => {
    const tree = treeOf(5);
    const strange = noteOf(tree, 5, newLog(origin));
    const unsigned = { status: 403, body: 'no signature of the log\n' };
    expect(witness.addCheckpoint(`old 0\n\n${strange}`)).toEqual(unsigned);
    expect(witness.addLeaves(`leaves 0\n${tree.leaves(0, 5).toString('base64')}\n\n${strange}`)).toEqual(unsigned);
    const unknown = { status: 404, body: 'unknown log\n' };
    expect(witness.addCheckpoint(proven(tree, 0).replace(origin, 'other.example'))).toEqual(unknown);
    expect(witness.addLeaves(withLeaves(tree, 0).replace(origin, 'other.example'))).toEqual(unknown);
    expect(witness.hashes('other.example', 0, 0, 1)).toEqual(unknown);
    expect(witness.checkpoint('other.example')).toEqual({ status: 404, body: 'no checkpoint\n' });
    expect(witness.checkpoint(origin)).toEqual({ status: 404, body: 'no checkpoint\n' }); // known, and nothing cosigned yet
  });

  it('are 422 to a log that did not only grow', () => {
    const tree = treeOf(20);
    witness.addCheckpoint(proven(tree, 0, 12));
    expect(witness.addCheckpoint(`old 12\n\n${noteOf(tree)}`)).toEqual({
      status: 422,
      body: 'the proof does not show that the log only grew\n',
    });
    expect(witness.addLeaves(withLeaves(tree, 0, 11))).toEqual({ status: 422, body: 'the log is shorter than it was\n' });
    const other = treeOf(20, 'other');
    expect(witness.addLeaves(withLeaves(other, 0))).toEqual({
      status: 422,
      body: 'the leaves are not those of a log that only grew\n',
    });
    expect(witness.hashes(origin, 0, 0, 20).body).toHaveLength(0);
    expect(witness.addLeaves(withLeaves(tree, 0, 12)).status).toBe(200); // the copy comes up to what was cosigned
    expect(witness.hashes(origin, 0, 0, 2)).toEqual({
      status: 200,
      body: Buffer.concat(leaves(2)),
      type: 'application/octet-stream',
    });
  });

  it('hold a signature with the time at which it was made', () => {
    const before = Math.floor(Date.now() / 1_000);
    const note = parseNote(noteOf(treeOf(3)) + witness.addCheckpoint(proven(treeOf(3), 0)).body.toString());
    const at = cosignedAt(note, VerifierKey.parse(witness.vkey))!;
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now() / 1_000);
  });

  it('hold the checkpoint with the signatures of the log and of the witness, and nobody else’s', () => {
    open([log.verifier.toString()], () => 1_800_000_000);
    const tree = treeOf(3);
    const stranger = newLog('stranger.example').signature(parseNote(noteOf(tree)).text);
    const { text, signatures } = parseNote(noteOf(tree));
    witness.addCheckpoint(`old 0\n\n${formatNote({ text, signatures: [stranger, ...signatures] })}`);
    const kept = parseNote(witness.checkpoint(origin).body.toString());
    expect(kept.signatures.map(({ name }) => name)).toEqual([origin, 'witness.example']);
    expect([log.verifier.signed(kept), cosignedAt(kept, VerifierKey.parse(witness.vkey))]).toEqual([true, 1_800_000_000]);
  });

  it('are 403 to a new log where the logs were named, or where sixteen came already', () => {
    const closed = { status: 403, body: 'this witness does not take new logs\n' };
    const other = { status: 403, body: 'another key is known for this log\n' };
    expect(witness.addLog(newLog('new.example').verifier.toString())).toEqual(closed);
    expect(witness.addLog(log.verifier.toString())).toEqual({ status: 200, body: 'known\n' });
    expect(witness.addLog(newLog(origin).verifier.toString())).toEqual(other);
    open([]); // the one that it had it keeps
    for (let n = 2; n <= 16; n++) {
      const vkey = newLog(`log-${n}.example`).verifier.toString();
      expect(witness.addLog(vkey)).toEqual({ status: 200, body: 'known from now on\n' });
      expect(said.at(-1)).toBe(`Witnessing log-${n}.example from now on. Compare its key with what audit:key shows there: ${vkey}`);
    }
    expect(witness.addLog(newLog('log-17.example').verifier.toString())).toEqual(closed);
    expect(witness.addLog(log.verifier.toString()).status).toBe(200);
  });
});
