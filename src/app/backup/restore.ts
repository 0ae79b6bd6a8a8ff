import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { Settings } from '#config/settings';
import { createPool, prepareDatabase } from '#libs/postgres';
import type { WrappingKeys } from '#libs/privacy';
import { openKeys } from '../keys.js';
import { migrations } from '../rooms.js';
import { applyKeys, type Applied } from './apply-keys.js';
import { openKeysBackup, type KeysHeader } from './keys-backup.js';
import { bases, readManifests, reaches, segmentsOf } from './manifest.js';
import { assertEmpty, clearAway, forgetRecovery, layOut } from './restore-files.js';
import { BackupError } from './sealed-file.js';
import { walFolder } from './wal-archive.js';

export interface RestoreOptions {
  /** An empty folder, which becomes a data folder. */
  readonly to: string;
  /** ISO 8601; everything that is in the backup when undefined. */
  readonly until?: string | undefined;
  readonly identities: readonly string[];
  readonly say: (line: string) => void;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Restored extends Applied {
  /** Of the backup, the one that was taken. */
  readonly base: string;
  readonly until: string;
  readonly events: number;
  /** Living keys, each of which was opened. */
  readonly keys: number;
}

/**
 * Lays a backup out in an empty folder, as it was at a moment, brings its keys to what the keys' backup says, and opens every one of them. What is there afterwards
 * is a data folder to start with DATA_DIR. After a failure the folder is empty again.
 * @throws BackupError with what to do
 */
export const restoreBackup = async (settings: Settings, options: RestoreOptions): Promise<Restored> => {
  const { to, identities, until } = options;
  const { databaseDir, keysDir } = settings.backup!;
  assertEmpty(to);
  const { base, segments, end } = choose(databaseDir, until);
  const total = [base, ...segments].reduce((sum, { file }) => sum + file.bytes, 0);
  let done = 0;
  const keysBackup = await openKeysBackup(keysDir, identities); // before hours of unpacking
  try {
    const onBytes = (bytes: number): void => options.onProgress((done += bytes), total);
    const cluster = await layOut(to, { databaseDir, base, segments, identities, until }, onBytes);
    const own = settingsOf(settings, to);
    placeKeys(own, keysBackup.header);
    options.say(`Recovering to ${end}.`);
    const prepared = await prepareDatabase({ dataDir: to, passwords: {}, migrations, log: options.say });
    try {
      forgetRecovery(cluster);
      const found = await revive(own, prepared, keysBackup.pages);
      return { base: base.id, until: end, ...found };
    } finally {
      await prepared.stop();
    }
  } catch (error) {
    clearAway(to);
    throw error;
  }
};

/** What a restored folder is started with: all of its own lies in it. */
export const settingsOf = (settings: Settings, folder: string): Settings => ({
  ...settings,
  databaseUrl: undefined,
  dataDir: folder,
  keyringFile: path.join(folder, 'keyring.json'),
  erasureList: path.join(folder, 'erasures.list'),
  tree: { ...settings.tree, folder: path.join(folder, 'tree'), keyFile: path.join(folder, 'tree-key.pem') },
});

/**
 * The keys alone, for a server that was restored by its own means.
 * @throws BackupError when another keyring is in the way
 */
export const restoreKeysOf = async (
  settings: Settings,
  identities: readonly string[],
  say: (line: string) => void,
): Promise<Omit<Restored, 'base' | 'until'>> => {
  const { header, pages } = await openKeysBackup(settings.backup!.keysDir, identities);
  if (header.keyring !== null && existsSync(settings.keyringFile) && readFileSync(settings.keyringFile, 'utf8') !== header.keyring)
    throw new BackupError(
      `Another keyring is at ${settings.keyringFile}. Move it away, or set KEYRING_FILE to where the restored one should lie.`,
    );
  placeKeys(settings, header);
  const { databaseUrl, dataDir, databasePasswords: passwords } = settings;
  const prepared = await prepareDatabase({ ...(databaseUrl ? { databaseUrl } : {}), dataDir, passwords, migrations, log: say });
  try {
    return await revive(settings, prepared, pages);
  } finally {
    await prepared.stop();
  }
};

/** The latest base that had ended by then, and the log from it. */
const choose = (databaseDir: string, until: string | undefined) => {
  const all = bases(readManifests(databaseDir));
  if (all.length === 0) throw new BackupError('There is no backup in BACKUP_DIR. Set it to where the backups of the database lie.');
  const base = until ? all.findLast(({ finishedAt }) => Date.parse(finishedAt) <= Date.parse(until)) : all.at(-1);
  if (!base)
    throw new BackupError(
      `The earliest moment that can be restored to is ${all[0]!.finishedAt}. Give a later one, or an older copy of the backup.`,
    );
  const segments = segmentsOf(base, readManifests(walFolder(databaseDir)));
  const end = reaches(base, segments);
  if (until && Date.parse(until) > Date.parse(end))
    throw new BackupError(`The backup reaches until ${end}. Give that moment or an earlier one, or none at all.`);
  return { base, segments, end: until ?? end };
};

const placeKeys = ({ keyringFile, erasureList, keys, tree }: Settings, header: KeysHeader): void => {
  if (header.provider !== keys.provider)
    throw new BackupError(
      `The keys were wrapped by ${header.provider}, and KEYRING_PROVIDER is ${keys.provider}. Set KEYRING_PROVIDER=${header.provider}.`,
    );
  mkdirSync(path.dirname(keyringFile), { recursive: true });
  if (header.keyring !== null) writeFileSync(keyringFile, header.keyring, { mode: 0o600, flush: true });
  // A list that stands here and goes on from the backup's knows more: what was erased since must not come back.
  const here = existsSync(erasureList) ? readFileSync(erasureList, 'utf8') : '';
  if (header.erasures !== null && !here.startsWith(header.erasures))
    writeFileSync(erasureList, header.erasures, { mode: 0o600, flush: true });
  if (header.treeKey !== null && !existsSync(tree.keyFile)) writeFileSync(tree.keyFile, header.treeKey, { mode: 0o600, flush: true });
};

const revive = async (
  settings: Settings,
  { migrateUrl, appUrl }: { readonly migrateUrl: string; readonly appUrl: string },
  pages: Parameters<typeof applyKeys>[1],
): Promise<Omit<Restored, 'base' | 'until'>> => {
  const pool = createPool(appUrl, { max: 2, applicationName: 'insatskedja-restore' });
  const owner = new Client({ connectionString: migrateUrl });
  const keys = await openKeys(settings, pool);
  try {
    await owner.connect();
    const applied = await applyKeys(owner, pages, await keys.epochs());
    const opened = await openEach(owner, keys);
    const { rows } = await owner.query<{ events: string }>('SELECT count(*) AS events FROM es.events');
    return { ...applied, keys: opened, events: Number(rows[0]!.events) };
  } finally {
    await owner.end();
    await keys.close();
    await pool.end();
  }
};

/** Every living key, opened. @throws BackupError when one does not */
const openEach = async (owner: Client, keys: WrappingKeys): Promise<number> => {
  let [after, opened]: [string | undefined, number] = [undefined, 0];
  for (;;) {
    const { rows }: { rows: { name: string; wrapped: Buffer; epoch: number }[] } = await owner.query(
      'SELECT key_id AS name, wrapped, epoch FROM privacy.data_keys WHERE $1::uuid IS NULL OR key_id > $1 ORDER BY key_id LIMIT 1000',
      [after ?? null],
    );
    if (rows.length === 0) return opened;
    await keys.unwrap(rows).catch((error: unknown) => {
      throw new BackupError(
        `A key of the restored database does not open with ${keys.holder}. These keys belong to another installation.`,
        { cause: error },
      );
    });
    opened += rows.length;
    after = rows.at(-1)!.name;
  }
};
