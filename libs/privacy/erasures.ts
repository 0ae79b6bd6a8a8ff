import type { Pool } from 'pg';
import { ErasureList, type ErasureEntry } from './erasure-list.js';
import type { KeyRotation, Rotated } from './rotation.js';

export interface Replayed {
  /** Lines of the list. */
  readonly listed: number;
  /** Records that had come back, or whose erasure was broken off, and were destroyed again. */
  readonly destroyed: number;
  /** Data keys that were destroyed by this. */
  readonly keys: number;
}

type Queryable = Pick<Pool, 'query'>;

const destroy = async (pool: Queryable, entry: ErasureEntry): Promise<number> => {
  const { rows } = await pool.query<{ keys: number }>('SELECT privacy.erase($1) AS keys', [JSON.stringify(entry)]);
  return rows[0]!.keys;
};

/** Those of the list that this database does not know to be erased, or that have a key again. */
const UNDONE = `
  SELECT x."erasureId" AS id FROM json_to_recordset($1) AS x("erasureId" uuid, "agencyId" text, "recordId" uuid, "keyIds" uuid[])
   WHERE NOT EXISTS (SELECT 1 FROM privacy.erasures e WHERE e.erasure_id = x."erasureId")
      OR EXISTS (SELECT 1 FROM privacy.data_keys k WHERE (k.agency_id = x."agencyId" AND k.record_id = x."recordId") OR k.key_id = ANY (x."keyIds"))`;

const REMEMBERED = `SELECT erasure_id AS "erasureId", agency_id AS "agencyId", record_id AS "recordId", case_id AS "caseId", erased_at AS at FROM privacy.erasures`;

/**
 * Destroys again whatever the list says is erased: after a restore, and after a crash between the list and the destruction. Idempotent; called at each start
 * before anything is served. @throws ErasureListError: then nothing may be served from this database
 */
export const replayErasures = async (pool: Queryable, listPath: string): Promise<Replayed> => {
  const entries = new ErasureList(listPath).read();
  if (entries.length === 0) return { listed: 0, destroyed: 0, keys: 0 };
  const { rows } = await pool.query<{ id: string }>(UNDONE, [JSON.stringify(entries)]);
  const undone = new Set(rows.map(({ id }) => id));
  let keys = 0;
  for (const entry of entries) if (undone.has(entry.erasureId)) keys += await destroy(pool, entry);
  return { listed: entries.length, destroyed: undone.size, keys };
};

/** Erases records: the list outside the database first, then the keys and all that goes with them; final once the wrapping key is changed. */
export class Erasures {
  readonly list: ErasureList;

  constructor(
    private readonly pool: Pool,
    private readonly rotation: Pick<KeyRotation, 'rotate'>,
    listPath: string,
  ) {
    this.list = new ErasureList(listPath);
  }

  /**
   * @param along intakes whose keys go with the record's, and which may be written in again
   * @returns how many data keys were destroyed, by this call or by one that was broken off before it
   */
  async erase(order: Omit<ErasureEntry, 'keyIds'>, along: readonly string[] = []): Promise<number> {
    const listed = await this.enlist(order, along);
    return Math.max(await destroy(this.pool, listed), listed.keyIds.length);
  }

  /** Several instances, and an operator's command beside them, write one list: one at a time. */
  private async enlist(order: Omit<ErasureEntry, 'keyIds'>, along: readonly string[] = []): Promise<ErasureEntry> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock(21, 0)');
      const { rows } = await client.query<{ key_id: string }>(
        'SELECT key_id FROM privacy.data_keys WHERE agency_id = $1 AND record_id = ANY ($2) ORDER BY key_id',
        [order.agencyId, [order.recordId, ...along]],
      );
      const listed = this.list.append({ ...order, keyIds: rows.map(({ key_id }) => key_id) });
      await client.query('COMMIT');
      return listed;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** What the list says is destroyed again; what only the database remembers is added to the list, which may have been lost. */
  async replay(): Promise<Replayed> {
    const replayed = await replayErasures(this.pool, this.list.filePath);
    const listed = new Set(this.list.read().map(({ erasureId }) => erasureId));
    const { rows } = await this.pool.query<Omit<ErasureEntry, 'keyIds' | 'at' | 'ground' | 'reference'> & { at: Date }>(REMEMBERED);
    for (const { at, ...erased } of rows)
      if (!listed.has(erased.erasureId))
        await this.enlist({ ...erased, at: at.toISOString(), ground: 'remembered-by-database', reference: '-' });
    return replayed;
  }

  /** Changes the wrapping key, so that nothing erased before this call can be opened from WAL or backups. */
  makeFinal(): Promise<Rotated> {
    return this.rotation.rotate();
  }

  /** Since when an erasure waits for the wrapping key to be changed; null when none does. */
  async waitingSince(): Promise<Date | null> {
    const { rows } = await this.pool.query<{ since: Date | null }>('SELECT min(since) AS since FROM privacy.doomed_epochs');
    return rows[0]!.since;
  }
}
