import type { ClientBase, Pool } from 'pg';
import type { Position } from '../event-store.js';
import type { Share } from './projection.js';
import { CheckpointMoved } from './subscription.js';
import type { Statement } from './transaction.js';

type Queries = Pick<ClientBase | Pool, 'query'>;

/**
 * Makes the rows of a subscription's shares if they are not there. Cut into another number of parts than before, its view must be made anew: its rows
 * then carry version 0.
 */
export const ensureCheckpoints = async (
  client: Queries,
  { name, parts }: Pick<Share, 'name' | 'parts'>,
  version: number,
): Promise<void> => {
  await client.query(
    `WITH old AS (DELETE FROM es.checkpoints WHERE name = $1 AND parts <> $2 RETURNING 1)
     INSERT INTO es.checkpoints (name, part, parts, version)
     SELECT $1, part, $2, CASE WHEN EXISTS (SELECT 1 FROM old) THEN 0 ELSE $3::int END FROM generate_series(0, $2::int - 1) part
     ON CONFLICT (name, part) DO UPDATE SET parts = excluded.parts, version = 0, position = '0', owner = NULL, lease_until = NULL
       WHERE es.checkpoints.parts <> excluded.parts`,
    [name, parts, version],
  );
};

export const readCheckpoint = async (client: Queries, { name, part }: Share): Promise<{ position: Position; version: number }> => {
  const { rows } = await client.query<{ position: Position; version: number }>(
    'SELECT position, version FROM es.checkpoints WHERE name = $1 AND part = $2',
    [name, part],
  );
  if (!rows[0]) throw new CheckpointMoved();
  return rows[0];
};

/**
 * Compare and set, fenced: an instance whose lease was taken over while it stood still changes nothing more. Fails with `ES410` when it has moved.
 * @param owner the instance; undefined where no leases are used
 */
export const move = ({ name, part }: Share, from: Position, next: Position, events: number, owner: string | undefined): Statement => ({
  name: 'es_move_checkpoint',
  text: 'SELECT es.move_checkpoint($1, $2, $3, $4, $5, $6)',
  values: [name, part, from, next, events, owner ?? null],
});

/** @throws CheckpointMoved in the place of the database's own error */
export const unlessMoved = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw (error as { code?: string }).code === 'ES410' ? new CheckpointMoved('the checkpoint was moved', { cause: error }) : error;
  }
};
