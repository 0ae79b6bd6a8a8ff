import { readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { logFile, spawnPostmaster, type Cluster } from './cluster.js';
import { disarmStaleLockFile, findPostmaster, isPostmaster, type Postmaster } from './postmaster.js';

/** A port of the loopback interface that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Rules {
  /** At the first start another port does as well; at a restart the pools know only the old one. */
  mayMove: boolean;
  givenUp?: () => boolean;
}

const recoveryPatienceMs = 10 * 60_000;

/**
 * Returns when a postmaster of this cluster answers, whoever started it. Recovery after a crash may take minutes: as long as it lives, it is waited for.
 * @throws Error with the end of PostgreSQL's log
 */
export async function bringUp(at: Cluster, port: number, log: (line: string) => void, rules: Rules): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const other = await untilReady(at, log, rules);
    if (other) return other;
    disarmStaleLockFile(at.cluster);
    const from = statSync(logFile(at), { throwIfNoEntry: false })?.size ?? 0;
    const child = spawnPostmaster(at, port);
    child.unref();
    let ended: string | undefined;
    child.once('exit', (code, signal) => (ended = signal ?? `code ${code}`));
    child.once('error', (error) => (ended = error.message));
    const ready = await untilReady(at, log, rules, () => ended !== undefined);
    if (ready) return ready;
    const said = logSince(at, from);
    // Two starts at once: the loser's postmaster ends at the lock file. Backends of a killed postmaster: gone in a moment.
    const passing = /lock file "postmaster\.pid" already exists|pre-existing shared memory block|postmaster\.pid" is empty/.test(said);
    const taken = /Address already in use|could not create any TCP\/IP sockets/.test(said);
    if (taken && rules.mayMove) port = await freePort();
    if ((!passing && !(taken && rules.mayMove)) || attempt >= 50 || rules.givenUp?.())
      throw new Error(`PostgreSQL ended at its start (${ended}). Its log ${logFile(at)} says: ${said.trim().slice(-600) || 'nothing'}`);
    await sleep(100);
  }
}

/** Waits for a living postmaster to get ready. Undefined when there is none (any more). */
async function untilReady(
  { cluster }: Cluster,
  log: (line: string) => void,
  { givenUp }: Rules,
  childEnded: () => boolean = () => true,
): Promise<Postmaster | undefined> {
  const began = Date.now();
  let told = began;
  for (;;) {
    const over = childEnded();
    const found = findPostmaster(cluster);
    if (found?.ready && Number.isInteger(found.port)) return found;
    if ((!found && over) || givenUp?.()) return undefined;
    if (Date.now() - began > recoveryPatienceMs)
      throw new Error(`PostgreSQL has not become ready in ${recoveryPatienceMs / 60_000} minutes.`);
    if (Date.now() - told > 10_000) {
      told = Date.now();
      log('The database is recovering after a crash; waiting for it.');
    }
    await sleep(10);
  }
}

/** PostgreSQL's log is rotated at a start, never between these two reads of ours. */
function logSince(at: Cluster, from: number): string {
  const text = readFileSync(logFile(at));
  return text.subarray(from <= text.length ? from : 0).toString('utf8');
}

/** Fast shutdown; if that hangs, the immediate one (the next start recovers from the log of changes). */
export async function takeDown({ cluster }: Cluster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 15_000],
  ] as const) {
    const found = findPostmaster(cluster);
    if (!found) return;
    try {
      process.kill(found.pid, signal);
    } catch {
      return; // gone between the two lines
    }
    for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(10)) if (!isPostmaster(found.pid, cluster)) return;
  }
  throw new Error(`The database in ${cluster} does not stop.`);
}
