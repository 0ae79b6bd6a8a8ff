import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Passwords of the database's superuser (embedded only) and of the three roles. */
export interface DatabaseSecrets {
  superuser: string;
  migrate: string;
  app: string;
  projector: string;
}

const names = ['superuser', 'migrate', 'app', 'projector'] as const;

/** Reads `<dataDir>/secrets.json`, or generates it (mode 0600) at the first start. Two starts at once get the same. */
export function loadOrCreateSecrets(dataDir: string): DatabaseSecrets {
  const file = path.join(dataDir, 'secrets.json');
  if (!statSync(file, { throwIfNoEntry: false })) create(dataDir, file);
  const { mode } = statSync(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Error(`${file} holds the database's passwords and others can read it. Run: chmod 600 ${file}`);
  let read: Partial<DatabaseSecrets>;
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as Partial<DatabaseSecrets>;
  } catch {
    read = {};
  }
  const missing = names.filter((name) => typeof read[name] !== 'string' || read[name] === '');
  if (missing.length > 0)
    throw new Error(`${file} lacks the passwords ${missing.join(', ')}. Restore it from the backup of the data folder.`);
  return read as DatabaseSecrets;
}

function create(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true });
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]));
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(half, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(half, file); // unlike rename, link never replaces what another start has written
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half);
  }
}
