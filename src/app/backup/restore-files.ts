import {
  appendFileSync,
  chownSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { chooseHome } from '#libs/postgres';
import { SECRETS } from './base-backup.js';
import { segmentName, type Base, type Segment } from './manifest.js';
import { BackupError, readSealed } from './sealed-file.js';
import { walFolder } from './wal-archive.js';

export interface RestorePlan {
  readonly databaseDir: string;
  readonly base: Base;
  readonly segments: readonly Segment[];
  readonly identities: readonly string[];
  /** The moment to restore to; everything that is in the backup when undefined. */
  readonly until: string | undefined;
}

/** Only where nothing is. @throws BackupError */
export const assertEmpty = (to: string): void => {
  if (existsSync(to) && readdirSync(to).length > 0)
    throw new BackupError(
      `${to} is not empty, and a restore overwrites nothing. Name a folder that is not there yet, and move to it when you have seen that all is well.`,
    );
};

/** Lays out the cluster of a base, with the log of changes beside it, so that its next start recovers to the moment asked for. @returns the cluster's folder */
export const layOut = async (to: string, plan: RestorePlan, onBytes: (bytes: number) => void): Promise<string> => {
  const { home, cluster, account } = chooseHome(to, () => undefined);
  const own = (file: string): void => {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid);
  };
  mkdirSync(cluster, { mode: 0o700 });
  own(cluster);
  const place = (name: string): string => {
    if (name === SECRETS) return path.join(to, SECRETS);
    const file = path.join(home, name);
    if (!`${file}${path.sep}`.startsWith(`${cluster}${path.sep}`))
      throw new BackupError(`The backup holds a file outside the database (${name}). It was not made by this system.`);
    return file;
  };
  const tar = extract();
  const source = await readSealed(plan.databaseDir, plan.base.file, plan.identities, onBytes);
  const unpacked = (async () => {
    for await (const entry of tar) {
      const file = place(entry.header.name);
      if (entry.header.type === 'directory') {
        mkdirSync(file, { recursive: true, mode: 0o700 });
        entry.resume();
      } else await pipeline(entry, createWriteStream(file, { mode: 0o600 }));
      if (file !== path.join(to, SECRETS)) own(file);
    }
  })();
  await Promise.all([pipeline(source, tar), unpacked]);
  for (const { timeline, segment, file } of plan.segments) {
    const name = path.join(cluster, 'pg_wal', segmentName(timeline, segment));
    await pipeline(await readSealed(walFolder(plan.databaseDir), file, plan.identities, onBytes), createWriteStream(name, { mode: 0o600 }));
    own(name);
  }
  for (const folder of ['pg_wal/archive_status', 'pg_wal/summaries']) {
    mkdirSync(path.join(cluster, folder), { recursive: true, mode: 0o700 });
    own(path.join(cluster, folder));
  }
  askForRecovery(cluster, plan.until);
  for (const file of ['recovery.signal', AUTO]) own(path.join(cluster, file));
  return cluster;
};

const AUTO = 'postgresql.auto.conf';
const MARK = '# insatskedja: a restore';

/** The log lies where the server looks last; it asks an archive first, which has nothing. */
const askForRecovery = (cluster: string, until: string | undefined): void => {
  const settings = {
    restore_command: process.platform === 'win32' ? 'exit 1' : 'false',
    recovery_target_timeline: 'current',
    hot_standby: 'off', // ready means recovered, not readable meanwhile
    // An offset in digits: while it starts, the server knows no names of zones, "Z" neither.
    ...(until ? { recovery_target_time: until.replace('Z', '+00'), recovery_target_action: 'promote' } : {}),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}' ${MARK}\n`);
  appendFileSync(path.join(cluster, AUTO), `\n${lines.join('')}`);
  writeFileSync(path.join(cluster, 'recovery.signal'), '', { mode: 0o600 });
};

/** A later crash must not find the settings of this recovery. */
export const forgetRecovery = (cluster: string): void => {
  const file = path.join(cluster, AUTO);
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.endsWith(MARK));
  writeFileSync(file, kept.join('\n'));
};

/** What a restore that failed had laid out, wherever it lies: nobody should take it for a database. */
export const clearAway = (to: string): void => {
  const note = path.join(to, 'postgres-location');
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
  for (const name of existsSync(to) ? readdirSync(to) : []) rmSync(path.join(to, name), { recursive: true, force: true });
};
