import { Pool } from 'pg';

export interface PoolOptions {
  max: number;
  applicationName: string;
  /** Hears of connections that broke while idle, as when the database is restarted. */
  onIdleError?: (error: Error) => void;
}

const ignored = (): void => undefined;

/** A pool that outlives its database: a broken idle connection is thrown away and replaced at the next query. */
export function createPool(url: string, { max, applicationName, onIdleError }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on('error', (error) => onIdleError?.(error)); // without a listener it would end the process
  pool.on('connect', (client) => client.on('error', ignored)); // nor may a connection that breaks while it is in use: its query fails instead
  return pool;
}
