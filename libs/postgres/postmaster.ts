import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The first lines of postmaster.pid, checked against the living processes. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const lockFile = (cluster: string): string => path.join(cluster, 'postmaster.pid');

/** The live postmaster of a cluster, if any: neither a zombie nor another program that has got its process id. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(lockFile(cluster), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostmaster(pid, cluster)) return undefined;
  return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' };
}

/** Is the process there at all? A process of another user counts (EPERM). */
export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Does this process run the cluster? It removes its lock file a moment before it ends, so ask here whether it is gone. */
export function isPostmaster(pid: number, cluster: string): boolean {
  if (!processLives(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') {
    try {
      const [state, command] = execFileSync('ps', ['-p', String(pid), '-o', 'stat=,comm='], { encoding: 'utf8' })
        .trim()
        .split(/\s+/, 2);
      return !state.startsWith('Z') && path.basename(command) === 'postgres';
    } catch {
      return false;
    }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (/^\d+ \(postgres\) [ZX]/.test(stat) || !/^\d+ \(postgres\)/.test(stat)) return false;
  } catch {
    return false;
  }
  try {
    return sameFolder(readlinkSync(`/proc/${pid}/cwd`), cluster); // a postmaster stands in its data directory
  } catch {
    return true; // not ours to look at: believe the lock file
  }
}

function sameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one, { throwIfNoEntry: false }), statSync(other, { throwIfNoEntry: false })];
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/**
 * PostgreSQL believes a lock file whose process id exists, though it may be a zombie nobody reaps or another program after a reboot.
 * Put an id that cannot exist in its place. The file itself stays: its other lines let PostgreSQL see
 * orphaned backends still attached to the shared memory, which must be gone before a new postmaster starts.
 */
export function disarmStaleLockFile(cluster: string): void {
  const file = lockFile(cluster);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !processLives(pid) || isPostmaster(pid, cluster)) return;
  const { uid, gid } = statSync(file);
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text.replace(/^\d+/, '2147483647'), { mode: 0o600 });
  try {
    if (process.getuid?.() === 0) chownSync(half, uid, gid);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
