import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { clusterFiles, tarOf } from './cluster-files.js';
import { bases, readManifests, segmentName, writeManifest, type Base } from './manifest.js';
import { writeSealed } from './sealed-file.js';
import { archiveLog, holdLog, identityOf, walFolder } from './wal-archive.js';

export interface BasePlace {
  /** The cluster's folder. */
  readonly cluster: string;
  readonly dataDir: string;
  readonly databaseDir: string;
  readonly recipients: readonly string[];
}

const SEGMENT = 16 * 1024 * 1024;
/** Passwords of the database's own roles: they open this server, and nothing that is sealed. */
export const SECRETS = 'secrets.json';

/**
 * A copy of the running cluster's files, between PostgreSQL's own start and end of a backup, and the log of changes until its end. Then it can be restored to
 * any moment from its end on, as far as the log is archived.
 */
export const createBase = async (client: Client, place: BasePlace, onProgress: (done: number, total: number) => void): Promise<Base> => {
  await mkdir(place.databaseDir, { recursive: true, mode: 0o700 });
  await holdLog(client);
  const startedAt = await now(client);
  const id = `${startedAt.replace(/[-:]/g, '').slice(0, 15)}-${randomBytes(3).toString('hex')}`;
  const { rows } = await client.query<{ segment: string; postgres: string }>(
    `SELECT div(pg_backup_start($1, true) - '0/0', ${SEGMENT})::text AS segment, current_setting('server_version') AS postgres`,
    [id],
  );
  const files = clusterFiles(place.cluster);
  const total = files.reduce((sum, { stats }) => sum + (stats.isFile() ? stats.size : 0), 0);
  let done = 0;
  let lastSegment = 0;
  const last = async (): Promise<Record<string, string>> => {
    // With its end the server closes the segment; nothing may be waited for, we are the archive.
    const ended = await client.query<{ label: string; segment: string }>(
      `SELECT labelfile AS label, div(lsn - '0/0' - 1, ${SEGMENT})::text AS segment FROM pg_backup_stop(false)`,
    );
    lastSegment = Number(ended.rows[0]!.segment);
    return { 'postgres/backup_label': ended.rows[0]!.label, [SECRETS]: readFileSync(path.join(place.dataDir, SECRETS), 'utf8') };
  };
  const source = tarOf(place.cluster, files, last, (bytes) => onProgress((done += bytes), total));
  const file = await writeSealed(path.join(place.databaseDir, `${id}.tar.gz.age`), source, place.recipients);
  const finishedAt = await now(client);
  await archiveLog(client, { ...place, folder: walFolder(place.databaseDir) });
  const base: Base = {
    kind: 'base',
    id,
    startedAt,
    finishedAt,
    postgres: rows[0]!.postgres,
    ...(await identityOf(client)),
    firstSegment: Number(rows[0]!.segment),
    lastSegment,
    file,
  };
  await writeManifest(path.join(place.databaseDir, `${id}.json`), base);
  return base;
};

/** The server's clock: it is what a restore to a moment is compared with. */
const now = async (client: Client): Promise<string> =>
  (await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]!.now.toISOString();

/** Removes what is older than the latest `keep` bases, and the log that only those needed. Manifests go first: what is half removed is no backup. */
export const prune = async (databaseDir: string, keep: number): Promise<number> => {
  const all = bases(readManifests(databaseDir));
  const old = all.slice(0, -keep);
  for (const base of old) for (const name of [`${base.id}.json`, base.file.name]) await rm(path.join(databaseDir, name), { force: true });
  const folder = walFolder(databaseDir);
  const left = all.slice(-keep);
  for (const one of readManifests(folder)) {
    if (one.kind !== 'segment') continue;
    const needed = left.some(
      (base) =>
        base.system === one.system &&
        (base.timeline < one.timeline || (base.timeline === one.timeline && base.firstSegment <= one.segment)),
    );
    if (needed) continue;
    await rm(path.join(folder, `${one.system}-${segmentName(one.timeline, one.segment)}.json`), { force: true });
    await rm(path.join(folder, one.file.name), { force: true });
  }
  return old.length;
};
