import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { EpochUnknown, type WrappingKeys } from './wrapping-keys.js';
import { EPOCH_CLOSED } from './wrapping.migration.js';

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
    private readonly keys: WrappingKeys,
  ) {}

  /** The keys for sealing one event of a record, by person; made durable before anything is sealed with them. */
  async forSealing(agencyId: string, recordId: string, persons: Iterable<string | null>): Promise<ReadonlyMap<string | null, DataKey>> {
    const subjects = [...new Set(persons)].map((personId) => ({ agencyId, recordId, personId }));
    const found = await this.find(subjects);
    const missing = subjects.filter(({ personId }) => !found.has(personId));
    if (missing.length === 0) return found;
    await withCurrentEpoch(this.keys, () => this.make(missing));
    const stored = await this.find(subjects);
    if (stored.size !== subjects.length) throw new Error('a data key that was just written cannot be read');
    return stored;
  }

  /** Keys by id, in the reader's own transaction. An id that is missing was erased. */
  async byIds(ids: readonly string[], client: Queryable = this.pool): Promise<ReadonlyMap<string, DataKey>> {
    if (ids.length === 0) return new Map();
    const keys = await this.opened(async () => (await client.query<Row>(BY_IDS, [ids])).rows);
    return new Map(keys.map((key) => [key.keyId, key]));
  }

  private async make(subjects: readonly Subject[]): Promise<void> {
    const named = subjects.map((subject) => ({ ...subject, keyId: randomUUID() }));
    const wrapped = await this.keys.wrap(named.map(({ keyId }) => ({ name: keyId, key: randomBytes(32) })));
    const fresh = named.map((one, index) => ({ ...one, wrapped: wrapped[index]!.wrapped.toString('hex'), epoch: wrapped[index]!.epoch }));
    await this.pool.query(
      `INSERT INTO privacy.data_keys (key_id, agency_id, record_id, person_id, wrapped, epoch)
       SELECT "keyId", "agencyId", "recordId", "personId", decode(wrapped, 'hex'), epoch
         FROM json_to_recordset($1) AS x("keyId" uuid, "agencyId" text, "recordId" uuid, "personId" uuid, wrapped text, epoch int)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(fresh)],
    );
  }

  private async find(subjects: readonly Subject[]): Promise<ReadonlyMap<string | null, DataKey>> {
    if (subjects.length === 0) return new Map();
    const lookUp = (): Promise<readonly Row[]> =>
      new Promise((resolve, reject) => {
        this.waiting.push({ subjects, resolve, reject });
        if (!this.looking) void this.look();
      });
    return new Map((await this.opened(lookUp)).map((key) => [key.personId, key]));
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

  /** A rotation may end between the look-up and the unwrapping: the row then stands there under the new epoch. */
  private async opened(lookUp: () => Promise<readonly Row[]>): Promise<readonly DataKey[]> {
    try {
      return await this.unwrap(await lookUp());
    } catch (error) {
      if (!(error instanceof EpochUnknown)) throw error;
      return this.unwrap(await lookUp());
    }
  }

  private async unwrap(rows: readonly Row[]): Promise<readonly DataKey[]> {
    const keys = await this.keys.unwrap(rows.map(({ key_id: name, wrapped, epoch }) => ({ name, wrapped, epoch })));
    return rows.map((row, index) => ({ keyId: row.key_id, key: keys[index]!, recordId: row.record_id, personId: row.person_id }));
  }
}

/** Wraps and stores; once more when another instance has rotated since this one last heard of an epoch. */
export const withCurrentEpoch = async (keys: WrappingKeys, wrapAndStore: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await wrapAndStore();
    } catch (error) {
      if ((error as { code?: string }).code !== EPOCH_CLOSED || attempt === 5) throw error;
      await keys.refresh();
    }
};

const BY_IDS = 'SELECT key_id, record_id, person_id, wrapped, epoch FROM privacy.data_keys WHERE key_id = ANY($1)';
const FIND = `
  SELECT x.index, k.key_id, k.record_id, k.person_id, k.wrapped, k.epoch
    FROM json_to_recordset($1) AS x("agencyId" text, "recordId" uuid, "personId" uuid, index int)
    JOIN privacy.data_keys k ON k.agency_id = x."agencyId" AND k.record_id = x."recordId" AND k.person_id IS NOT DISTINCT FROM x."personId"`;
