import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createFile, replaceFile } from '../secret-file.js';
import { EpochUnknown, KeyringError, type PlainKey, type WrappedKey, type WrappingKeys } from '../wrapping-keys.js';

const file = z.strictObject({ current: z.int().positive(), epochs: z.record(z.string(), z.base64()) });

interface Contents {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

/** Wrapping keys in a file of their own, outside the database so that a stolen dump opens nothing. It holds nothing else. The embedded default. */
export class Keyring implements WrappingKeys {
  readonly provider = 'file';
  readonly holder: string;

  private constructor(
    private readonly filePath: string,
    private contents: Contents,
  ) {
    this.holder = `the keyring ${path.basename(filePath)}`;
  }

  /** Reads the file, or makes one when `create` is allowed (first start). @throws KeyringError with what the operator should do */
  static open(filePath: string, create: boolean): Keyring {
    if (!existsSync(filePath)) {
      if (!create)
        throw new KeyringError(
          `The keyring ${path.basename(filePath)} is missing, but the database holds sealed data. Restore the keyring from its backup; without it nothing personal can be read.`,
        );
      createFile(filePath, write({ current: 1, keys: new Map([[1, randomBytes(32)]]) }));
    }
    return new Keyring(filePath, read(filePath));
  }

  /** The file's text without the epochs before one: what a backup may hold. A backup that carried an older epoch would open what was erased under it. */
  static textFrom(filePath: string, epoch: number): string {
    const { current, keys } = read(filePath);
    return write({ current, keys: new Map([...keys].filter(([one]) => one >= epoch)) });
  }

  currentEpoch(): Promise<number> {
    return Promise.resolve(this.contents.current);
  }

  epochs(): Promise<readonly number[]> {
    this.contents = read(this.filePath);
    return Promise.resolve([...this.contents.keys.keys()].toSorted((a, b) => a - b));
  }

  wrap(keys: readonly PlainKey[]): Promise<readonly WrappedKey[]> {
    const epoch = this.contents.current;
    const wrapping = this.key(epoch);
    return Promise.resolve(keys.map(({ name, key }) => ({ wrapped: wrapOne(wrapping, name, key), epoch })));
  }

  unwrap(keys: readonly (WrappedKey & { readonly name: string })[]): Promise<readonly Buffer[]> {
    return new Promise((resolve) => resolve(keys.map(({ name, wrapped, epoch }) => unwrapOne(this.key(epoch), name, wrapped))));
  }

  newEpoch(): Promise<number> {
    const { current, keys } = read(this.filePath);
    const epoch = Math.max(current, ...keys.keys()) + 1;
    this.save({ current: epoch, keys: new Map([...keys, [epoch, randomBytes(32)]]) });
    return Promise.resolve(epoch);
  }

  destroyBefore(epoch: number): Promise<void> {
    const { current, keys } = read(this.filePath);
    const left = new Map([...keys].filter(([one]) => one >= epoch));
    if (left.size < keys.size) this.save({ current, keys: left });
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    this.contents = read(this.filePath);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private save(contents: Contents): void {
    replaceFile(this.filePath, write(contents));
    this.contents = read(this.filePath);
  }

  private key(epoch: number): Buffer {
    const known = this.contents.keys.get(epoch);
    if (known) return known;
    this.contents = read(this.filePath); // another instance may have rotated
    const key = this.contents.keys.get(epoch);
    if (!key)
      throw new EpochUnknown(`Epoch ${epoch} is not in the keyring. It was destroyed, or this is the wrong keyring for this database.`);
    return key;
  }
}

const wrapOne = (wrapping: Buffer, name: string, key: Buffer): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv).setAAD(Buffer.from(name));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
};

const unwrapOne = (wrapping: Buffer, name: string, wrapped: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, 12))
    .setAAD(Buffer.from(name))
    .setAuthTag(wrapped.subarray(-16));
  return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
};

const write = ({ current, keys }: Contents): string =>
  JSON.stringify({ current, epochs: Object.fromEntries([...keys].map(([epoch, key]) => [epoch, key.toString('base64')])) }, null, 2);

const read = (filePath: string): Contents => {
  const name = path.basename(filePath);
  const found = statSync(filePath, { throwIfNoEntry: false });
  if (!found) throw new KeyringError(`The keyring ${name} is missing. Restore the keyring from its backup; do not start without it.`);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new KeyringError(`The keyring ${name} can be read by other users of this machine. Run chmod 600 on it and start again.`);
  // A second try: the file may have been replaced, and its old content overwritten, between opening and reading.
  const parsed = [0, 1].map(() => file.safeParse(parseJson(filePath))).find(({ success }) => success);
  if (!parsed?.success) throw new KeyringError(`The keyring ${name} is damaged. Restore it from its backup.`);
  const keys = new Map(Object.entries(parsed.data.epochs).map(([epoch, key]) => [Number(epoch), Buffer.from(key, 'base64')]));
  if (!keys.has(parsed.data.current) || [...keys.values()].some((key) => key.length !== 32))
    throw new KeyringError(`The keyring ${name} lacks its current key. Restore it from its backup.`);
  return { current: parsed.data.current, keys };
};

const parseJson = (filePath: string): unknown => {
  try {
    return JSON.parse(readFileSync(filePath, 'utf8'));
  } catch {
    return undefined;
  }
};
