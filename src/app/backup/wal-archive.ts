import { createReadStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { segmentName, writeManifest } from './manifest.js';
import { BackupError, writeSealed } from './sealed-file.js';

/** Holds the log of changes for us until we have taken it. */
const SLOT = 'insatskedja_backup';
const SEGMENT = 16 * 1024 * 1024;
/** One at a time archives, and nobody while a base backup is made. */
const LOCK = '20, 3';

export interface ArchivePlace {
  /** The cluster's folder. */
  readonly cluster: string;
  /** Where the segments go. */
  readonly folder: string;
  readonly recipients: readonly string[];
}

export const walFolder = (databaseDir: string): string => path.join(databaseDir, 'wal');

/** What is known of the server, for names and for telling one installation's log from another's. */
export interface ServerIdentity {
  readonly system: string;
  readonly timeline: number;
}

export const identityOf = async (client: Client): Promise<ServerIdentity> => {
  const { rows } = await client.query<{ system: string; timeline: number }>(
    'SELECT system_identifier::text AS system, timeline_id AS timeline FROM pg_control_system(), pg_control_checkpoint()',
  );
  return rows[0]!;
};

/** Work that only one process may do at a time. @returns undefined when another is at it and `wait` is false */
export const inArchivesTurn = async <T>(
  superuserUrl: string,
  wait: boolean,
  work: (client: Client) => Promise<T>,
): Promise<T | undefined> => {
  const client = new Client({ connectionString: superuserUrl, application_name: 'insatskedja-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (wait) await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    else {
      const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS mine`);
      if (!rows[0]!.mine) return undefined;
    }
    return await work(client);
  } finally {
    await client.end();
  }
};

/** From here on the server keeps its log of changes until it is archived. @throws BackupError when it has let go of a part of it */
export const holdLog = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ lost: boolean }>(
    "SELECT wal_status = 'lost' AS lost FROM pg_replication_slots WHERE slot_name = $1",
    [SLOT],
  );
  if (rows[0]?.lost) await client.query('SELECT pg_drop_replication_slot($1)', [SLOT]);
  if (!rows[0] || rows[0].lost) await client.query('SELECT pg_create_physical_replication_slot($1, true)', [SLOT]);
};

/** Nothing is backed up from here any more: the server need not keep its log for us. */
export const letLogGo = async (client: Client): Promise<void> => {
  await client.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active', [SLOT]);
};

/** Is there a backup to carry on? Only a base makes the log worth keeping. */
export const logIsHeld = async (client: Client): Promise<boolean> =>
  (await client.query('SELECT 1 FROM pg_replication_slots WHERE slot_name = $1', [SLOT])).rowCount === 1;

/**
 * Takes everything acknowledged until now into the archive. Each part is let go by the server only when it lies there, flushed.
 * @returns how many segments were taken, and the moment until which the archive now reaches
 * @throws BackupError when the server had to let go of what was not archived yet
 */
export const archiveLog = async (
  client: Client,
  { cluster, folder, recipients }: ArchivePlace,
): Promise<{ taken: number; upTo: string }> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { system, timeline } = await identityOf(client);
  const { rows: times } = await client.query<{ up_to: Date }>('SELECT clock_timestamp() AS up_to');
  const upTo = times[0]!.up_to.toISOString();
  // A commit after `upTo`, so that a restore to it finds where to stop; then the segment is closed.
  await client.query('SELECT pg_current_xact_id()');
  await client.query('SELECT pg_switch_wal()');
  const { rows } = await client.query<{ first: string; end: string; lost: boolean }>(
    `SELECT div(coalesce(restart_lsn, '0/0') - '0/0', ${SEGMENT})::text AS first, div(pg_current_wal_insert_lsn() - '0/0', ${SEGMENT})::text AS end, wal_status = 'lost' AS lost
       FROM pg_replication_slots WHERE slot_name = $1`,
    [SLOT],
  );
  const slot = rows[0];
  if (!slot || slot.lost)
    throw new BackupError(
      'The server has let go of a part of its log of changes that was not archived. Make a new backup: npm run backup:create',
    );
  let taken = 0;
  for (let segment = Number(slot.first); segment < Number(slot.end); segment += 1) {
    const name = segmentName(timeline, segment);
    const manifest = path.join(folder, `${system}-${name}.json`);
    if (!existsSync(manifest)) {
      const source = createReadStream(path.join(cluster, 'pg_wal', name), { highWaterMark: 1 << 20 });
      const file = await writeSealed(path.join(folder, `${system}-${name}.gz.age`), source, recipients);
      const last = segment + 1 === Number(slot.end);
      await writeManifest(manifest, { kind: 'segment', system, timeline, segment, upTo: last ? upTo : null, file });
      taken += 1;
    }
    await client.query("SELECT pg_replication_slot_advance($1, '0/0'::pg_lsn + $2::numeric)", [SLOT, (segment + 1) * SEGMENT]);
  }
  return { taken, upTo };
};
