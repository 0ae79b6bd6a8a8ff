import type { Socket } from 'node:net';
import { Pool, type PoolClient } from 'pg';

export interface PoolOptions {
  max: number;
  applicationName: string;
  /** Commits are acknowledged before they are on disk: for what is derived and carries its own checkpoint, so that a crash only makes it be done again. Its
   * statements are sent without waiting for each other's answers. */
  derived?: boolean;
  /** After so long without a word in the midst of a query the connection counts as gone. */
  silenceMs?: number;
  /** Hears of connections that broke while idle, as when the database is restarted. */
  onIdleError?: (error: Error) => void;
}

const ignored = (): void => undefined;

/** A little longer than the app's role lets a statement run: whoever says nothing then has been forgotten by a firewall, or its machine is gone. */
const SILENCE_MS = 16_000;

interface Wired {
  readonly readyForQuery: boolean;
  readonly connection: { readonly stream: Socket };
}

/**
 * Gives up connections that fall silent in the midst of a query. The other end may be gone without a word (a failover, a firewall that has forgotten the
 * connection): TCP alone would wait for hours. An idle connection may be silent as long as it likes.
 */
export function watchForSilence(pool: Pool, silenceMs = SILENCE_MS): void {
  const watched = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    const wired = client as unknown as Wired;
    const { stream } = wired.connection;
    stream.setTimeout(silenceMs); // at each turn: a rebuild lifts the limit for its own
    if (watched.has(client)) return;
    watched.add(client);
    stream.on('timeout', () => {
      if (!wired.readyForQuery) stream.destroy(Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' }));
    });
  });
}

/** A pool that outlives its database: a broken idle connection is thrown away and replaced at the next query. */
export function createPool(url: string, { max, applicationName, derived = false, silenceMs, onIdleError }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(derived ? { options: '-c synchronous_commit=off', pipeline: true } : {}),
  });
  pool.on('error', (error) => onIdleError?.(error)); // without a listener it would end the process
  pool.on('connect', (client) => client.on('error', ignored)); // nor may a connection that breaks while it is in use: its query fails instead
  watchForSilence(pool, silenceMs);
  return pool;
}
