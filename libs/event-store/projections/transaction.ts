import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { isUnavailable } from '../postgres/unavailable.js';
import { CheckpointMoved } from './subscription.js';

export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => undefined,
      (failed: Error) => failed,
    );
    throw error;
  } finally {
    client.release(broken);
  }
};

/** Lifts the pool's limit on silence until the connection is given back: the rows of a large view may rightly take minutes to change place. */
export const withoutHaste = (client: PoolClient): void => {
  (client as unknown as { connection: { stream: Socket } }).connection.stream.setTimeout(0);
};

/** Deadlock, serialization, a lock that was not to be had in time. */
const AGAIN = new Set(['40P01', '40001', '55P03']);

/** Whether trying the same again may well succeed, as opposed to an event that can't be handled. */
export const isTransient = (error: unknown): boolean =>
  error instanceof CheckpointMoved || isUnavailable(error) || AGAIN.has((error as { code?: string } | undefined)?.code ?? '');
