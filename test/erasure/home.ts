import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { demoProvisioning } from '#config/demo';
import { parseSettings, type Settings } from '#config/settings';
import type { TestClock } from '#libs/shared-kernel';
import { AppLog } from '#src/app/log';
import { start, type Started } from '#src/app/start';
import { loginAs } from '#src/login/index';
import { Provisioning } from '#src/organisation/index';
import { apiPerson, settled, type World } from '../support/world.js';
import { tokenFor } from '#src/login/index';

/** An installation of its own in a folder, with its embedded durable database; stopped and started as one likes, its keys and list kept apart from it. */
export interface Home {
  readonly dataDir: string;
  readonly settings: Settings;
  /** As `npm start` brings it up. */
  up(clock: TestClock): Promise<Running>;
  /** A copy of the data folder as it lies there: a backup of the database's files. Call while it is down. */
  copyTo(folder: string): void;
}
export interface Running extends World {
  readonly started: Started;
  /** As the database's superuser. */
  asSuperuser<T>(text: string, values?: unknown[]): Promise<T[]>;
}

/** What is never in a backup of the database: the wrapping keys and the erasure list lie beside each other in `keysDir`. */
export const homeIn = (dataDir: string, keysDir: string, retentionFile: string): Home => {
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    KEYRING_FILE: path.join(keysDir, 'keyring.json'),
    RETENTION_FILE: retentionFile,
  };
  const settings = parseSettings(env);
  return {
    dataDir,
    settings,
    up: async (clock) => {
      const logged: string[] = [];
      const log = new AppLog('info', { write: (line: string) => void logged.push(line) });
      const started = await start({ settings, progress: () => undefined, clock, log, rateLimit: 1_000_000 });
      return running(started, clock, logged);
    },
    copyTo: (folder) => {
      execFileSync('cp', ['-a', dataDir, folder]);
      for (const left of ['postgres/postmaster.pid', 'users', 'app.log']) rmSync(path.join(folder, left), { recursive: true, force: true });
    },
  };
};

const running = (started: Started, clock: TestClock, logged: string[]): Running => {
  const { app, database, url, embedded } = started;
  const superuserUrl = embedded!.superuserUrl.replace(/\/postgres$/, '/insatskedja');
  return {
    ...{ started, app, clock, database, url, logged, migrateUrl: superuserUrl },
    settle: () => settled(database),
    cookie: async (subject, duty) => (await loginAs(url, subject, duty as never)).cookie,
    api: async (subject, duty) => apiPerson(url, await tokenFor(url, subject), duty),
    close: () => started.stop(),
    asSuperuser: async <T>(text: string, values: unknown[] = []): Promise<T[]> => {
      const client = new pg.Client({ connectionString: superuserUrl });
      await client.connect();
      try {
        return (await client.query(text, values)).rows as T[];
      } finally {
        await client.end();
      }
    },
  };
};

/** Agencies, functions and staff of the invented county. */
export const provision = async ({ app }: Running): Promise<void> => {
  await app.get(Provisioning, { strict: false }).run(demoProvisioning);
};

/** The keys and the list as they are now, or were once, beside a restored database. */
export const copyKeys = (from: string, to: string, files: readonly string[] = ['keyring.json', 'erasures.list']): void => {
  for (const file of files)
    if (existsSync(path.join(from, file))) cpSync(path.join(from, file), path.join(to, file), { preserveTimestamps: true });
};
