import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded, type EmbeddedPostgres } from '#libs/postgres';

let running: Promise<{ database: EmbeddedPostgres; dataDir: string }> | undefined;

/** One real PostgreSQL for the whole run, started by the first part that needs it, without fsync: it lives no longer than the run. `createWorld` finds it. */
export const startServer = async (): Promise<void> => {
  running ??= (async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-privacy-'));
    chmodSync(dataDir, 0o711); // the database's own account passes through
    const database = await startEmbedded({ dataDir, mode: 'ephemeral', log: () => undefined });
    process.env['TEST_SUPERUSER_URL'] = database.superuserUrl;
    process.env['TEST_RUN_DIR'] = dataDir;
    return { database, dataDir };
  })();
  await running;
};

/** Ends it, if it was started, and removes its files. */
export const stopServer = async (): Promise<void> => {
  const started = await running;
  if (!started) return;
  running = undefined;
  await started.database.stop();
  rmSync(started.dataDir, { recursive: true, force: true });
};
