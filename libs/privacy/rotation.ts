import type { ClientBase, Pool } from 'pg';
import { KeyringError, type WrappingKeys } from './wrapping-keys.js';
import { GATE, TURN } from './wrapping.migration.js';

/** What a rotation did. */
export interface Rotated {
  /** The epoch that every living key is now wrapped under; no older one is left anywhere. */
  readonly epoch: number;
  /** Keys re-wrapped by this run. */
  readonly keys: number;
  /** True when it carried on one that had been interrupted, instead of making a new epoch. */
  readonly resumed: boolean;
}

export interface RotationOptions {
  /** Told after each batch. `total` is what stood under older epochs at the start. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Makes a new epoch even where an interrupted rotation only has to be carried on: for a wrapping key that may have leaked. */
  readonly fresh?: boolean;
}

/** Keys that are re-wrapped in one transaction: some 100 kB of statement, and what a crash takes at most. */
const BATCH = 500;

const TABLES = [
  { table: 'privacy.data_keys', name: 'key_id', type: 'uuid' },
  { table: 'privacy.service_keys', name: 'name', type: 'text' },
] as const;

/**
 * Changes the wrapping key: a new epoch, every living key re-wrapped under it in bounded batches, and only then the older epochs destroyed. Events are
 * never touched. Whatever was deleted from the keys before the call can be opened by nobody after it, whoever holds the WAL or a backup of the database.
 *
 * Safe at any moment, beside running instances and when called by several at once (they take turns); stopped anywhere it is carried on by the next
 * call, which makes yet another epoch only where a key was deleted meanwhile that had been re-wrapped already.
 */
export class KeyRotation {
  /** @param beforeDestroying between the last re-wrapped key and the destroying: where a backup of the keys is renewed. When it throws, nothing is destroyed */
  constructor(
    private readonly pool: Pool,
    private readonly keys: WrappingKeys,
    private readonly beforeDestroying: (epoch: number) => Promise<void> = () => Promise.resolve(),
  ) {}

  /** @throws KeyringError with what the operator should do; nothing is destroyed then */
  async rotate({ onProgress = () => undefined, fresh = false }: RotationOptions = {}): Promise<Rotated> {
    const client = await this.pool.connect();
    try {
      await client.query('SET statement_timeout = 0'); // another's rotation is waited for, however long
      await client.query(`SELECT pg_advisory_lock(${TURN})`);
      const { epoch, resumed } = await this.target(client, fresh);
      await raiseGate(client, epoch);
      const keys = await this.rewrapAll(client, epoch, onProgress);
      await this.beforeDestroying(epoch);
      await this.keys.destroyBefore(epoch);
      await client.query('DELETE FROM privacy.doomed_epochs WHERE epoch < $1', [epoch]);
      await client.query('UPDATE privacy.wrapping SET rotated_at = clock_timestamp()');
      return { epoch, keys, resumed };
    } finally {
      const broken = await client.query(`SELECT pg_advisory_unlock(${TURN})`).then(
        async () => void (await client.query('RESET statement_timeout')),
        () => true,
      );
      client.release(broken === true);
    }
  }

  /** The epoch to go to: that of an interrupted rotation if it makes every erasure final, else a new one. */
  private async target(client: ClientBase, fresh: boolean): Promise<{ epoch: number; resumed: boolean }> {
    await this.keys.refresh();
    const [epochs, current] = [await this.keys.epochs(), await this.keys.currentEpoch()];
    const { rows } = await client.query<{ doomed: boolean }>(
      'SELECT EXISTS (SELECT FROM privacy.doomed_epochs WHERE epoch >= $1) AS doomed',
      [current],
    );
    const resumed = !fresh && !rows[0]!.doomed && epochs.some((epoch) => epoch < current);
    return { epoch: resumed ? current : await this.keys.newEpoch(), resumed };
  }

  private async rewrapAll(client: ClientBase, epoch: number, onProgress: (done: number, total: number) => void): Promise<number> {
    const counted = await client.query<{ total: number }>(
      `SELECT (${TABLES.map(({ table }) => `(SELECT count(*) FROM ${table} WHERE epoch < $1)`).join(' + ')})::int AS total`,
      [epoch],
    );
    const total = counted.rows[0]!.total;
    let done = 0;
    onProgress(done, total);
    for (const one of TABLES) {
      let after: string | undefined;
      do {
        const page = await this.rewrapPage(client, one, epoch, after);
        after = page.last;
        done += page.rewrapped;
        onProgress(done, total);
      } while (after !== undefined);
      const { rows } = await client.query<{ left: boolean }>(`SELECT EXISTS (SELECT FROM ${one.table} WHERE epoch < $1) AS left`, [epoch]);
      if (rows[0]!.left) throw new KeyringError('Keys under an older epoch are left. No epoch was destroyed; rotate again.');
    }
    return done;
  }

