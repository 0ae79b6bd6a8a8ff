import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { log, newLog, proven, treeOf, withLeaves } from '../testing/requests.js';
import { TileFolder } from '../tile-folder.js';
import { Witness } from './witness.js';

const origin = log.verifier.name;

describe('the folder of a witness', () => {
  let parent: string;
  let dir: string;
  const open = (logs: readonly string[] = [log.verifier.toString()]): Witness =>
    new Witness({ dir, name: 'witness.example', logs, say: () => undefined, now: () => 1_800_000_000 });
  const inFolder = (...names: string[]): string => path.join(dir, createHash('sha256').update(origin).digest('hex').slice(0, 16), ...names);
  const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), 'insatskedja-witness-'));
    dir = path.join(parent, 'state', 'witness');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it('is made where there is none, with a folder for each log, for nobody else to read', () => {
    const witness = open();
    witness.addLeaves(withLeaves(treeOf(3), 0));
    expect(readdirSync(dir).toSorted()).toEqual([path.basename(inFolder()), 'key.pem', 'name'].toSorted());
    expect(readdirSync(inFolder()).toSorted()).toEqual(['checkpoint', 'level-0', 'log.vkey']);
    expect([dir, inFolder()].map(modeOf)).toEqual(['700', '700']);
    const files = [...['key.pem', 'name'].map((name) => path.join(dir, name)), ...['checkpoint', 'level-0', 'log.vkey'].map((name) => inFolder(name))]; // prettier-ignore
    expect(files.map(modeOf)).toEqual(files.map(() => '600'));
    witness.close();
  });

  it('says what the witness is called, whatever it is called at a later start', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, 'name'), 'kept.example\n');
    const witness = open();
    expect(witness.vkey).toMatch(/^kept\.example\+[\da-f]{8}\+/);
    witness.close();
  });

  it('says which logs it knows, also to a witness that is started without their keys', () => {
    open().close();
    const witness = open([]);
    expect(witness.addLog(log.verifier.toString())).toEqual({ status: 200, body: 'known\n' });
    witness.close();
    expect(() => open([newLog(origin).verifier.toString()])).toThrow(`${origin} is kept with another key than the one that was given`);
  });

  it('loses leaves of a checkpoint that was never cosigned, and no others', () => {
    const tree = treeOf(20);
    const first = open();
    first.addLeaves(withLeaves(tree, 0, 10));
    first.close();
    const killed = TileFolder.open(inFolder());
    killed.append(tree.leaves(10, 13));
    killed.close();
    const witness = open();
    expect(witness.hashes(origin, 0, 0, 20).body).toEqual(tree.leaves(0, 10));
    expect(witness.addLeaves(withLeaves(tree, 10)).status).toBe(200);
    witness.close();
  });

  it('holds no leaves that nobody handed over, though a later checkpoint was cosigned', () => {
    const tree = treeOf(20);
    const first = open();
    first.addLeaves(withLeaves(tree, 0, 10));
    first.addCheckpoint(proven(tree, 10));
    first.close();
    const witness = open();
    expect(witness.hashes(origin, 0, 0, 20).body).toEqual(tree.leaves(0, 10));
    expect(witness.addLeaves(withLeaves(tree, 10)).status).toBe(200); // up to the size that is cosigned already
    witness.close();
  });

  it('that cannot be written is no fault of the request, and nothing is cosigned', () => {
    const witness = open();
    mkdirSync(inFolder('checkpoint.new')); // in the way of the file
    expect(() => witness.addCheckpoint(proven(treeOf(3), 0))).toThrow('EISDIR');
    expect(witness.checkpoint(origin).status).toBe(404);
    witness.close();
  });

  it('is let go of when the witness ends', () => {
    const witness = open();
    witness.addLeaves(withLeaves(treeOf(3), 0));
    expect(witness.hashes(origin, 0, 0, 3).status).toBe(200);
    witness.close();
    rmSync(parent, { recursive: true });
    expect(() => witness.hashes(origin, 0, 0, 3)).toThrow('ENOENT');
  });
});
