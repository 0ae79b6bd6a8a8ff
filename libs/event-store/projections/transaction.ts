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

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * A transaction whose statements are known beforehand, sent in one go where the pool pipelines. What comes after a failure fails with it, the COMMIT
 * included. The connection is then thrown away: what the driver believes to be prepared on it may not be.
 * @throws what the first statement that failed throws
 */
export const inOneGo = async (pool: Pool, statements: readonly Statement[]): Promise<void> => {
  const client = await pool.connect();
  const answers = await Promise.allSettled([
    client.query('BEGIN'),
    ...statements.map(({ values, ...one }) => client.query({ ...one, values: [...values] })),
    client.query('COMMIT'),
  ]);
  const failed = answers.find((answer) => answer.status === 'rejected');
  client.release(failed !== undefined);
  if (failed) throw failed.reason;
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
