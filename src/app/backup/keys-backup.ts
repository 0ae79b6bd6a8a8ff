import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import { Keyring, type WrappingKeys } from '#libs/privacy';
import { readManifests, writeManifest, type KeysManifest } from './manifest.js';
import { BackupError, readSealed, writeSealed } from './sealed-file.js';

/** The keyring's own text, where the provider is a file; the list of erasures beside it, and the tree's signing key, where it is a file. */
export interface KeysHeader {
  readonly provider: string;
  readonly epoch: number;
  readonly keyring: string | null;
  readonly erasures: string | null;
  readonly treeKey: string | null;
}

/** A living key, wrapped under the epoch of the header. */
export interface LivingKey {
  readonly table: 'data_keys' | 'service_keys';
  readonly name: string;
  readonly wrapped: string;
  readonly epoch: number;
}

type KeysSettings = Pick<Settings, 'backup' | 'keys' | 'keyringFile' | 'erasureList' | 'tree'>;
const PAGE = 2000;

/**
 * The keys' own backup, apart from the database's. Besides the keyring it holds every living key as it is wrapped now: a backup of the database from before a
 * rotation has them wrapped under an epoch that is destroyed, and what this file does not know of it was erased. Made anew at each rotation before the older epochs
 * go, and the file before it is removed: there is one, and it opens the living alone (docs/decisions/0019).
 */
export const backUpKeys = async (pool: Pool, keys: WrappingKeys, settings: KeysSettings): Promise<KeysManifest> => {
  const { keysDir, recipients } = settings.backup!;
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const before = readManifests(keysDir).filter((one) => one.kind === 'keys');
  const at = new Date().toISOString();
  const count = { keys: 0 };
  const epoch = await keys.currentEpoch();
  const header: KeysHeader = {
    provider: keys.provider,
    epoch,
    keyring: keys.provider === 'file' ? Keyring.textFrom(settings.keyringFile, await leastEpoch(pool, epoch)) : null,
    erasures: textOf(settings.erasureList),
    treeKey: settings.tree.signer ? null : textOf(settings.tree.keyFile),
  };
  const name = `keys-${at.replace(/[-:.]/g, '')}`;
  const file = await writeSealed(path.join(keysDir, `${name}.gz.age`), Readable.from(lines(pool, header, count)), recipients);
  const manifest: KeysManifest = { kind: 'keys', at, provider: keys.provider, epoch, keys: count.keys, file };
  await writeManifest(path.join(keysDir, `${name}.json`), manifest);
  for (const { file: old } of before)
    for (const one of [old.name.replace(/\.gz\.age$/, '.json'), old.name]) await rm(path.join(keysDir, one), { force: true });
  return manifest;
};

/** The oldest epoch that a living key stands under: while a rotation is on its way that is not the current one, and at its end, before the others go, it is. */
const leastEpoch = async (pool: Pool, current: number): Promise<number> => {
  const { rows } = await pool.query<{ least: number }>(
    'SELECT least($1::int, (SELECT min(epoch) FROM privacy.data_keys), (SELECT min(epoch) FROM privacy.service_keys)) AS least',
    [current],
  );
  return rows[0]!.least;
};

const textOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** One line each: the header, every living key, and their number, without which the file is cut off. Read in one snapshot, a page at a time. */
async function* lines(pool: Pool, header: KeysHeader, count: { keys: number }): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0'); // as slow as what is written to
    for (const [table, name] of [
      ['data_keys', 'key_id'],
      ['service_keys', 'name'],
    ] as const) {
      let after: string | undefined;
      do {
        const { rows } = await client.query<{ name: string; wrapped: string; epoch: number }>(
          `SELECT ${name}::text AS name, encode(wrapped, 'base64') AS wrapped, epoch FROM privacy.${table}
            WHERE $1::text IS NULL OR ${name} > $1::${table === 'data_keys' ? 'uuid' : 'text'} ORDER BY ${name} LIMIT ${PAGE}`,
          [after ?? null],
        );
        after = rows.length === PAGE ? rows.at(-1)!.name : undefined;
        count.keys += rows.length;
        if (rows.length > 0) yield rows.map((row) => `${JSON.stringify({ table, ...row })}\n`).join('');
      } while (after !== undefined);
    }
  } finally {
    const ended = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.release(!ended);
  }
  yield `${JSON.stringify({ end: count.keys })}\n`;
}

export interface KeysBackup {
  readonly manifest: KeysManifest;
  readonly header: KeysHeader;
  /** Every living key, in pages. Ends with an error when the file is damaged or cut off. */
  readonly pages: AsyncIterable<readonly LivingKey[]>;
}

/** The newest backup of the keys. @throws BackupError when there is none, or it does not open */
export const openKeysBackup = async (keysDir: string, identities: readonly string[]): Promise<KeysBackup> => {
  const manifest = latestKeys(keysDir);
  const source = await readSealed(keysDir, manifest.file, identities);
  const reader = createInterface({ input: source, crlfDelay: Infinity });
  let failed: Error | undefined;
  source.once('error', (error) => {
    failed = error;
    reader.close();
  });
  const each = reader[Symbol.asyncIterator]();
  const first = await each.next();
  if (failed) throw failed;
  if (first.done) throw new BackupError(`${manifest.file.name} is empty. Use another copy of it.`);
  const header = JSON.parse(first.value) as KeysHeader;
  async function* pages(): AsyncGenerator<readonly LivingKey[]> {
    let page: LivingKey[] = [];
    let end: number | undefined;
    let count = 0;
    for (let line = await each.next(); !line.done; line = await each.next()) {
      const value = JSON.parse(line.value) as LivingKey | { end: number };
      if ('end' in value) end = value.end;
      else {
        page.push(value);
        count += 1;
      }
      if (page.length === PAGE) {
        yield page;
        page = [];
      }
    }
    if (failed) throw failed;
    if (end !== count) throw new BackupError(`${manifest.file.name} is cut off: it holds ${count} keys. Use another copy of it.`);
    if (page.length > 0) yield page;
  }
  return { manifest, header, pages: pages() };
};

export const latestKeys = (keysDir: string): KeysManifest => {
  const found = readManifests(keysDir)
    .filter((one) => one.kind === 'keys')
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (found.length === 0)
    throw new BackupError(
      'There is no backup of the keys in BACKUP_KEYS_DIR. Set it to where they lie; without them the database opens nothing personal.',
    );
  return found.at(-1)!;
};
