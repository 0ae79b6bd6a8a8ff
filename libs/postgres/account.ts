import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Whom PostgreSQL runs as. Empty: as ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/**
 * PostgreSQL refuses to run as root, so root drops to an unprivileged account that has a passwd entry (initdb demands one).
 * @param ownedBy an existing data directory: its owner stays its owner, even if a `postgres` user was installed since.
 */
export function databaseAccount(ownedBy?: string): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  if (ownedBy) {
    const { uid, gid } = statSync(ownedBy);
    if (uid !== 0) return { uid, gid };
  }
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (!account)
    throw new Error(
      'Running as root, and neither a user "postgres" nor "nobody" exists to run the database as. Create one, start as an ordinary user, or set DATABASE_URL.',
    );
  return account;
}

/** The first folder on the way to `target` that `account` may not pass through, if any. */
export function firstClosedFolder(target: string, account: Account): string | undefined {
  if (account.uid === undefined) return undefined;
  const folders: string[] = [];
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    folders.unshift(at);
    if (at === path.dirname(at)) break;
  }
  return folders.find((folder) => {
    const found = statSync(folder, { throwIfNoEntry: false });
    return found !== undefined && !mayPass(found, account);
  });
}

function mayPass(folder: { mode: number; uid: number; gid: number }, { uid, gid }: Account): boolean {
  if (folder.uid === uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** A folder we are about to run programs from must be ours alone to change. */
export function assertOursAlone(folder: string): void {
  if (process.platform === 'win32') return;
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new Error(
      `${folder} belongs to someone else or others may write in it, so programs are not run from it. Remove it, or choose another DATA_DIR.`,
    );
}

/** Can we write here? Says what to do if not. */
export function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`The data folder ${folder} cannot be written. Give this user write access to it, or set DATA_DIR to another folder.`);
  }
}
