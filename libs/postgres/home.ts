import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertOursAlone, assertWritable, databaseAccount, firstClosedFolder, type Account } from './account.js';

/** Where a cluster lives: `home` is ours, `cluster` is PostgreSQL's. */
export interface Home {
  home: string;
  cluster: string;
  account: Account;
}

const clusterIn = (home: string): string => path.join(home, 'postgres');

/**
 * Decides where the cluster of `dataDir` lives. Normally in it; where root has dropped to an account that cannot get there
 * (a checkout under a home of mode 0700), in /var/lib, remembered in `dataDir` so that later starts find the same data.
 */
export function chooseHome(dataDir: string, log: (line: string) => void): Home {
  const created = mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  assertWritable(dataDir);
  // Others may pass through to what PostgreSQL's account owns, not list it; secrets and keys in it are 0600 each.
  if (created !== undefined && process.getuid?.() === 0) chmodSync(dataDir, 0o711);
  const here = realpathSync(dataDir);
  const note = path.join(here, 'postgres-location');
  if (existsSync(note)) return remembered(note);

  const own = clusterIn(here);
  if (existsSync(own)) {
    const account = databaseAccount(own);
    const closed = firstClosedFolder(own, account);
    if (closed && closed !== own)
      throw new Error(
        `The database's account cannot reach ${own}, because ${closed} is closed to it. Run: chmod o+x ${closed}, or start as the user who owns the data.`,
      );
    return { home: here, cluster: own, account };
  }
  const account = databaseAccount();
  const closed = firstClosedFolder(here, account);
  if (!closed) return { home: here, cluster: own, account };

  const elsewhere = path.join('/var/lib/insatskedja', createHash('sha256').update(here).digest('hex').slice(0, 16));
  for (const folder of [path.dirname(elsewhere), elsewhere]) {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    assertOursAlone(folder);
    chmodSync(folder, 0o711);
  }
  if (firstClosedFolder(elsewhere, account))
    throw new Error(
      `The database's account can reach neither ${here} (${closed} is closed to it) nor ${elsewhere}. Set DATA_DIR to a folder others may pass through.`,
    );
  writeFileSync(note, `${elsewhere}\n`, { flush: true });
  log(`${closed} is closed to the database's account, so the database's files are kept in ${elsewhere} (noted in ${note}).`);
  return { home: elsewhere, cluster: clusterIn(elsewhere), account };
}

function remembered(note: string): Home {
  const home = readFileSync(note, 'utf8').trim();
  if (!existsSync(home))
    throw new Error(
      `${note} says that the database's files are in ${home}, and that folder is gone. Restore it from a backup; or remove ${note} to begin with an empty store.`,
    );
  assertOursAlone(home);
  const cluster = clusterIn(home);
  return { home, cluster, account: databaseAccount(existsSync(cluster) ? cluster : undefined) };
}
