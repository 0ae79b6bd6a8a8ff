import type { Settings } from '#config/settings';
import { bases, readManifests, reaches, segmentsOf, type Base } from './manifest.js';
import { latestKeys, openKeysBackup } from './keys-backup.js';
import { BackupError, checkStored, readSealed, type StoredFile } from './sealed-file.js';
import { walFolder } from './wal-archive.js';

export interface Checked {
  readonly bases: number;
  readonly segments: number;
  /** Of the latest base: the moments between which it can be restored to. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly keys: number;
  /** True when everything was opened too, which needs the identity. */
  readonly opened: boolean;
}

/** What belongs to one base, and all that is checked of it. */
interface Part {
  readonly folder: string;
  readonly file: StoredFile;
}

/**
 * Reads everything of a backup and restores nothing: each byte against the manifest, the log of changes for gaps; with an identity each file is opened to
 * its end too, and the keys are counted.
 * @throws BackupError with every fault
 */
export const checkBackup = async (
  { databaseDir, keysDir }: NonNullable<Settings['backup']>,
  identities: readonly string[],
  onProgress: (done: number, total: number) => void,
): Promise<Checked> => {
  const wal = walFolder(databaseDir);
  const [all, log] = [bases(readManifests(databaseDir)), readManifests(wal)];
  const faults: string[] = [];
  const chains = all.map((base) => ({ base, segments: chainOf(base, log, faults) }));
  const parts = new Map<string, Part>();
  for (const { base, segments } of chains) {
    parts.set(base.file.name, { folder: databaseDir, file: base.file });
    for (const { file } of segments) parts.set(file.name, { folder: wal, file });
  }
  const keys = latestKeys(keysDir);
  parts.set(keys.file.name, { folder: keysDir, file: keys.file });
  const total = [...parts.values()].reduce((sum, { file }) => sum + file.bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => onProgress((done += bytes), total);
  for (const { folder, file } of parts.values())
    try {
      if (identities.length === 0) await checkStored(folder, file, onBytes);
      else for await (const _ of await readSealed(folder, file, identities, onBytes));
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      faults.push(error.message);
    }
  if (faults.length === 0 && identities.length > 0) for await (const _ of (await openKeysBackup(keysDir, identities)).pages);
  if (faults.length > 0) throw new BackupError(faults.join('\n'));
  const latest = chains.at(-1);
  return {
    bases: all.length,
    segments: new Set(chains.flatMap(({ segments }) => segments.map(({ file }) => file.name))).size,
    from: latest?.base.finishedAt,
    until: latest && reaches(latest.base, latest.segments),
    keys: keys.keys,
    opened: identities.length > 0,
  };
};

const chainOf = (base: Base, log: ReturnType<typeof readManifests>, faults: string[]): ReturnType<typeof segmentsOf> => {
  try {
    return segmentsOf(base, log);
  } catch (error) {
    faults.push((error as Error).message);
    return [];
  }
};
