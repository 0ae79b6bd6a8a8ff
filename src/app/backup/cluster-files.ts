import { createReadStream, lstatSync, readdirSync, type Stats } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pack, type Pack } from 'tar-stream';

/** Folders whose content a running server makes itself, and which a copy must not bring (PostgreSQL's manual, "Making a base backup"). */
const EMPTY = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map|recovery\.signal|standby\.signal|backup_manifest|pg_internal\.init.*|pgsql_tmp.*)$/;

interface Found {
  readonly name: string;
  readonly stats: Stats;
}

/** Files and folders of a cluster to copy, the control file last. */
export const clusterFiles = (cluster: string): readonly Found[] => {
  const found: Found[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(cluster, folder)).toSorted()) {
      if (LEFT_OUT.test(entry)) continue;
      const name = path.posix.join(folder, entry);
      const stats = lstatSync(path.join(cluster, name), { throwIfNoEntry: false });
      if (!stats) continue; // a table that was dropped this moment
      if (stats.isSymbolicLink())
        throw new Error(`${name} is a link: tablespaces elsewhere are not backed up. Use pg_basebackup or pgBackRest for this database.`);
      if (!stats.isFile() && !stats.isDirectory()) continue;
      found.push({ name, stats });
      if (stats.isDirectory() && !EMPTY.has(name)) visit(name);
    }
  };
  visit('');
  return found.toSorted((a, b) => Number(a.name === 'global/pg_control') - Number(b.name === 'global/pg_control'));
};

/**
 * A tar of the cluster's files while the server runs. Each file is taken at the length it had: what is torn, grown or cut meanwhile the log of changes mends.
 * @param last files that come after those of the cluster, asked for when these have been read
 */
export const tarOf = (
  cluster: string,
  files: readonly Found[],
  last: () => Promise<Readonly<Record<string, string>>>,
  onBytes: (bytes: number) => void,
): Readable => {
  const tar = pack();
  const fill = async (): Promise<void> => {
    for (const { name, stats } of files) {
      if (stats.isDirectory()) await add(tar, { name: `postgres/${name}`, type: 'directory', mode: 0o700 });
      else await addFile(tar, cluster, name, stats.size);
      onBytes(stats.isFile() ? stats.size : 0);
    }
    for (const [name, text] of Object.entries(await last())) await add(tar, { name, mode: 0o600 }, text);
    tar.finalize();
  };
  fill().catch((error: unknown) => tar.destroy(error as Error));
  return Readable.from(tar);
};

const add = (tar: Pack, header: Parameters<Pack['entry']>[0], text = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    tar.entry(header, text, (error) => (error ? reject(error) : resolve()));
  });

const addFile = (tar: Pack, cluster: string, name: string, size: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const entry = tar.entry({ name: `postgres/${name}`, size, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
    const fill = async (): Promise<void> => {
      for await (const chunk of exactly(path.join(cluster, name), size))
        if (!entry.write(chunk)) await new Promise<void>((drained) => entry.once('drain', () => drained()));
      entry.end(undefined);
    };
    fill().catch(reject);
  });

/** The first `size` bytes; zeros in place of those that are gone by now. */
async function* exactly(file: string, size: number): AsyncGenerator<Buffer> {
  let left = size;
  if (size === 0) return;
  try {
    for await (const chunk of createReadStream(file, { end: size - 1, highWaterMark: 1 << 20 })) {
      left -= (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  for (; left > 0; left -= Math.min(left, 1 << 20)) yield Buffer.alloc(Math.min(left, 1 << 20));
}
