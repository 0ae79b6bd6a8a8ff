import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
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
  const zipped = source.pipe(createGzip({ level: constants.Z_BEST_SPEED }));
  source.once('error', (error) => zipped.destroy(error));
  try {
    const encrypted = await encrypter.encrypt(Readable.toWeb(zipped) as globalThis.ReadableStream<Uint8Array>);
    await pipeline(Readable.fromWeb(encrypted as unknown as ReadableStream), measure, createWriteStream(half, { mode: 0o600 }));
    await flush(half);
    await rename(half, file);
    await flush(path.dirname(file));
  } catch (error) {
    source.destroy();
    await rm(half, { force: true });
    throw error;
  }
  return { name: path.basename(file), ...measure.result() };
};

/** The bytes in clear, a piece at a time. What was changed since it was written ends the stream with an error, at the latest where it ends. */
export const readSealed = async (
  folder: string,
  stored: StoredFile,
  identities: readonly string[],
  onBytes?: (bytes: number) => void,
): Promise<Readable> => {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const measure = new Measure(stored, onBytes);
  const clear = createGunzip();
  const source = createReadStream(path.join(folder, stored.name));
  const damaged = (error: Error): void => void clear.destroy(error instanceof BackupError ? error : damage(stored, error));
  const through = new PassThrough();
  pipeline(source, measure, through).catch(damaged);
  let decrypted;
  try {
    decrypted = await decrypter.decrypt(Readable.toWeb(through) as globalThis.ReadableStream<Uint8Array>);
  } catch (error) {
    source.destroy();
    if (/no identity matched/.test((error as Error).message))
      throw new BackupError(
        `${stored.name} was encrypted to another public key. Give the identity (age's secret key) that belongs to BACKUP_RECIPIENTS.`,
        { cause: error },
      );
    throw damage(stored, error as Error);
  }
  pipeline(Readable.fromWeb(decrypted as unknown as ReadableStream), clear).catch(damaged);
  return clear;
};

/** Compares the bytes as they lie there with what the manifest says. Needs no identity. @throws BackupError */
export const checkStored = async (folder: string, stored: StoredFile, onBytes?: (bytes: number) => void): Promise<void> => {
  try {
    for await (const _ of createReadStream(path.join(folder, stored.name)).pipe(new Measure(stored, onBytes)));
  } catch (error) {
    throw error instanceof BackupError ? error : damage(stored, error as Error);
  }
};

const damage = ({ name }: StoredFile, cause: Error): BackupError =>
  new BackupError(
    (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? `${name} is missing from the backup. Use another copy of it.`
      : `${name} is not as it was written. Use another copy of the backup.`,
    { cause },
  );

/** Counts and hashes what passes. With something to compare with, it lets the end pass only when both agree. */
class Measure extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(
    private readonly expected?: StoredFile,
    private readonly onBytes: (bytes: number) => void = () => undefined,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    this.onBytes(chunk.length);
    done(null, chunk);
  }

  override _flush(done: (error?: Error) => void): void {
    if (!this.expected) return done();
    const { bytes, sha256 } = this.result();
    const same = bytes === this.expected.bytes && sha256 === this.expected.sha256;
    done(same ? undefined : new BackupError(`${this.expected.name} is not as it was written. Use another copy of the backup.`));
  }

  private done: { bytes: number; sha256: string } | undefined;
  result(): { bytes: number; sha256: string } {
    return (this.done ??= { bytes: this.bytes, sha256: this.hash.digest('hex') });
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
