import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cosign, parseCheckpoint, type Checkpoint } from '../checkpoint.js';
import { DIGEST_BYTES, EMPTY_ROOT, type Digest } from '../hash.js';
import { formatNote, parseNote, signatureLine, VerifierKey, type SignedNote, type SigningKey } from '../note.js';
import { verifyConsistency } from '../proofs.js';
import { TileFolder } from '../tile-folder.js';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type?: string;
}

const refuse = (status: number, body: string): Answer => ({ status, body: `${body}\n` });
/** C2SP tlog-witness: the requester has another size in mind than the witness; here is the witness's. */
const otherSize = (size: number): Answer => ({ status: 409, body: `${size}\n`, type: 'text/x.tlog.size' });

/**
 * One log as a witness knows it: the newest checkpoint that it has put its name to, and, where it keeps a copy of the leaves, those. Everything in one
 * folder, each file whole or not at all. It never cosigns a tree that does not hold the one before as its beginning.
 */
export class WitnessedLog {
  private latest: Checkpoint;
  private readonly tiles: TileFolder;

  constructor(
    private readonly folder: string,
    readonly key: VerifierKey,
    private readonly witness: SigningKey,
    private readonly now: () => number,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const note = this.note();
    this.latest = note === undefined ? { origin: key.name, size: 0, root: EMPTY_ROOT } : parseCheckpoint(parseNote(note).text);
    this.tiles = TileFolder.open(folder);
    // What was taken in for a checkpoint that was never cosigned, because the process was killed between.
    this.tiles.truncate(Math.min(this.tiles.size, this.latest.size));
  }

  /** The newest cosigned checkpoint as a note, with the log's signature and the witness's own. */
  note(): string | undefined {
    const file = path.join(this.folder, 'checkpoint');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** C2SP tlog-witness add-checkpoint: a signed checkpoint, and a proof that it grew from the one that the witness has. */
  addCheckpoint(old: number, proof: readonly Digest[], note: SignedNote): Answer {
    const read = this.read(note);
    if ('status' in read) return read;
    if (old > read.size) return refuse(400, 'the old size is larger than the checkpoint');
    if (old !== this.latest.size) return otherSize(this.latest.size);
    if (old === read.size && !read.root.equals(this.latest.root)) return otherSize(this.latest.size);
    if (!verifyConsistency(old, read.size, this.latest.root, read.root, proof))
      return refuse(422, 'the proof does not show that the log only grew');
    return this.cosign(read, note);
  }

  /**
   * The same with the leaves themselves in the place of a proof: the witness hashes them anew, and keeps them. A record that is changed later is then
   * found by its place, whatever was done to the host.
   */
  addLeaves(start: number, leaves: Buffer, note: SignedNote): Answer {
    const read = this.read(note);
    if ('status' in read) return read;
    if (start !== this.tiles.size) return otherSize(this.tiles.size);
    if (leaves.length !== (read.size - start) * DIGEST_BYTES) return refuse(400, 'the leaves do not reach from the old size to the new');
    if (read.size < this.latest.size) return refuse(422, 'the log is shorter than it was');
    this.tiles.append(leaves);
    if (!this.tiles.root(read.size).equals(read.root) || !this.tiles.root(this.latest.size).equals(this.latest.root)) {
      this.tiles.truncate(start);
      return refuse(422, 'the leaves are not those of a log that only grew');
    }
    this.tiles.sync();
    return this.cosign(read, note);
  }

  /** Hashes of the copy, for finding where another copy differs. */
  hashes(level: number, start: number, count: number): Buffer {
    return this.tiles.read(level, start, count);
  }

  close(): void {
    this.tiles.close();
  }

  /** @throws NoteError when it is no checkpoint */
  private read(note: SignedNote): Checkpoint | Answer {
    const checkpoint = parseCheckpoint(note.text);
    return this.key.signed(note) ? checkpoint : refuse(403, 'no signature of the log');
  }

  /** Durable before the signature leaves. */
  private cosign(checkpoint: Checkpoint, { text, signatures }: SignedNote): Answer {
    const own = cosign(text, this.now(), this.witness);
    const logs = signatures.filter(({ name }) => name === this.key.name);
    const file = path.join(this.folder, 'checkpoint');
    writeFileSync(`${file}.new`, formatNote({ text, signatures: [...logs, own] }), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    this.latest = checkpoint;
    return { status: 200, body: signatureLine(own) };
  }
}
