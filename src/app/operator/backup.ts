import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { SingleBar } from 'cli-progress';
import type { Settings } from '#config/settings';
import { createBase, prune } from '../backup/base-backup.js';
import { checkBackup } from '../backup/check.js';
import { backUpKeys } from '../backup/keys-backup.js';
import { restoreBackup, restoreKeysOf, settingsOf } from '../backup/restore.js';
import { BackupError } from '../backup/sealed-file.js';
import { dataDirectory } from '../backup/wal-archiver.js';
import { inArchivesTurn } from '../backup/wal-archive.js';
import { openKeys } from '../keys.js';
import { verifyTrail } from './audit.js';
import { withDatabase } from './with-database.js';

const MB = 1024 * 1024;

/** A backup of database and keys, each in its own place. @param keep how many backups of the database are kept */
export const createBackup = async (settings: Settings, keep: number, say: (line: string) => void): Promise<void> => {
  const backup = backupOf(settings);
  await withDatabase(settings, say, async ({ database, embedded }) => {
    if (embedded) {
      const bar = progress('copying the database');
      const base = await inArchivesTurn(embedded.superuserUrl, true, async (client) =>
        createBase(client, { ...backup, cluster: await dataDirectory(client), dataDir: settings.dataDir }, bar.update),
      ).finally(bar.stop);
      say(
        `Database: ${base!.id}, ${(base!.file.bytes / MB).toFixed(1)} MB, can be restored to any moment from ${base!.finishedAt} on while the system runs.`,
      );
      const removed = await prune(backup.databaseDir, keep);
      if (removed > 0) say(`${removed} older backups of the database were removed; the latest ${keep} are kept.`);
    } else say(FOREIGN);
    const keys = await openKeys(settings, database.app);
    try {
      const { keys: count, epoch } = await backUpKeys(database.app, keys, settings);
      say(
        `Keys: ${count}, under epoch ${epoch}. Copies of older backups of the keys open what has been erased since: replace them, wherever they lie.`,
      );
      if (settings.keys.provider !== 'file') say(`The wrapping keys themselves are in ${keys.holder}: back that up by its own means.`);
    } finally {
      await keys.close();
    }
  });
};

const FOREIGN =
  'The database is a server of your own (DATABASE_URL): back it up with pgBackRest or pg_basebackup, with its log of changes archived, encrypted. Only the keys are backed up from here; after a restore of the server run backup:restore-keys.';

/** Reads a backup through without restoring it. */
export const verifyBackup = async (settings: Settings, identityFile: string | undefined, say: (line: string) => void): Promise<void> => {
  const bar = progress('reading the backup');
  const checked = await checkBackup(backupOf(settings), identitiesFrom(identityFile), bar.update).finally(bar.stop);
  say(
    `${checked.bases} backups of the database, ${checked.segments} parts of the log of changes, ${checked.keys} keys: all as they were written.`,
  );
  if (checked.from) say(`The latest can be restored to any moment from ${checked.from} until ${checked.until}.`);
  if (!checked.opened) say('Nothing was opened. With --identity each file is decrypted to its end too.');
};

/** What took a right away is undone by a restore as everything else is; nothing in the database can tell of it. */
const FORGOTTEN =
  'What was done after that moment is forgotten, and what it had taken away is open again: consents taken back, protected identities, lock-outs, ended assignments. Have each agency go through that time before anybody is let in: docs/keys-and-backup.md, "What a restore opens again".';

/** Restores into an empty folder. */
export const restore = async (
  settings: Settings,
  { to, until, identity }: { readonly to: string; readonly until?: string; readonly identity: string },
  say: (line: string) => void,
): Promise<void> => {
  backupOf(settings);
  const moment = until === undefined ? undefined : new Date(until);
  if (moment && Number.isNaN(moment.getTime())) throw new BackupError('--until must be a moment, such as 2026-11-02T08:15:00+01:00.');
  const bar = progress('laying out the database');
  const restored = await restoreBackup(settings, {
    to: path.resolve(to),
    until: moment?.toISOString(),
    identities: identitiesFrom(identity),
    say,
    onProgress: bar.update,
  }).finally(bar.stop);
  say(`Restored ${restored.base} as of ${restored.until}: ${restored.events} events, ${restored.keys} living keys, each of which opens.`);
  say(
    `${restored.erased} keys had been erased after that moment and are destroyed again; ${restored.rewrapped} stand under the newest wrapping key.`,
  );
  say(FORGOTTEN);
  // The tree goes with the database, its newest part with the folder and the witnesses: what the backup lacks is named as cut off, which is as it should be.
  const whole = await verifyTrail(settingsOf(settings, path.resolve(to)), {}, say);
  if (!whole) say('Where all that is found is missing at the end, the backup is simply older: docs/audit.md, "After a restore".');
  say(
    `Start it with DATA_DIR=${path.resolve(to)}${settings.keys.provider === 'file' ? ` (and KEYRING_FILE unset, or moved to ${path.resolve(to)}/keyring.json)` : ''}, then make a new backup: npm run backup:create`,
  );
};

/** After the operator has restored a server of his own by its own means. */
export const restoreKeys = async (settings: Settings, identity: string, say: (line: string) => void): Promise<void> => {
  backupOf(settings);
  const { rewrapped, erased, keys } = await restoreKeysOf(settings, identitiesFrom(identity), say);
  say(
    `${keys} living keys, each of which opens. ${erased} had been erased and are destroyed again; ${rewrapped} stand under the newest wrapping key.`,
  );
  say(FORGOTTEN);
};

/** A key pair for backups: the secret half to a file, the public one to BACKUP_RECIPIENTS. */
export const makeIdentity = async (file: string, say: (line: string) => void): Promise<void> => {
  const identity = await generateX25519Identity();
  writeFileSync(file, `${identity}\n`, { mode: 0o600, flag: 'wx', flush: true });
  say(`BACKUP_RECIPIENTS=${await identityToRecipient(identity)}`);
  say(
    `The secret half is in ${file}. Move it away from this machine, to two places: without it no backup can be opened, and with it every one.`,
  );
};

const backupOf = (settings: Settings): NonNullable<Settings['backup']> => {
  if (!settings.backup)
    throw new BackupError(
      'No backup is set. Set BACKUP_DIR and BACKUP_KEYS_DIR to two places, and BACKUP_RECIPIENTS to the public key that npm run backup:identity shows (docs/keys-and-backup.md).',
    );
  return settings.backup;
};

const identitiesFrom = (file: string | undefined): readonly string[] => {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  const identities = lines.map((line) => line.trim()).filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw new BackupError(`${file} holds no identity of age (a line that begins with AGE-SECRET-KEY-).`);
  return identities;
};

const progress = (title: string): { update: (done: number, total: number) => void; stop: () => void } => {
  const bar = new SingleBar({
    format: `${title.padEnd(28)} [{bar}] {percentage}%  {value} of {total} MB`,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 2000,
  });
  let started = false;
  return {
    update: (done, total) => {
      if (!started) bar.start(Math.max(1, Math.ceil(total / MB)), 0);
      started = true;
      bar.update(Math.floor(done / MB));
    },
    stop: () => bar.stop(),
  };
};
