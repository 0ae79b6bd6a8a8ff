import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';

/** A file of a backup as its manifest knows it: `sha256` is over the bytes as they lie there, encrypted. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A backup that is not what it should be. The message is a sentence that tells an operator what to do. */
export class BackupError extends Error {}

/**
 * Compresses, encrypts to the recipients (age) and writes, a piece at a time; the file has its name only when it is whole and flushed.
 * @param source the bytes in clear, which touch no disk
 */
export const writeSealed = async (file: string, source: Readable, recipients: readonly string[]): Promise<StoredFile> => {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const half = `${file}.half`;
  const measure = new Measure();
  const zipped = createGzip({ level: constants.Z_BEST_SPEED });
  const zipping = pipeline(source, zipped);
  zipping.catch(() => undefined); // waited for below
  try {
    const encrypted = await encrypter.encrypt(Readable.toWeb(zipped) as globalThis.ReadableStream<Uint8Array>);
    const writing = pipeline(Readable.fromWeb(encrypted as unknown as ReadableStream), measure, createWriteStream(half, { mode: 0o600 }));
    await Promise.all([zipping, writing]);
    await flush(half);
    await rename(half, file);
    await flush(path.dirname(file));
    return { name: path.basename(file), ...measure.result() };
  } catch (error) {
    source.destroy();
    await rm(half, { force: true });
    throw error;
  }
};

/**
 * The bytes in clear, a piece at a time. What was changed since it was written ends the stream with an error, at the latest where it ends.
 * @throws BackupError when the identities do not belong to it, or its beginning is damaged
 */
export const readSealed = async (
  folder: string,
  stored: StoredFile,
  identities: readonly string[],
  onBytes?: (bytes: number) => void,
): Promise<Readable> => {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const source = Readable.from(measured(folder, stored, onBytes), { objectMode: false });
  const decrypted = await decrypter.decrypt(Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>).catch((error: Error) => {
    source.destroy();
    if (/no identity matched/.test(error.message))
      throw new BackupError(
        `${stored.name} was encrypted to another public key. Give the identity (age's secret key) that belongs to BACKUP_RECIPIENTS.`,
        { cause: error },
      );
    throw damage(stored, error);
  });
  const clear = createGunzip();
  pipeline(Readable.fromWeb(decrypted as unknown as ReadableStream), clear).catch(() => undefined); // whoever reads `clear` meets it
  return Readable.from(named(stored, clear), { objectMode: false });
};

/** Compares the bytes as they lie there with what the manifest says. Needs no identity. @throws BackupError */
export const checkStored = async (folder: string, stored: StoredFile, onBytes?: (bytes: number) => void): Promise<void> => {
  for await (const _ of measured(folder, stored, onBytes));
};

/** The bytes as they lie there. Does not end well unless they are those of the manifest. */
async function* measured(folder: string, stored: StoredFile, onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of named(stored, createReadStream(path.join(folder, stored.name), { highWaterMark: 1 << 18 }))) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes(chunk.length);
    yield chunk;
  }
  if (bytes !== stored.bytes || hash.digest('hex') !== stored.sha256) throw damage(stored, new Error('its digest differs'));
}

/** Whatever goes wrong with the bytes is told as what it means for the backup. */
async function* named(stored: StoredFile, source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof BackupError ? error : damage(stored, error as Error);
  }
}

const damage = ({ name }: StoredFile, cause: Error): BackupError =>
  new BackupError(
    (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? `${name} is missing from the backup. Use another copy of it.`
      : `${name} is not as it was written. Use another copy of the backup.`,
    { cause },
  );

/** Counts and hashes what passes. */
class Measure extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  /** Once, at the end. */
  result(): { bytes: number; sha256: string } {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** A name in a folder is durable only when the folder is too; Windows cannot flush a folder. */
export const flush = async (file: string): Promise<void> => {
  const handle = await open(file, 'r').catch(() => undefined);
  await handle?.sync().catch((error: unknown) => {
    if (process.platform !== 'win32') throw error;
  });
  await handle?.close();
};
