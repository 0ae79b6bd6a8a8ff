import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { ALGORITHM, parseNote, SigningKey, VerifierKey, type NoteSignature } from '#libs/merkle';
import { ask } from './post.js';

/** Puts the log's name to a checkpoint. Where the key lies is its own affair. */
export interface TreeSigner {
  /** The log's public key, under the name of its origin. @throws when the signer does not answer */
  verifier(origin: string): Promise<VerifierKey>;
  /** @throws when the signer does not answer or refuses */
  sign(origin: string, text: string): Promise<NoteSignature>;
}

/** The key in a file of this host: made at the first use, beside the keyring, mode 0600. */
export class FileSigner implements TreeSigner {
  constructor(private readonly file: string) {}

  async verifier(origin: string): Promise<VerifierKey> {
    return this.key(origin).verifier;
  }

  async sign(origin: string, text: string): Promise<NoteSignature> {
    return this.key(origin).signature(text);
  }

  private key(origin: string): SigningKey {
    if (!existsSync(this.file)) writeOnce(this.file, SigningKey.newPem());
    if (process.platform !== 'win32' && (statSync(this.file).mode & 0o077) !== 0)
      throw new Error(`The signing key ${path.basename(this.file)} can be read by other users of this machine. Run chmod 600 on it.`);
    return SigningKey.fromPem(origin, ALGORITHM.ed25519, readFileSync(this.file, 'utf8'));
  }
}

/** The key on another host, or in another account of this one: `npm run witness -- --role signer` serves it. */
export class RemoteSigner implements TreeSigner {
  private raw: Promise<Buffer> | undefined;

  constructor(
    private readonly address: string,
    private readonly token: string | undefined,
  ) {}

  async verifier(origin: string): Promise<VerifierKey> {
    this.raw ??= this.post('/key', { method: 'GET' });
    this.raw.catch(() => (this.raw = undefined));
    return VerifierKey.of(origin, ALGORITHM.ed25519, Buffer.from((await this.raw).toString(), 'base64'));
  }

  async sign(origin: string, text: string): Promise<NoteSignature> {
    const line = await this.post('/sign', { body: text });
    const note = parseNote(`${text}\n${line.toString()}`);
    if (!(await this.verifier(origin)).signed(note)) throw new Error('the signer answered with something else than its signature');
    return note.signatures[0]!;
  }

  private async post(where: string, what: { method?: 'GET' | 'POST'; body?: string }): Promise<Buffer> {
    const { status, body } = await ask(this.address, where, { ...what, ...(this.token ? { token: this.token } : {}) });
    if (status !== 200) throw new Error(`the signer refused (${status})`);
    return body;
  }
}

/** Created exclusively and flushed. Two instances that start at once: the second reads what the first wrote. */
const writeOnce = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return;
    throw error;
  }
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
