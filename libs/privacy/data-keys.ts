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

/** Whose key: a person's in an agency's record, or (null) the record's own, for free text. */
interface Subject {
  readonly agencyId: string;
  readonly recordId: string;
  readonly personId: string | null;
}

/** Commands that seal at the same time share look-ups: while one is under way the others gather for the next. */
interface LookUp {
  readonly subjects: readonly Subject[];
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One key for each person × agency × record; one more for each record, for free text (person null). Never cached: a key destroyed by another
 * instance must be gone at the very next read.
 */
export class DataKeys {
  private waiting: LookUp[] = [];
  private looking = false;

  constructor(
    private readonly pool: Queryable,
    private readonly keyring: Keyring,
  ) {}

  /** The keys for sealing one event of a record, by person; made durable before anything is sealed with them. */
  async forSealing(agencyId: string, recordId: string, persons: Iterable<string | null>): Promise<ReadonlyMap<string | null, DataKey>> {
    const subjects = [...new Set(persons)].map((personId) => ({ agencyId, recordId, personId }));
    const found = await this.find(subjects);
    const missing = subjects.filter(({ personId }) => !found.has(personId));
    if (missing.length === 0) return found;
    const fresh = missing.map((subject) => {
      const keyId = randomUUID();
      const { wrapped, epoch } = this.keyring.wrap(keyId, randomBytes(32));
      return { ...subject, keyId, wrapped: wrapped.toString('hex'), epoch };
    });
    await this.pool.query(
      `INSERT INTO privacy.data_keys (key_id, agency_id, record_id, person_id, wrapped, epoch)
       SELECT "keyId", "agencyId", "recordId", "personId", decode(wrapped, 'hex'), epoch
         FROM json_to_recordset($1) AS x("keyId" uuid, "agencyId" text, "recordId" uuid, "personId" uuid, wrapped text, epoch int)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(fresh)],
    );
    const stored = await this.find(subjects);
    if (stored.size !== subjects.length) throw new Error('a data key that was just written cannot be read');
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

  private async find(subjects: readonly Subject[]): Promise<ReadonlyMap<string | null, DataKey>> {
    if (subjects.length === 0) return new Map();
    const rows = await new Promise<readonly Row[]>((resolve, reject) => {
      this.waiting.push({ subjects, resolve, reject });
      if (!this.looking) void this.look();
    });
    return new Map(rows.map((row) => [row.person_id, this.toKey(row)]));
  }

  private async look(): Promise<void> {
    this.looking = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        const asked = batch.flatMap(({ subjects }, index) => subjects.map((subject) => ({ ...subject, index })));
        const { rows } = await this.pool.query<Row & { index: number }>({
          name: 'data_keys_find',
          text: FIND,
          values: [JSON.stringify(asked)],
        });
        for (const [index, { resolve }] of batch.entries()) resolve(rows.filter((row) => row.index === index));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.looking = false;
  }

  private toKey(row: Row): DataKey {
    return { keyId: row.key_id, key: this.keyring.unwrap(row.key_id, row), recordId: row.record_id, personId: row.person_id };
  }
}

const FIND = `
  SELECT x.index, k.key_id, k.record_id, k.person_id, k.wrapped, k.epoch
    FROM json_to_recordset($1) AS x("agencyId" text, "recordId" uuid, "personId" uuid, index int)
    JOIN privacy.data_keys k ON k.agency_id = x."agencyId" AND k.record_id = x."recordId" AND k.person_id IS NOT DISTINCT FROM x."personId"`;
