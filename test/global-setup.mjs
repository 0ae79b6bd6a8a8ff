import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'insatskedja-test-';

/** What a test run that was killed left behind: its database still runs, on files nobody needs. */
async function removeAbandoned(startEmbedded) {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    try {
      process.kill(Number(readFileSync(path.join(folder, 'run'), 'utf8')), 0);
    } catch (error) {
      if (error.code !== 'ESRCH') continue;
      const left = await startEmbedded({ dataDir: folder, mode: 'ephemeral', log: () => {} }).catch(() => undefined);
      await left?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** One real PostgreSQL for the whole run, without fsync: it lives no longer than the run. */
export default async function globalSetup() {
  register('./ts-loader.mjs', import.meta.url);
  const { startEmbedded } = await import('../libs/postgres/embedded.ts');
  await removeAbandoned(startEmbedded);
  const dataDir = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(dataDir, 0o711); // the database's own account passes through
  writeFileSync(path.join(dataDir, 'run'), String(process.pid));
  const database = await startEmbedded({ dataDir, mode: 'ephemeral', log: (line) => process.stderr.write(`[test database] ${line}\n`) });
  process.env.TEST_SUPERUSER_URL = database.superuserUrl;
  process.env.TEST_RUN_DIR = dataDir;
  globalThis.testDatabase = { database, dataDir };
}
