import { DataSource, type MigrationInterface } from 'typeorm';
import { connect } from './connection.js';

/** The classes of the migrations, oldest first. */
export type Migrations = (new () => MigrationInterface)[];

/** Many instances may start at once: one migrates, the others wait and find nothing left to do ("migrate" in ASCII). */
const turn = '30796665482998885';

/**
 * Runs what has not run yet, each migration in a transaction of its own.
 * @param url of the migrate role
 * @returns the names of those that ran now
 */
export async function runMigrations(url: string, migrations: Migrations): Promise<string[]> {
  const lock = await connect(url);
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    applicationName: 'insatskedja-migrate',
    poolSize: 2,
  });
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [turn]);
    await source.initialize();
    const ran = await source.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    if (source.isInitialized) await source.destroy();
    await lock.end(); // releases the lock
  }
}
