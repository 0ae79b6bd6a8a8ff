import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import path from 'node:path';
import { parseCheckpoint } from '../checkpoint.js';
import { ALGORITHM, NoteError, signatureLine, SigningKey } from '../note.js';
import type { Answer } from './witnessed-log.js';

const text = (status: number, body: string): Answer => ({ status, body: `${body}\n` });

/**
 * The log's own key, away from the host that writes the log. Signs checkpoints, and nothing else, and no shorter tree than it signed before: whoever takes
 * over the database's host can go on with the log, but not begin it anew.
 */
export class CheckpointSigner {
  private readonly pem: string;

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const file = path.join(dir, 'signing-key.pem');
    if (!existsSync(file)) writeFileSync(file, SigningKey.newPem(), { mode: 0o600, flag: 'wx', flush: true });
    this.pem = readFileSync(file, 'utf8');
  }

  /** The public key, for all origins, in base64. */
  publicKey(): string {
    return this.key('any').verifier.raw.toString('base64');
  }

  sign(body: string): Answer {
    try {
      const { origin, size, root } = parseCheckpoint(body);
      if (/[\s+]/.test(origin)) return text(400, 'an origin has no spaces or plus signs');
      const file = path.join(this.dir, `signed-${hash('sha256', origin, 'hex').slice(0, 16)}`);
      const before = existsSync(file) ? parseCheckpoint(readFileSync(file, 'utf8')) : undefined;
      if (before && (size < before.size || (size === before.size && !root.equals(before.root))))
        return text(422, 'a larger or another tree was signed before');
      if (!before && readdirSync(this.dir).length > 64) return text(403, 'too many logs');
      writeFileSync(`${file}.new`, body, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
      return { status: 200, body: signatureLine(this.key(origin).signature(body)) };
    } catch (error) {
      if (error instanceof NoteError) return text(400, error.message);
      throw error;
    }
  }

  private key(origin: string): SigningKey {
    return SigningKey.fromPem(origin, ALGORITHM.ed25519, this.pem);
  }
}
