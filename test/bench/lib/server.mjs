import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateBinaries, programEnvironment } from '../../../dist/libs/postgres/binaries.js';
import { initialiseCluster } from '../../../dist/libs/postgres/cluster.js';
import { chooseHome } from '../../../dist/libs/postgres/home.js';
import { findPostmaster } from '../../../dist/libs/postgres/postmaster.js';
import { untilStopped } from './running.mjs';
import { freePort } from '../../../dist/libs/postgres/start-stop.js';

const SHIM = path.join(import.meta.dirname, 'slow-fsync.c');

/** Compiles the shim that slows fsync. Undefined where there is no compiler, or where nothing can be preloaded. */
export const compileShim = (folder) => {
  if (process.platform !== 'linux') return undefined;
  const library = path.join(folder, 'slow-fsync.so');
  const { status } = spawnSync(process.env.CC ?? 'cc', ['-O2', '-shared', '-fPIC', '-o', library, SHIM, '-ldl'], { stdio: 'ignore' });
  if (status !== 0) return undefined;
  chmodSync(library, 0o755);
  return library;
};

/** A folder that PostgreSQL's own account may pass through. */
export const workFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-bench-'));
  chmodSync(folder, 0o711);
  return folder;
};

/**
 * A durable PostgreSQL of its own, with the settings of the embedded one, in a folder that goes with it.
 * @param {{ folder: string, name: string, shim?: string, delayUs?: number }} options `delayUs` more for every fsync, by the shim
 * @returns {Promise<{ superuserUrl: string, dataDir: string, stop: () => Promise<void> }>}
 */
export const startServer = async ({ folder, name, shim, delayUs = 0 }) => {
  const dataDir = path.join(folder, name);
  const { home, cluster, account } = chooseHome(dataDir, () => undefined);
  const native = locateBinaries(home, account);
  const password = randomBytes(16).toString('hex');
  initialiseCluster({ home, cluster, account, native, mode: 'durable' }, password);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'max_connections=300'];
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, 'a');
  const child = spawn(
    path.join(native, 'bin', 'postgres'),
    ['-D', cluster, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    {
      ...account,
      env: { ...programEnvironment(), ...(shim ? { LD_PRELOAD: shim, FSYNC_DELAY_US: String(delayUs) } : {}) },
      cwd: home,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = untilStopped(async () => {
    child.kill('SIGINT');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  });
  for (let attempt = 0; !findPostmaster(cluster)?.ready; attempt++) {
    if (child.exitCode !== null || attempt > 3000)
      throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, 'utf8').slice(-600)}`);
    await sleep(10);
  }
  return {
    superuserUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    dataDir,
    stop,
  };
};
