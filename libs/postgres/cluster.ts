import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Account } from './account.js';
import { programEnvironment } from './binaries.js';
import { processLives } from './postmaster.js';

/** `durable` keeps what it acknowledged through a power cut; `ephemeral` is for tests and forgets. */
export type Mode = 'durable' | 'ephemeral';

/** Everything needed to run PostgreSQL's programs on one cluster. */
export interface Cluster {
  home: string;
  cluster: string;
  account: Account;
  native: string;
  mode: Mode;
}

/** Creates the cluster unless it is there. Two starts may race: each fills a folder of its own, one rename wins. */
export function initialiseCluster({ home, cluster, account, native, mode }: Cluster, superuserPassword: string): boolean {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return false;
  removeAbandoned(home);
  const half = path.join(home, `initdb-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${half}.password`;
  try {
    mkdirSync(half, { mode: 0o700 });
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600, flag: 'wx' });
    if (account.uid !== undefined && account.gid !== undefined)
      for (const mine of [half, passwordFile]) chownSync(mine, account.uid, account.gid);
    const done = spawnSync(
      path.join(native, 'bin', 'initdb'),
      [
        '-D',
        half,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-k',
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
      ].concat(mode === 'ephemeral' ? ['--no-sync'] : []),
      { ...account, env: programEnvironment(), cwd: home, encoding: 'utf8' },
    );
    if (done.status !== 0)
      throw new Error(`The database could not be created in ${home}: ${(done.stderr || done.error?.message || 'no message').trim()}`);
    renameSync(half, cluster);
    return true;
  } catch (error) {
    if (existsSync(path.join(cluster, 'PG_VERSION'))) return false; // another start was faster
    throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** What a start that was killed in the middle of initdb left behind. */
function removeAbandoned(home: string): void {
  for (const name of readdirSync(home)) {
    const maker = /^initdb-(\d+)-/.exec(name);
    if (maker && !processLives(Number(maker[1]))) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

/** The program's major version and the files' must agree: a clear sentence instead of PostgreSQL's own. */
export function assertSameMajorVersion({ cluster, native, account }: Cluster): void {
  const files = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  const said = spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], {
    ...account,
    env: programEnvironment(),
    cwd: '/',
    encoding: 'utf8',
  }).stdout;
  const program = /\) (\d+)/.exec(said)?.[1];
  if (program !== files)
    throw new Error(
      `The files in ${cluster} were written by PostgreSQL ${files}, and the installed programs are version ${program}. Dump with the old version and restore with the new one.`,
    );
}

export const logFile = ({ home }: Cluster): string => path.join(home, 'postgres.log');

const rotateAbove = 10 * 1024 * 1024;

/**
 * Starts the postmaster in a session of its own, so that Ctrl-C in the terminal reaches the app first and the database last.
 * Statements and error details stay out of its log: they may carry personal data.
 */
export function spawnPostmaster(at: Cluster, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    // A backup that is made no more must not fill the disk with the log that is kept for it.
    max_slot_wal_keep_size: '16GB',
    max_connections: at.mode === 'ephemeral' ? '200' : '100',
    ...(at.mode === 'ephemeral' ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' } : {}),
  };
  const file = logFile(at);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > rotateAbove) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  try {
    return spawn(
      path.join(at.native, 'bin', 'postgres'),
      ['-D', at.cluster, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...at.account, env: programEnvironment(), cwd: at.home, detached: true, stdio: ['ignore', log, log], windowsHide: true },
    );
  } finally {
    closeSync(log);
  }
}
