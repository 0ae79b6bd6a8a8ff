import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '#libs/postgres';
import type { Home } from './home.js';

const ROOT = path.join(import.meta.dirname, '..', '..');
const PATIENCE_MS = 120_000;

export const environmentOf = ({ settings }: Home): Record<string, string> => ({
  PATH: process.env['PATH']!,
  HOME: process.env['HOME']!,
  DATA_DIR: settings.dataDir,
  KEYRING_FILE: settings.keyringFile,
  RETENTION_FILE: settings.retentionFile!,
  LOG_LEVEL: 'error',
});

/**
 * An operator's erasure that is killed (-9) when the line stands in the list and before a key is destroyed: the destruction is made to stand still for that. The
 * installation must be down. @returns when the process is gone and the database as it was
 */
export const killBetweenListAndDestruction = async (home: Home, record: string): Promise<void> => {
  const server = await startEmbedded({ dataDir: home.dataDir, mode: 'durable', log: () => undefined });
  const client = new pg.Client({ connectionString: server.superuserUrl.replace(/\/postgres$/, '/insatskedja') });
  await client.connect();
  try {
    await client.query(`ALTER FUNCTION privacy.erase(json) RENAME TO erase_kept;
      CREATE FUNCTION privacy.erase(entry json) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN PERFORM pg_sleep(600); RETURN 0; END';`);
    const child = spawn(
      process.execPath,
      [
        path.join(ROOT, 'dist/src/cli.js'),
        'record:erase',
        '--record',
        record,
        '--reason',
        'destruction-ordered',
        '--reference',
        'IVO 8.4-1',
      ],
      { cwd: ROOT, env: environmentOf(home), stdio: 'ignore' },
    );
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const listed = (): boolean => existsSync(home.settings.erasureList) && readFileSync(home.settings.erasureList, 'utf8').includes(record);
    const deadline = Date.now() + PATIENCE_MS;
    while (!listed() && child.exitCode === null && Date.now() < deadline) await sleep(20);
    const inTime = listed() && child.exitCode === null;
    child.kill('SIGKILL');
    await exited;
    if (!inTime) throw new Error('the erasure was not caught between the list and the destruction');
  } finally {
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'insatskedja' AND pid <> pg_backend_pid();`);
    await client.query('DROP FUNCTION privacy.erase(json); ALTER FUNCTION privacy.erase_kept(json) RENAME TO erase;');
    await client.end();
    await server.stop();
  }
};
