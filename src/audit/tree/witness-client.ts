import {
  checkpointText,
  consistencyProof,
  cosignedAt,
  DIGEST_BYTES,
  formatNote,
  parseCheckpoint,
  parseNote,
  VerifierKey,
  type SignedNote,
} from '#libs/merkle';
import { ask, type Reply } from './post.js';
import type { Signed } from './sequencer.js';
import type { TreeSigner } from './signer.js';

/** A witness as the settings name it: where it is asked, and whose signature is taken for its own. */
export interface WitnessAddress {
  readonly url: string;
  readonly vkey: string;
}

/** Leaves in one request: a witness that is far behind gets them in parts, each with a checkpoint of its own. */
const MOST_LEAVES = 262_144;
const ROUNDS = 3;

/** The witness does not go along. `refused`: it says that the log did not only grow, or knows another key. */
export class WitnessFailure extends Error {
  constructor(
    readonly kind: 'refused' | 'unreachable' | 'misbehaves',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** What a witness has put its name to. */
export interface Witnessed {
  readonly size: number;
  readonly root: Buffer;
  /** Seconds since 1970. */
  readonly time: number;
  readonly note: string;
}

/** One witness, asked for its name on a checkpoint, and for what it has seen. */
export class WitnessClient {
  readonly key: VerifierKey;
  private readonly url: string;
  /** False once it has shown that it speaks C2SP's protocol only, and keeps no leaves. */
  private keepsLeaves = true;

  /** @throws NoteError when the key can't be read */
  constructor({ url, vkey }: WitnessAddress) {
    this.url = url;
    this.key = VerifierKey.parse(vkey);
  }

  get name(): string {
    return this.key.name;
  }

  /** @param known how far the witness was when it last answered. @throws WitnessFailure */
  async cosign(signed: Signed, signer: TreeSigner, known: number): Promise<Witnessed> {
    let [old, refused] = [known, 0];
    for (;;) {
      const size = this.keepsLeaves ? Math.min(signed.size, old + MOST_LEAVES) : signed.size;
      const note = size === signed.size ? signed.note : await partOf(signed, size, signer);
      const reply = this.keepsLeaves ? await this.addLeaves(signed, old, size, note) : await this.addCheckpoint(signed, old, note);
      if (reply.status === 200) {
        const witnessed = this.taken(note, reply);
        if (size === signed.size) return witnessed;
        old = size;
      } else if (reply.status === 409) {
        old = sizeIn(reply);
        if (old > signed.size) throw new WitnessFailure('refused', `it has seen ${old} records, and there are ${signed.size}`);
        if (++refused > ROUNDS) throw new WitnessFailure('refused', 'it has seen another tree of this size');
      } else if (reply.status === 404 && this.keepsLeaves && refused++ < ROUNDS) await this.introduce(signed, signer);
      else throw new WitnessFailure('refused', `it answered ${reply.status}`);
    }
  }

  /** The newest that it has cosigned; undefined when it has none, or does not tell. @throws WitnessFailure */
  async latest(origin: string, log: VerifierKey): Promise<Witnessed | undefined> {
    const { status, body } = await this.ask(`/checkpoint?origin=${encodeURIComponent(origin)}`, { method: 'GET' });
    if (status !== 200) return undefined;
    const note = parseNote(body.toString());
    const time = cosignedAt(note, this.key);
    if (time === undefined || !log.signed(note)) throw new WitnessFailure('misbehaves', 'what it shows is not signed by it and the log');
    const { size, root } = parseCheckpoint(note.text);
    return { size, root, time, note: body.toString() };
  }

  /** Hashes of its copy, as many as it has. Empty when it keeps none. @throws WitnessFailure */
  async hashes(origin: string, level: number, start: number, count: number): Promise<Buffer> {
    const query = `origin=${encodeURIComponent(origin)}&level=${level}&start=${start}&count=${count}`;
    const { status, body } = await this.ask(`/hashes?${query}`, { method: 'GET' });
    return status === 200 ? body : Buffer.alloc(0);
  }

  private addLeaves({ tiles }: Signed, old: number, size: number, note: string): Promise<Reply> {
    const leaves = Buffer.concat([...tiles.leavesFrom(old, size)]).subarray(0, (size - old) * DIGEST_BYTES);
    return this.ask('/add-leaves', { body: `leaves ${old}\n${leaves.toString('base64')}\n\n${note}`, timeoutMs: 30_000 });
  }

  private addCheckpoint({ tiles, size }: Signed, old: number, note: string): Promise<Reply> {
    const proof = consistencyProof(old, size, tiles.node).map((hash) => `${hash.toString('base64')}\n`);
    return this.ask('/add-checkpoint', { body: `old ${old}\n${proof.join('')}\n${note}` });
  }

  /** A witness of ours that was started without keys takes ours now; another one knows no leaves, and is asked by C2SP's protocol. */
  private async introduce({ origin }: Signed, signer: TreeSigner): Promise<void> {
    const { status } = await this.ask('/add-log', { body: (await signer.verifier(origin)).toString() });
    if (status === 404) this.keepsLeaves = false;
    else if (status !== 200) throw new WitnessFailure('refused', 'it does not know our key');
  }

  private taken(note: string, reply: Reply): Witnessed {
    const cosigned: SignedNote = parseNote(note + reply.body.toString());
    const time = cosignedAt(cosigned, this.key);
    if (time === undefined) throw new WitnessFailure('misbehaves', 'its signature is not the one that the settings name');
    const { size, root } = parseCheckpoint(cosigned.text);
    return { size, root, time, note: formatNote(cosigned) };
  }

  private async ask(path: string, what: Parameters<typeof ask>[2]): Promise<Reply> {
    try {
      return await ask(this.url, path, what);
    } catch (error) {
      throw new WitnessFailure('unreachable', 'it does not answer', error);
    }
  }
}

/** A checkpoint of the log's beginning. */
const partOf = async ({ origin, tiles }: Signed, size: number, signer: TreeSigner): Promise<string> => {
  const text = checkpointText({ origin, size, root: tiles.root(size) });
  return formatNote({ text, signatures: [await signer.sign(origin, text)] });
};

const sizeIn = ({ body }: Reply): number => {
  const size = /^(\d{1,15})\n$/.exec(body.toString())?.[1];
  if (size === undefined) throw new WitnessFailure('misbehaves', 'it tells no size');
  return Number(size);
};
