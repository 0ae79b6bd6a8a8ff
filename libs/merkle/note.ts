import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify, type KeyObject } from 'node:crypto';

/** C2SP signed-note: a text, a blank line, and a line for each signature. */
export interface SignedNote {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
export interface NoteSignature {
  readonly name: string;
  /** Four bytes of hash, then what the algorithm says. */
  readonly blob: Buffer;
}

/** Ed25519 over the note's text; Ed25519 over a cosignature/v1 message. */
export const ALGORITHM = { ed25519: 1, cosignature: 4 } as const;
type Algorithm = (typeof ALGORITHM)[keyof typeof ALGORITHM];

export class NoteError extends Error {
  static refuse(why: string): never {
    throw new NoteError(why);
  }
}

const MALFORMED = 'a signature line of the note is malformed';
const NO_KEY = 'this is no key: name+hash+key is wanted';

/** @throws NoteError */
export const parseNote = (note: string): SignedNote => {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('this is no signed note');
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map((line): NoteSignature => {
    const [, name, base64] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? NoteError.refuse(MALFORMED);
    const blob = Buffer.from(base64!, 'base64');
    return blob.length < 5 || blob.toString('base64') !== base64 ? NoteError.refuse(MALFORMED) : { name: name!, blob };
  });
  return { text: note.slice(0, end + 1), signatures };
};

export const formatNote = ({ text, signatures }: SignedNote): string => `${text}\n${signatures.map(signatureLine).join('')}`;

export const signatureLine = ({ name, blob }: NoteSignature): string => `— ${name} ${blob.toString('base64')}\n`;

/** Whoever's public key it is, as a line that can be handed over: `name+hash+key`. */
export class VerifierKey {
  private constructor(
    readonly name: string,
    readonly algorithm: Algorithm,
    /** 32 bytes. */
    readonly raw: Buffer,
    readonly id: Buffer,
    private readonly key: KeyObject,
  ) {}

  static of(name: string, algorithm: Algorithm, raw: Buffer): VerifierKey {
    if (!/^[^\s+]+$/.test(name) || raw.length !== 32) throw new NoteError('a key has a name without spaces or plus signs, and 32 bytes');
    const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([algorithm]), raw]), 'buffer').subarray(0, 4);
    return new VerifierKey(name, algorithm, raw, id, createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' }));
  }

  /** @throws NoteError when it is no such line, or its hash is not the key's */
  static parse(line: string): VerifierKey {
    const [, name, id, base64] = /^([^\s+]+)\+([\da-f]{8})\+([A-Za-z\d+/]+=*)$/.exec(line.trim()) ?? NoteError.refuse(NO_KEY);
    const bytes = Buffer.from(base64!, 'base64');
    const algorithm = bytes[0];
    if (algorithm !== ALGORITHM.ed25519 && algorithm !== ALGORITHM.cosignature) return NoteError.refuse(NO_KEY);
    const key = VerifierKey.of(name!, algorithm, bytes.subarray(1));
    if (key.id.toString('hex') !== id) throw new NoteError('the hash of the key is not its own: a letter may be wrong');
    return key;
  }

  toString(): string {
    return `${this.name}+${this.id.toString('hex')}+${Buffer.concat([Buffer.from([this.algorithm]), this.raw]).toString('base64')}`;
  }

  verifies(message: string, signature: Buffer): boolean {
    return verify(null, Buffer.from(message), this.key, signature);
  }

  /** This key's signature on a note, without the hash before it; undefined when it has none. */
  signatureOn(note: SignedNote): Buffer | undefined {
    return note.signatures.find(({ name, blob }) => name === this.name && blob.subarray(0, 4).equals(this.id))?.blob.subarray(4);
  }

  /** Whether this key has signed the note (algorithm Ed25519). */
  signed(note: SignedNote): boolean {
    const signature = this.signatureOn(note);
    return this.algorithm === ALGORITHM.ed25519 && signature?.length === 64 && this.verifies(note.text, signature);
  }
}

/** A private key with its name. */
export class SigningKey {
  readonly verifier: VerifierKey;

  private constructor(
    name: string,
    algorithm: Algorithm,
    private readonly key: KeyObject,
  ) {
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    this.verifier = VerifierKey.of(name, algorithm, spki.subarray(SPKI.length));
  }

  /** @param pem PKCS#8, Ed25519. @throws NoteError when it is another kind of key */
  static fromPem(name: string, algorithm: Algorithm, pem: string): SigningKey {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new NoteError('the key is not an Ed25519 key');
    return new SigningKey(name, algorithm, key);
  }

  static newPem(): string {
    return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  }

  sign(message: string): Buffer {
    return sign(null, Buffer.from(message), this.key);
  }

  /** The signature as a note carries it. */
  signature(text: string): NoteSignature {
    return { name: this.verifier.name, blob: Buffer.concat([this.verifier.id, this.sign(text)]) };
  }
}

/** What stands before the 32 bytes of an Ed25519 key in its DER form. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