  /** The next page by name. Each new wrapping is opened before it replaces the old one: a key that is lost is lost for ever. */
  private async rewrapPage(
    client: ClientBase,
    { table, name, type }: (typeof TABLES)[number],
    epoch: number,
    after: string | undefined,
  ): Promise<{ rewrapped: number; last: string | undefined }> {
    const { rows } = await client.query<{ name: string; wrapped: Buffer; epoch: number }>(
      `SELECT ${name} AS name, wrapped, epoch FROM ${table} WHERE epoch < $1 AND ($2::${type} IS NULL OR ${name} > $2) ORDER BY ${name} LIMIT ${BATCH}`,
      [epoch, after ?? null],
    );
    if (rows.length === 0) return { rewrapped: 0, last: undefined };
    const plain = await this.keys.unwrap(rows);
    const fresh = await this.keys.wrap(rows.map((row, index) => ({ name: row.name, key: plain[index]! })));
    const opened = await this.keys.unwrap(fresh.map((one, index) => ({ ...one, name: rows[index]!.name })));
    if (opened.some((key, index) => !key.equals(plain[index]!)))
      throw new KeyringError(
        `What ${this.keys.holder} wrapped anew does not open to the same. Nothing was changed; see to it before you rotate again.`,
      );
    const { rowCount } = await client.query(
      `UPDATE ${table} k SET wrapped = decode(x.wrapped, 'hex'), epoch = x.epoch
         FROM json_to_recordset($1) AS x(name ${type}, wrapped text, epoch int, was int) WHERE k.${name} = x.name AND k.epoch = x.was`,
      [
        JSON.stringify(
          fresh.map((one, index) => ({
            name: rows[index]!.name,
            wrapped: one.wrapped.toString('hex'),
            epoch: one.epoch,
            was: rows[index]!.epoch,
          })),
        ),
      ],
    );
    return { rewrapped: rowCount ?? 0, last: rows.at(-1)!.name };
  }
}

/** From here on no key enters under an older epoch. Waits for those on their way in: milliseconds. */
const raiseGate = async (client: ClientBase, epoch: number): Promise<void> => {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${GATE})`);
    await client.query('UPDATE privacy.wrapping SET least_epoch = greatest(least_epoch, $1)', [epoch]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
};

/**
 * Says once who wraps this installation's keys, and has the first epoch made where none is; one instance at a time. Another provider than the one that
 * wrapped the keys is refused: what Vault wrapped is not opened by a file, and must not be taken for erased.
 * @throws KeyringError with what to do
 */
export const settleProvider = async (pool: Pool, keys: WrappingKeys): Promise<void> => {
  await pool.query(
    `UPDATE privacy.wrapping SET provider = $1
      WHERE provider IS NULL OR provider <> $1 AND NOT EXISTS (SELECT FROM privacy.data_keys) AND NOT EXISTS (SELECT FROM privacy.service_keys)`,
    [keys.provider],
  );
  const { rows } = await pool.query<{ provider: string; sealed: boolean }>(
    'SELECT provider, EXISTS (SELECT FROM privacy.data_keys) AS sealed FROM privacy.wrapping',
  );
  const { provider, sealed } = rows[0]!;
  if (provider !== keys.provider)
    throw new KeyringError(
      `The keys of this installation are wrapped by ${provider}, and KEYRING_PROVIDER is ${keys.provider}. Set KEYRING_PROVIDER=${provider}.`,
    );
  if ((await keys.epochs()).length > 0) return;
  if (sealed)
    throw new KeyringError(
      `The database holds sealed data, but there is no key among ${keys.holder}. Restore it, or point the settings to this installation's own.`,
    );
  await makeFirst(pool, keys);
};

/** After a move every key is wrapped by another provider; from here on only that one is taken. */
export const moveProvider = async (pool: Pool, keys: WrappingKeys): Promise<void> =>
  void (await pool.query('UPDATE privacy.wrapping SET provider = $1', [keys.provider]));

/** Instances that start at once make one key between them. */
const makeFirst = async (pool: Pool, keys: WrappingKeys): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(${TURN})`);
    if ((await keys.epochs()).length === 0) await keys.newEpoch();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};
