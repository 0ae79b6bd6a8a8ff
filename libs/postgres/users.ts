import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processLives } from './postmaster.js';

/** When a process began, so that another one with the same id later (usual in containers) is not taken for it. */
function birth(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[19];
  } catch {
    return '0'; // not Linux: the id alone has to do
  }
}

/** Who uses the embedded database now: one file per process and use. The last to leave stops it. */
export class Users {
  private readonly folder: string;
  private readonly mine = `${process.pid}-${birth(process.pid)}-${randomBytes(4).toString('hex')}`;

  constructor(home: string) {
    this.folder = path.join(home, 'users');
  }

  enter(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(this.folder, this.mine), '');
  }

  /** @returns true if nobody else is left; processes that were killed do not count. */
  leave(): boolean {
    rmSync(path.join(this.folder, this.mine), { force: true });
    const all = existsSync(this.folder) ? readdirSync(this.folder) : [];
    const left = all.filter((name) => {
      const [pid, born] = name.split('-');
      if (processLives(Number(pid)) && birth(Number(pid)) === born) return true;
      rmSync(path.join(this.folder, name), { force: true });
      return false;
    });
    return left.length === 0;
  }
}
