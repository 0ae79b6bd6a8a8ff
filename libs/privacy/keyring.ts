import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const file = z.strictObject({ current: z.int().positive(), epochs: z.record(z.string(), z.base64()) });

/** A data key, wrapped. `epoch` says under which wrapping key. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly epoch: number;
}

export class KeyringError extends Error {}

/**
 * Wrapping keys, outside the database so that a stolen dump opens nothing. Holds nothing else. Each epoch is one key: an erasure is final only when
 * the living keys are re-wrapped under a new epoch and the old one is destroyed, since wrapped keys survive in WAL and backups (foundation.md 10).
 */
export class Keyring {
  private constructor(
    readonly currentEpoch: number,
    private readonly keys: ReadonlyMap<number, Buffer>,
  ) {}

  /** Reads the file, or makes one when `create` is allowed (first start). @throws KeyringError with what the operator should do */
  static open(filePath: string, create: boolean): Keyring {
    if (!existsSync(filePath)) {
      if (!create)
        throw new KeyringError(
          `The keyring ${path.basename(filePath)} is missing, but the database holds sealed data. Restore the keyring from its backup; without it nothing personal can be read.`,
        );
      writeOnce(filePath, JSON.stringify({ current: 1, epochs: { '1': randomBytes(32).toString('base64') } }, null, 2));
    }
    if (process.platform !== 'win32' && (statSync(filePath).mode & 0o077) !== 0)
      throw new KeyringError(
        `The keyring ${path.basename(filePath)} can be read by other users of this machine. Run chmod 600 on it and start again.`,
      );
    const parsed = file.safeParse(parseJson(filePath));
    if (!parsed.success) throw new KeyringError(`The keyring ${path.basename(filePath)} is damaged. Restore it from its backup.`);
    const keys = new Map(Object.entries(parsed.data.epochs).map(([epoch, key]) => [Number(epoch), Buffer.from(key, 'base64')]));
    if (!keys.has(parsed.data.current) || [...keys.values()].some((key) => key.length !== 32))
      throw new KeyringError(`The keyring ${path.basename(filePath)} lacks its current key. Restore it from its backup.`);
    return new Keyring(parsed.data.current, keys);
  }

  wrap(keyId: string, key: Buffer): WrappedKey {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(this.currentEpoch), iv).setAAD(Buffer.from(keyId));
    return { wrapped: Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]), epoch: this.currentEpoch };
  }

  unwrap(keyId: string, { wrapped, epoch }: WrappedKey): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key(epoch), wrapped.subarray(0, 12))
      .setAAD(Buffer.from(keyId))
      .setAuthTag(wrapped.subarray(-16));
    return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
  }

  private key(epoch: number): Buffer {
    const key = this.keys.get(epoch);
    if (!key)
      throw new KeyringError(`Epoch ${epoch} is not in the keyring. It was destroyed, or this is the wrong keyring for this database.`);
    return key;
  }
}

const parseJson = (filePath: string): unknown => {
  try {
    return JSON.parse(readFileSync(filePath, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Created exclusively and flushed: a keyring that is lost in a crash after data was sealed with it would lose the data. */
const writeOnce = (filePath: string, text: string): void => {
  mkdirSync(path.dirname(filePath), { recursive: true });
  const handle = openSync(filePath, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
