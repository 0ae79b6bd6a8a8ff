import type { Pool, PoolClient } from 'pg';
import { BEGINNING, type EventStore, type Position, type StoredEvent } from './event-store.js';
import { applyRowChanges, type RowChange } from './row-change.js';

/**
 * A view: rows derived from events, pure. Disposable: `rebuild` makes it again from the first event while the old rows are served.
 * Raise `version` when the meaning changes; the next start rebuilds.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** Schema-qualified tables that this projection alone writes. */
  readonly tables: readonly string[];
  project(event: StoredEvent): readonly RowChange[];
}

/** Another instance moved the checkpoint first: its rows stand, ours were rolled back. */
class CheckpointMoved extends Error {}

export class ProjectionRunner {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
  ) {}

  async checkpoint(projection: Projection): Promise<Position> {
    const { rows } = await this.pool.query<{ position: string; version: number }>(
      'SELECT position, version FROM es.checkpoints WHERE name = $1',
      [projection.name],
    );
    if (!rows[0]) {
      await this.pool.query('INSERT INTO es.checkpoints (name, version, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [
        projection.name,
        projection.version,
      ]);
      return BEGINNING;
    }
    if (rows[0].version !== projection.version) {
      await this.rebuild(projection);
      return this.checkpoint(projection);
    }
    return rows[0].position;
  }

  /** Rows and checkpoint in one transaction; the checkpoint is compared and set first, so that two instances never both apply a page. */
  async apply(projection: Projection, events: readonly StoredEvent[], from: Position, next: Position): Promise<void> {
    const changes = events.flatMap((event) => projection.project(event));
    await this.transaction(async (client) => {
      const moved = await client.query(
        'UPDATE es.checkpoints SET position = $3, updated_at = clock_timestamp() WHERE name = $1 AND position = $2',
        [projection.name, from, next],
      );
      if (moved.rowCount !== 1) throw new CheckpointMoved();
      await applyRowChanges(client, changes);
    }).catch((error: unknown) => {
      if (!(error instanceof CheckpointMoved)) throw error;
    });
  }

  /**
   * Builds the rows anew beside the live ones and swaps them in one transaction together with the checkpoint. Readers see the old rows until the commit.
   * @param onProgress called with (events done, position, head) after each page
   */
  async rebuild(
    projection: Projection,
    onProgress: (done: number, at: Position, head: Position) => void = () => undefined,
  ): Promise<number> {
    const shadow = (table: string) => `${table}__shadow`;
    const client = await this.pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, 4553))', [projection.name]);
      for (const table of projection.tables) {
        const [schema, name] = table.split('.');
        await client.query(
          `CREATE TEMP TABLE IF NOT EXISTS "${name}__shadow" (LIKE ${schema}.${name} INCLUDING DEFAULTS INCLUDING INDEXES)`,
        );
        await client.query(`TRUNCATE pg_temp."${name}__shadow"`);
      }
      let at = BEGINNING;
      let done = 0;
      const catchUp = async (): Promise<void> => {
        for (;;) {
          const { events, next } = await this.store.readAll(at, 1000);
          if (next === at) return;
          await applyRowChanges(
            client,
            events.flatMap((event) => projection.project(event)),
            (table) => `pg_temp."${shadow(table).split('.')[1]}"`,
          );
          at = next;
          done += events.length;
          onProgress(done, at, await this.store.head());
        }
      };
      await catchUp();
      await client.query('BEGIN');
      await client.query('INSERT INTO es.checkpoints (name, version, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [
        projection.name,
        projection.version,
      ]);
      await client.query('SELECT 1 FROM es.checkpoints WHERE name = $1 FOR UPDATE', [projection.name]);
      await catchUp();
      for (const table of projection.tables) {
        await client.query(`DELETE FROM ${table}`);
        await client.query(`INSERT INTO ${table} SELECT * FROM pg_temp."${shadow(table).split('.')[1]}"`);
      }
      await client.query('UPDATE es.checkpoints SET position = $2, version = $3, updated_at = clock_timestamp() WHERE name = $1', [
        projection.name,
        at,
        projection.version,
      ]);
      await client.query('COMMIT');
      return done;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      client.release();
    }
  }

  private async transaction(work: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      await work(client);
      await client.query('COMMIT');
    } catch (error) {
      broken = await client.query('ROLLBACK').then(
        () => undefined,
        (failed: Error) => failed,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
