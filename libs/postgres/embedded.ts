import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateBinaries } from './binaries.js';
import { assertSameMajorVersion, initialiseCluster, type Cluster, type Mode } from './cluster.js';
import { assertDurable } from './durability.js';
import { chooseHome } from './home.js';
import { findPostmaster, type Postmaster } from './postmaster.js';
import { loadOrCreateSecrets, type DatabaseSecrets } from './secrets.js';
import { bringUp, freePort, takeDown } from './start-stop.js';
import { Users } from './users.js';

export interface EmbeddedOptions {
  /** Everything of the database is kept here; created if missing. */
  dataDir: string;
  mode: Mode;
  log: (line: string) => void;
}

/** A running embedded PostgreSQL. It is restarted on the same port if it is killed while in use. */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly superuserUrl: string;
  readonly secrets: DatabaseSecrets;
  /** True if another process had it running already. */
  readonly attached: boolean;
  /** How many times the postmaster was found dead and brought up again. */
  readonly restartedCount: number;
  /** The postmaster's process id now. */
  readonly pid: number;
  /** Stops supervising, then stops the database unless another process still uses it. Call when the app has drained. */
  stop: () => Promise<void>;
}

const watchEveryMs = 150;

/**
 * Starts (or joins) the embedded PostgreSQL of a data folder, creating it at the first start.
 * @throws Error with a sentence that says what to do: unreachable folder, missing programs, lost passwords, settings that are not durable
 */
export async function startEmbedded({ dataDir, mode, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { home, cluster, account } = chooseHome(dataDir, log);
  const existed = existsSync(path.join(cluster, 'PG_VERSION'));
  if (existed && !existsSync(path.join(dataDir, 'secrets.json')))
    throw new Error(
      `The database in ${cluster} is there, but its passwords (${path.join(dataDir, 'secrets.json')}) are gone. Restore that file from a backup.`,
    );
  stamp(home, mode, existed);
  const secrets = loadOrCreateSecrets(dataDir);
  const at: Cluster = { home, cluster, account, mode, native: locateBinaries(home, account) };
  if (initialiseCluster(at, secrets.superuser)) log(`Created a new database in ${cluster}.`);
  assertSameMajorVersion(at);

  const users = new Users(home);
  users.enter();
  const leave = async (): Promise<void> => {
    if (users.leave()) await takeDown(at);
  };
  try {
    const attached = findPostmaster(cluster)?.ready === true;
    const running = await bringUp(at, await freePort(), log, { mayMove: true });
    const superuserUrl = `postgres://postgres:${secrets.superuser}@127.0.0.1:${running.port}/postgres`;
    if (mode === 'durable') await assertDurable(superuserUrl);
    const supervisor = supervise(at, running, log);
    return {
      port: running.port,
      superuserUrl,
      secrets,
      attached,
      get restartedCount() {
        return supervisor.restarted();
      },
      get pid() {
        return supervisor.pid();
      },
      stop: async () => {
        await supervisor.end();
        await leave();
        if (mode === 'ephemeral' && !existsSync(path.join(cluster, 'postmaster.pid'))) rmSync(cluster, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A cluster written without fsync is never opened as a durable one, nor the other way round. */
function stamp(home: string, mode: Mode, existed: boolean): void {
  const mark = path.join(home, 'ephemeral');
  if (existed && existsSync(mark) !== (mode === 'ephemeral'))
    throw new Error(
      `The database in ${home} is ${mode === 'ephemeral' ? 'a durable' : 'an ephemeral'} one and is not opened as ${mode}. Use another DATA_DIR.`,
    );
  if (mode === 'ephemeral') writeFileSync(mark, '');
  else if (!existed) rmSync(mark, { force: true });
}

function supervise(at: Cluster, first: Postmaster, log: (line: string) => void) {
  let current = first;
  let restarted = 0;
  let ending = false;
  let busy: Promise<void> | undefined;

  const restart = async (): Promise<void> => {
    for (let pause = 50; !ending; pause = Math.min(pause * 2, 5_000)) {
      try {
        current = await bringUp(at, first.port, log, { mayMove: false, givenUp: () => ending });
        restarted += 1;
        log(`The database is up again on port ${current.port}.`);
        return;
      } catch (error) {
        log(`The database could not be restarted yet: ${(error as Error).message}`);
        await sleep(pause);
      }
    }
  };

  const timer = setInterval(() => {
    if (busy || findPostmaster(at.cluster)?.pid === current.pid) return;
    log('The database has stopped without being asked to; starting it again.');
    busy = restart().finally(() => (busy = undefined));
  }, watchEveryMs);
  timer.unref();

  return {
    restarted: () => restarted,
    pid: () => current.pid,
    end: async (): Promise<void> => {
      ending = true;
      clearInterval(timer);
      await busy;
    },
  };
}
