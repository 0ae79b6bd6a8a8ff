import { DataSource, type MigrationInterface } from 'typeorm';
import { connect } from './connection.js';

/** The classes of the migrations, oldest first. */
export type Migrations = (new () => MigrationInterface)[];

/** Many instances may start at once: one migrates, the others wait and find nothing left to do ("migrate" in ASCII). */
const turn = '30796665482998885';

export interface MigrationOptions {
  /** Parts that a new event log is cut into, by hash of the stream. Has no effect on one that exists. */
  readonly eventPartitions?: number;
}

/**
 * Runs what has not run yet, each migration in a transaction of its own.
 * @param url of the migrate role
 * @returns the names of those that ran now
 */
export async function runMigrations(
  url: string,
  migrations: Migrations,
  { eventPartitions = 1 }: MigrationOptions = {},
): Promise<string[]> {
  const lock = await connect(url);
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    applicationName: 'insatskedja-migrate',
    poolSize: 2,
    extra: { options: `-c insatskedja.event_partitions=${eventPartitions}` },
  });
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [turn]);
    await source.initialize();
    await assertKnown(source, migrations);
    const ran = await source.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    if (source.isInitialized) await source.destroy();
    await lock.end(); // releases the lock
  }
}

/** A database that another version has changed is not this version's to touch. @throws Error with what to do */
async function assertKnown(source: DataSource, migrations: Migrations): Promise<void> {
  const [there] = (await source.query(`SELECT to_regclass('migrations') IS NOT NULL AS there`)) as { there: boolean }[];
  if (!there?.there) return;
  const ran = (await source.query('SELECT name FROM migrations')) as { name: string }[];
  const known = new Set(migrations.map((migration) => new migration().name ?? migration.name));
  const unknown = ran.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(
      `The database was made by another version of the system (it knows ${unknown.join(', ')}, this one does not). ` +
        'Start that version, or a later one. A demo can be thrown away: remove its data directory (DATA_DIR) and start again.',
    );
}
