import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface PostgresProcess {
  readonly pid: number;
  /** `checkpointer`, `walwriter`, `insatskedja_app insatskedja 127.0.0.1(5555) idle` … */
  readonly what: string;
}

/** The embedded database's main process and port, by its own lock file. */
export const postmasterOf = (dataDir: string): { pid: number; port: number } => {
  const lines = readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
};

/** The children of a postmaster now. */
export const childrenOf = (postmaster: number): PostgresProcess[] =>
  (process.platform === 'linux' ? fromProc(postmaster) : fromPs(postmaster)).map(({ pid, what }) => ({
    pid,
    what: what.replace(/^postgres: /, '').trim(),
  }));

const fromProc = (postmaster: number): PostgresProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        if (parent !== postmaster) return [];
        return [{ pid: Number(name), what: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return []; // ended while we looked
      }
    });

const fromPs = (postmaster: number): PostgresProcess[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match && Number(match[2]) === postmaster ? [{ pid: Number(match[1]), what: match[3]! }] : []));

/** What a cycle kills. `all` leaves nothing of PostgreSQL alive, so that whatever lay only in its memory is gone. */
export const TARGETS = ['all', 'postmaster', 'client backend', 'all', 'checkpointer', 'walwriter', 'all', 'background writer'] as const;
export type Target = (typeof TARGETS)[number];

/** Ends what a scenario that failed left running on a data folder. */
export const endPostgresOf = (dataDir: string): void => {
  let pid: number;
  try {
    ({ pid } = postmasterOf(dataDir));
  } catch {
    return; // it has stopped in order
  }
  if (childrenOf(pid).some(({ what }) => what.startsWith('checkpointer'))) killPostgres(pid, 'all');
};

const strike = (pid: number): number => {
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    return 0;
  }
};

/** kill -9 of a server's processes. @returns how many were struck */
export const killPostgres = (postmaster: number, target: Target): number => {
  if (target === 'postmaster') return strike(postmaster);
  const children = childrenOf(postmaster);
  if (target === 'all') return [postmaster, ...children.map(({ pid }) => pid)].reduce((sum, pid) => sum + strike(pid), 0);
  const chosen = children.find(({ what }) => (target === 'client backend' ? what.startsWith('insatskedja_app') : what.startsWith(target)));
  return chosen ? strike(chosen.pid) : strike(postmaster);
};
