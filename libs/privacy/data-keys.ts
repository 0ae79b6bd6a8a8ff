import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Keyring } from './keyring.js';

export interface DataKey {
  readonly keyId: string;
  readonly key: Buffer;
  readonly recordId: string;
  readonly personId: string | null;
}

interface Row {
  key_id: string;
  record_id: string;
  person_id: string | null;
  wrapped: Buffer;
  epoch: number;
}

type Queryable = Pick<Pool | ClientBase, 'query'>;

/**
 * One key for each person × agency × record; one more for each record, for free text (person null). Never cached: a key destroyed by another
 * instance must be gone at the very next read.
 */
export class DataKeys {
  constructor(
    private readonly pool: Queryable,
    private readonly keyring: Keyring,
  ) {}

  /** The key for sealing, made durable before anything is sealed with it. */
  async forSealing(agencyId: string, recordId: string, personId: string | null): Promise<DataKey> {
    const found = await this.find(agencyId, recordId, personId);
    if (found) return found;
    const keyId = randomUUID();
    const { wrapped, epoch } = this.keyring.wrap(keyId, randomBytes(32));
    await this.pool.query(
      'INSERT INTO privacy.data_keys (key_id, agency_id, record_id, person_id, wrapped, epoch) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      [keyId, agencyId, recordId, personId, wrapped, epoch],
    );
    const stored = await this.find(agencyId, recordId, personId);
    if (!stored) throw new Error('a data key that was just written cannot be read');
    return stored;
  }

  /** Keys by id, in the reader's own transaction. An id that is missing was erased. */
  async byIds(ids: readonly string[], client: Queryable = this.pool): Promise<ReadonlyMap<string, DataKey>> {
    if (ids.length === 0) return new Map();
    const { rows } = await client.query<Row>(
      'SELECT key_id, record_id, person_id, wrapped, epoch FROM privacy.data_keys WHERE key_id = ANY($1)',
      [ids],
    );
    return new Map(rows.map((row) => [row.key_id, this.toKey(row)]));
  }

  private async find(agencyId: string, recordId: string, personId: string | null): Promise<DataKey | undefined> {
    const { rows } = await this.pool.query<Row>(
      'SELECT key_id, record_id, person_id, wrapped, epoch FROM privacy.data_keys WHERE agency_id = $1 AND record_id = $2 AND person_id IS NOT DISTINCT FROM $3',
      [agencyId, recordId, personId],
    );
    return rows[0] && this.toKey(rows[0]);
  }

  private toKey(row: Row): DataKey {
    return { keyId: row.key_id, key: this.keyring.unwrap(row.key_id, row), recordId: row.record_id, personId: row.person_id };
  }
}
