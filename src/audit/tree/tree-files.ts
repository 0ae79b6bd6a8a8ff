import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TileFolder, VerifierKey } from '#libs/merkle';
import type { TrailLog } from '../trail-verifier.js';

/** Which log, for all the world: the installation, the log, and which tree over it where it had to be begun anew. */
export const originOf = (installation: string, log: TrailLog, generation: number): string =>
  `insatskedja.${installation}/${log}${generation > 1 ? `/${generation}` : ''}`;

/** Where the files of one tree lie. */
export const folderOf = (folder: string, log: TrailLog, generation: number): string =>
  path.join(folder, generation > 1 ? `${log}-${generation}` : log);

/** The newest signed checkpoint that was kept outside the database; undefined when there is none. */
export const readCheckpoint = (folder: string): string | undefined => {
  const file = path.join(folder, 'checkpoint');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** Whole or not at all: renamed into its place. */
export const writeCheckpoint = (folder: string, note: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'checkpoint');
  writeFileSync(`${file}.new`, note, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};

/**
 * Which tree over a log is the one that goes on, as it was noted outside the database: whoever rules the database could say there that it is another one,
 * and begin it anew over what they changed. Undefined before the first start.
 */
export const readOrigin = (folder: string, log: TrailLog): string | undefined => {
  const file = path.join(folder, `${log}.origin`);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
};
export const writeOrigin = (folder: string, log: TrailLog, origin: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, `${log}.origin`), `${origin}\n`, { mode: 0o600, flush: true });
};

/** Opened to be read, where it is there. */
export const tilesOf = (folder: string): TileFolder | undefined =>
  TileFolder.exists(folder) ? TileFolder.open(folder, { writable: false }) : undefined;

/** The log's public key, kept for when the signer does not answer. */
export const writeKey = (folder: string, key: VerifierKey): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, 'log.vkey'), `${key.toString()}\n`, { mode: 0o600 });
};
export const readKey = (folder: string): VerifierKey | undefined => {
  const file = path.join(folder, 'log.vkey');
  return existsSync(file) ? VerifierKey.parse(readFileSync(file, 'utf8')) : undefined;
};
