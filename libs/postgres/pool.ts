import { Pool } from 'pg';

export interface PoolOptions {
  max: number;
  applicationName: string;
  /** Commits are acknowledged before they are on disk: for what is derived and carries its own checkpoint, so that a crash only makes it be done again. */
  derived?: boolean;
  /** Hears of connections that broke while idle, as when the database is restarted. */
  onIdleError?: (error: Error) => void;
}

const ignored = (): void => undefined;

/** A pool that outlives its database: a broken idle connection is thrown away and replaced at the next query. */
export function createPool(url: string, { max, applicationName, derived = false, onIdleError }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(derived ? { options: '-c synchronous_commit=off' } : {}),
  });
  pool.on('error', (error) => onIdleError?.(error)); // without a listener it would end the process
  pool.on('connect', (client) => client.on('error', ignored)); // nor may a connection that breaks while it is in use: its query fails instead
  return pool;
}
