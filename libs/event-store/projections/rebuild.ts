import type { PoolClient, Pool } from 'pg';
import { BEGINNING, type EventStore, type Page, type Position } from '../event-store.js';
import { applySingly } from './apply-singly.js';
import { ensureCheckpoints } from './checkpoints.js';
import { Parking } from './parking.js';
import type { Projection } from './projection.js';
import { RowChanges } from './row-change.js';
import { isTransient, withoutHaste } from './transaction.js';

export interface RebuildOptions {
  /** Called with (events done, position, head) after each page. */
  readonly onProgress?: (done: number, at: Position, head: Position) => void;
  /** Leaves it at that when the view has this version already: another instance was first. */
  readonly unlessAt?: number;
}

const PAGE = 2_000;
/** Rows that are held before they are written, since a row that many events change is written once; and events, so that no transaction grows too long. */
const MOST_ROWS = 20_000;
const MOST_EVENTS = 100_000;
const rebuilding = (name: string): string => `${name} (rebuilding)`;
const shadowOf = (table: string): string => `pg_temp."${table.split('.')[1]}__shadow"`;

/**
 * Builds the rows anew beside the live ones and swaps them in one transaction together with the checkpoints. Readers see the old rows until the commit.
 * Rights and policies hang on the tables, so that the rows change place and not the tables. @returns events that were read
 */
export const rebuild = async (
  pool: Pool,
  store: EventStore,
  projection: Projection,
  { onProgress = () => undefined, unlessAt }: RebuildOptions = {},
): Promise<number> => {
  const client = await pool.connect();
  withoutHaste(client);
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 4553))', [projection.name]);
    await ensureCheckpoints(client, { name: projection.name, parts: projection.parts ?? 1 }, projection.version);
    const { rows } = await client.query<{ version: number }>('SELECT version FROM es.checkpoints WHERE name = $1', [projection.name]);
    if (unlessAt !== undefined && rows.every(({ version }) => version === unlessAt)) return 0;
    for (const table of projection.tables) {
      await client.query(`CREATE TEMP TABLE IF NOT EXISTS ${shadowOf(table)} (LIKE ${table} INCLUDING DEFAULTS INCLUDING INDEXES)`);
      await client.query(`TRUNCATE ${shadowOf(table)}`);
    }
    return await new Rebuild(client, store, projection, onProgress).run();
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    client.release();
  }
};

class Rebuild {
  private at = BEGINNING;
  private done = 0;
  private readonly parking: Parking;

  constructor(
    private readonly client: PoolClient,
    private readonly store: EventStore,
    private readonly projection: Projection,
    private readonly onProgress: NonNullable<RebuildOptions['onProgress']>,
  ) {
    this.parking = new Parking(rebuilding(projection.name));
  }

  async run(): Promise<number> {
    const { client, projection } = this;
    const { name } = projection;
    await client.query('DELETE FROM es.parked WHERE subscription = $1', [rebuilding(name)]);
    await this.catchUp(true);
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM es.checkpoints WHERE name = $1 ORDER BY part FOR UPDATE', [name]);
    await this.catchUp(false); // what came meanwhile; nobody else moves now
    for (const table of projection.tables) {
      await client.query(`DELETE FROM ${table}`);
      await client.query(`INSERT INTO ${table} SELECT * FROM ${shadowOf(table)}`);
    }
    await client.query('DELETE FROM es.parked WHERE subscription = $1', [name]);
    await client.query('UPDATE es.parked SET subscription = $1 WHERE subscription = $2', [name, rebuilding(name)]);
    await client.query('UPDATE es.checkpoints SET position = $2, version = $3, updated_at = clock_timestamp() WHERE name = $1', [
      name,
      this.at,
      projection.version,
    ]);
    await client.query('COMMIT');
    return this.done;
  }

  /** The next page is read while this one is handled. */
  private async catchUp(ownTransactions: boolean): Promise<void> {
    let next: Promise<Page> = this.store.readAll(this.at, PAGE);
    let held = new Held(this.at);
    for (;;) {
      const page = await next;
      const end = page.next === this.at;
      if (!end) {
        next = this.store.readAll(page.next, PAGE);
        next.catch(() => undefined); // it is awaited in the next round; should this one fail first, it must not go unheard
        held.add(this.projection, page.events);
        this.at = page.next;
        this.done += page.events.length;
        this.onProgress(this.done, this.at, ownTransactions ? await this.store.head() : this.at);
      }
      if (end || held.changes.size >= MOST_ROWS || held.events >= MOST_EVENTS) {
        await this.write(held, ownTransactions);
        held = new Held(this.at);
      }
      if (end) return;
    }
  }

  private async write(held: Held, ownTransaction: boolean): Promise<void> {
    const { client, projection } = this;
    if (held.events === 0) return;
    await client.query(ownTransaction ? 'BEGIN' : 'SAVEPOINT held');
    if (!this.parking.empty || !(await this.atOnce(held))) {
      await client.query(ownTransaction ? 'ROLLBACK' : 'ROLLBACK TO held');
      if (ownTransaction) await client.query('BEGIN');
      for await (const events of this.between(held.from, this.at)) await applySingly(client, projection, events, this.parking, shadowOf);
    }
    if (ownTransaction) await client.query('COMMIT');
  }

  /** @returns false when one of the events can't be handled */
  private async atOnce({ changes, unfit }: Held): Promise<boolean> {
    if (unfit) return false;
    try {
      await changes.write(this.client, shadowOf);
      return true;
    } catch (error) {
      if (isTransient(error)) throw error;
      return false;
    }
  }

  /** What was held, read once more. */
  private async *between(from: Position, to: Position): AsyncGenerator<Page['events']> {
    for (let at = from; !this.store.reached(at, to);) {
      const { events, next } = await this.store.readAll(at, PAGE);
      yield events.filter(({ position }) => this.store.reached(to, position));
      at = next;
    }
  }
}

/** What some pages of events come to, before it is written. */
class Held {
  readonly changes = new RowChanges();
  events = 0;
  /** One of the events could not be projected. */
  unfit = false;

  constructor(readonly from: Position) {}

  add(projection: Projection, events: Page['events']): void {
    this.events += events.length;
    try {
      for (const event of events) this.changes.add(projection.project(event));
    } catch {
      this.unfit = true;
    }
  }
}
