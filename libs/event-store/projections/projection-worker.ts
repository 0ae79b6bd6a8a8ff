import type { Pool } from 'pg';
import type { EventStore, Position, StoredEvent } from '../event-store.js';
import { ensureCheckpoints, move, readCheckpoint, unlessMoved } from './checkpoints.js';
import { applySingly } from './apply-singly.js';
import { Parking } from './parking.js';
import { belongsTo, type Projection, type Share } from './projection.js';
import { rebuild } from './rebuild.js';
import { applyRowChanges, RowChanges } from './row-change.js';
import { inOneGo, inTransaction, isTransient, type Statement } from './transaction.js';
import type { Worker } from './worker.js';

/** Carries one share of a projection on: rows and checkpoint in one transaction, a page at a time. */
export class ProjectionWorker implements Worker {
  private readonly parking: Parking;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly projection: Projection,
    readonly share: Share = { name: projection.name, part: 0, parts: 1 },
    private readonly owner?: string,
  ) {
    this.parking = new Parking(projection.name);
  }

  /** Where to go on. A view whose meaning has changed is made anew first, by the one instance that comes first. */
  async load(): Promise<Position> {
    await ensureCheckpoints(this.pool, this.share, this.projection.version);
    let found = await readCheckpoint(this.pool, this.share);
    if (found.version !== this.projection.version) {
      await rebuild(this.pool, this.store, this.projection, { unlessAt: this.projection.version });
      found = await readCheckpoint(this.pool, this.share);
    }
    await this.parking.load(this.pool);
    return found.position;
  }

  async handle(page: readonly StoredEvent[], from: Position, next: Position): Promise<void> {
    const events = page.filter((event) => belongsTo(this.share, event));
    const moved = move(this.share, from, next, events.length, this.owner);
    if (this.parking.empty && (await this.atOnce(events, moved))) return;
    const { text, values } = moved;
    await unlessMoved(
      inTransaction(this.pool, async (client) => {
        await client.query(text, [...values]);
        await this.parking.load(client);
        await applySingly(client, this.projection, events, this.parking);
      }),
    );
  }

  /** @returns false when one of the events can't be handled */
  private async atOnce(events: readonly StoredEvent[], moved: Statement): Promise<boolean> {
    try {
      const changes = new RowChanges();
      for (const event of events) changes.add(this.projection.project(event));
      await unlessMoved(inOneGo(this.pool, [moved, ...changes.statements()]));
      return true;
    } catch (error) {
      if (isTransient(error)) throw error;
      return false;
    }
  }

  /** What someone asked to have tried again, in the stream's order: all of a stream, or as far as it goes. */
  async replay(): Promise<void> {
    for (const { stream, revision } of await this.parking.asked(this.pool)) {
      const events = await this.store.readStream(stream, revision);
      if (!events[0] || !belongsTo(this.share, events[0])) continue;
      await inTransaction(this.pool, async (client) => {
        // Nothing of the stream is handled meanwhile: each page takes the checkpoint first.
        await client.query('SELECT 1 FROM es.checkpoints WHERE name = $1 AND part = $2 FOR UPDATE', [this.share.name, this.share.part]);
        const { rows } = await client.query<{ last: string }>(
          'SELECT max(revision) AS last FROM es.parked WHERE subscription = $1 AND stream = $2',
          [this.share.name, stream],
        );
        for (const event of events.filter((one) => one.revision <= Number(rows[0]!.last))) {
          await client.query('SAVEPOINT one');
          try {
            await applyRowChanges(client, this.projection.project(event));
            await this.parking.free(client, stream, event.revision);
          } catch (error) {
            if (isTransient(error)) throw error;
            await client.query('ROLLBACK TO one');
            await this.parking.keep(client, stream, error);
            return;
          }
        }
      });
    }
  }
}
