import { createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every file below the folders. One that vanishes meanwhile holds nothing any more. */
const filesUnder = (folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );

const PART = 64 * 1024 * 1024;
const OVERLAP = 4096;

/** The bytes of all files, in parts that overlap, so that nothing is missed at a border. */
function* partsOf(folders: readonly string[]): Generator<{ file: string; bytes: Buffer }> {
  for (const file of filesUnder(folders)) {
    if (!statSync(file, { throwIfNoEntry: false })?.size) continue;
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += PART - OVERLAP) yield { file, bytes: whole.subarray(at, at + PART) };
  }
}

/** The word itself, as UTF-16, as hexadecimal, and as base64 at each of its three offsets. */
const disguises = (word: string): Buffer[] => [
  Buffer.from(word),
  Buffer.from(word, 'utf16le'),
  Buffer.from(Buffer.from(word).toString('hex')),
  ...[0, 1, 2].map((offset) => {
    const text = Buffer.from(' '.repeat(offset) + word).toString('base64');
    return Buffer.from(text.slice(offset === 0 ? 0 : 4, -4));
  }),
];

/** In which files a word stands in the open, under any disguise. */
export const plainIn = (folders: readonly string[], words: readonly string[]): string[] => {
  const needles = words.flatMap(disguises);
  const found = new Set<string>();
  for (const { file, bytes } of partsOf(folders)) if (needles.some((needle) => bytes.includes(needle))) found.add(file);
  return [...found];
};

const WRAPPED = 60; // iv 12, key 32, tag 16
/** How far from its id, in a row or a record of the log, a wrapped key may begin. */
const REACH = 160;

/** The wrapping keys that a keyring file holds. */
export const wrappingKeysIn = (keyringFile: string): Buffer[] =>
  Object.values((JSON.parse(readFileSync(keyringFile, 'utf8')) as { epochs: Record<string, string> }).epochs).map((key) =>
    Buffer.from(key, 'base64'),
  );

/** The data key, if these are its bytes as this wrapping key wraps them under this name. */
const unwrap = (wrapping: Buffer, name: string, bytes: Buffer): Buffer | null => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, 12))
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
};

export interface Scanned {
  /** Bytes that were read. */
  readonly bytes: number;
  /** Places where the id of one of the keys stands: in a row, a dead row, an index, the WAL. */
  readonly places: number;
  /** Data keys that open with a wrapping key of the keyring, by id. */
  readonly opened: ReadonlyMap<string, Buffer>;
}

/**
 * Looks for wrapped keys wherever they may have survived: at each place where a key's id stands as sixteen bytes, every run of bytes near it is tried with every
 * wrapping key that there is. A success cannot come by chance: the tag is authenticated.
 */
export const openableIn = (folders: readonly string[], keyIds: readonly string[], keyringFile: string): Scanned => {
  const wrapping = wrappingKeysIn(keyringFile);
  const opened = new Map<string, Buffer>();
  let [bytesRead, places] = [0, 0];
  for (const { bytes } of partsOf(folders)) {
    bytesRead += bytes.length;
    for (const keyId of keyIds) {
      const needle = Buffer.from(keyId.replaceAll('-', ''), 'hex');
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        places += 1;
        for (let from = at + 16; !opened.has(keyId) && from < at + REACH && from + WRAPPED <= bytes.length; from += 1)
          for (const one of wrapping) {
            const key = unwrap(one, keyId, bytes.subarray(from, from + WRAPPED));
            if (key) opened.set(keyId, key);
          }
      }
    }
  }
  return { bytes: bytesRead, places, opened };
};
