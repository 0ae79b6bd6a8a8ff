import { databaseOf } from './connection.js';
import { assertDurable } from './durability.js';
import { startEmbedded, type EmbeddedPostgres } from './embedded.js';
import { runMigrations, type MigrationOptions, type Migrations } from './migrations.js';
import { ensureRolesAndDatabase, type RolePasswords, type RoleUrls } from './roles.js';
import { loadOrCreateSecrets } from './secrets.js';

export interface PrepareOptions extends MigrationOptions {
  /** A PostgreSQL server of one's own; without it the embedded one in `dataDir` is started. */
  databaseUrl?: string;
  dataDir: string;
  /** Given passwords win over the generated ones in `dataDir`. */
  passwords: Partial<RolePasswords>;
  migrations: Migrations;
  log: (line: string) => void;
}

/** A database that is durable, migrated, and has its three roles. */
export interface PreparedDatabase extends RoleUrls {
  /** Absent with a server of one's own. */
  embedded?: EmbeddedPostgres;
  /** Call when pools are closed; stops the embedded database, does nothing to another. */
  stop: () => Promise<void>;
}

/**
 * All that must be in order before the app may take its first request.
 * @throws Error with a sentence that says what to do; nothing is left running then
 */
export async function prepareDatabase({
  databaseUrl,
  dataDir,
  passwords,
  migrations,
  log,
  ...options
}: PrepareOptions): Promise<PreparedDatabase> {
  const embedded = databaseUrl ? undefined : await startEmbedded({ dataDir, mode: 'durable', log });
  const stop = async (): Promise<void> => embedded?.stop();
  try {
    const url = databaseUrl ?? embedded?.superuserUrl ?? '';
    const generated = embedded?.secrets ?? loadOrCreateSecrets(dataDir);
    const urls = await ensureRolesAndDatabase(url, {
      database: databaseUrl ? databaseOf(databaseUrl) : 'insatskedja',
      passwords: embedded ? generated : { ...generated, ...given(passwords) },
    });
    for (const role of [urls.appUrl, urls.projectorUrl]) await assertDurable(role);
    const ran = await runMigrations(urls.migrateUrl, migrations, options);
    if (ran.length > 0) log(`The database is up to date; ${ran.length} migrations ran.`);
    return { ...urls, embedded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const given = (passwords: Partial<RolePasswords>): Partial<RolePasswords> =>
  Object.fromEntries(Object.entries(passwords).filter(([, value]) => value !== undefined && value !== ''));
