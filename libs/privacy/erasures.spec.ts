import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { z } from 'zod';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { defineEvent, open, sealed } from '#libs/shared-kernel';
import { DataKeys } from './data-keys.js';
import { Erasure1700000092900, RECORD_ERASED } from './erasure.migration.js';
import { ErasureList, ErasureListError } from './erasure-list.js';
import { Erasures, replayErasures } from './erasures.js';
import { Keyring } from './providers/keyring.js';
import { Privacy1700000002000 } from './migration.js';
import { KeyRotation } from './rotation.js';
import { Sealer } from './sealer.js';
import { Wrapping1700000092000 } from './wrapping.migration.js';

const definition = defineEvent('test.Told', 1, {
  personId: open('reference', z.uuid()),
  name: sealed('identity', z.string(), 'personId'),
  note: sealed('free-text', z.string()),
});

describe('erasures', () => {
  let test: TestDatabase;
  let pool: Pool;
  let owner: Pool;
  let folder: string;
  let keyring: Keyring;
  let sealer: Sealer;
  let erasures: Erasures;
  const at = '2031-11-02T08:00:00.000Z';
  const told = { personId: randomUUID(), name: 'Aino Mäki', note: 'Ring inte hem' };
  const seal = (recordId: string, agencyId = 'boden') => sealer.seal(definition, told, { agencyId, recordId, eventId: randomUUID() });
  const order = (recordId: string, agencyId = 'boden') => ({
    ...{ erasureId: randomUUID(), at, agencyId, recordId, caseId: randomUUID(), ground: 'adult-record', reference: 'SN 1' },
  });
  const keysOf = async (recordId: string) =>
    (await owner.query('SELECT 1 FROM privacy.data_keys WHERE record_id = $1', [recordId])).rowCount;

  beforeAll(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'erasures',
      prepare: async ({ migrateUrl }) => {
        const { EventStore1700000001001 } = await import('#libs/event-store');
        await runMigrations(migrateUrl, [EventStore1700000001001, Privacy1700000002000, Wrapping1700000092000, Erasure1700000092900]);
      },
    });
    pool = new Pool({ connectionString: test.appUrl });
    owner = new Pool({ connectionString: test.migrateUrl });
    folder = mkdtempSync(path.join(tmpdir(), 'erasures-'));
    keyring = Keyring.open(path.join(folder, 'keyring.json'), true);
    sealer = new Sealer(new DataKeys(pool, keyring));
  });
  beforeEach(() => {
    erasures = new Erasures(pool, new KeyRotation(pool, keyring), path.join(folder, `${randomUUID()}.list`));
  });
  afterAll(async () => {
    await pool.end();
    await owner.end();
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  it('destroy the keys of one agency’s record, and no other', async () => {
    const [gone, other] = [randomUUID(), randomUUID()];
    const [erased, peers, kept] = [await seal(gone), await seal(gone, 'lulea'), await seal(other)];
    expect(await erasures.erase(order(gone))).toBe(2);
    expect(await sealer.open(erased)).toEqual({ personId: told.personId, name: { erased: true }, note: { erased: true } });
    expect(await sealer.open(peers)).toEqual(told);
    expect(await sealer.open(kept)).toEqual(told);
  });

  it('leave nothing to seal with in the record', async () => {
    const gone = randomUUID();
    await erasures.erase(order(gone));
    await expect(seal(gone)).rejects.toMatchObject({ code: RECORD_ERASED });
    await expect(seal(gone, 'lulea')).resolves.toBeDefined();
  });

  it('wait for a key that is on its way in, and destroy it too', async () => {
    const gone = randomUUID();
    const late = await owner.connect();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO privacy.data_keys (key_id, agency_id, record_id, wrapped, epoch) VALUES (gen_random_uuid(), 'boden', $1, '\\x00', 1)`,
      [gone],
    );
    const erasing = erasures.erase(order(gone));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await late.query('COMMIT');
    late.release();
    await erasing;
    expect(await keysOf(gone)).toBe(0);
  });

  it('are done once, however often they are asked for', async () => {
    const gone = randomUUID();
    await seal(gone);
    const asked = order(gone);
    expect(await Promise.all([erasures.erase(asked), erasures.erase(asked), erasures.erase(asked)])).toEqual([2, 2, 2]);
    expect(erasures.list.read()).toHaveLength(1);
  });

  it('are destroyed again when a restore brings the keys back, and when a crash came before the destruction', async () => {
    const [restored, broken] = [randomUUID(), randomUUID()];
    await seal(restored);
    await seal(broken);
    const { rows } = await owner.query('SELECT * FROM privacy.data_keys WHERE record_id = $1', [restored]);
    await erasures.erase(order(restored));
    await owner.query('DELETE FROM privacy.erasures WHERE record_id = $1', [restored]);
    for (const { key_id, agency_id, record_id, person_id, wrapped, epoch } of rows)
      await owner.query(
        'INSERT INTO privacy.data_keys (key_id, agency_id, record_id, person_id, wrapped, epoch) VALUES ($1, $2, $3, $4, $5, $6)',
        [...[key_id, agency_id, record_id, person_id, wrapped, epoch]],
      );
    erasures.list.append({ ...order(broken), keyIds: [] });
    expect(await erasures.replay()).toEqual({ listed: 2, destroyed: 2, keys: 4 });
    expect(await replayErasures(pool, erasures.list.filePath)).toMatchObject({ destroyed: 0, keys: 0 });
    expect([await keysOf(restored), await keysOf(broken)]).toEqual([0, 0]);
  });

  it('that the database remembers are added to a list that was lost', async () => {
    const gone = randomUUID();
    await seal(gone);
    await erasures.erase(order(gone));
    rmSync(erasures.list.filePath);
    await erasures.replay();
    expect(erasures.list.read()).toEqual(
      expect.arrayContaining([expect.objectContaining({ recordId: gone, ground: 'remembered-by-database' })]),
    );
  });

  it('destroy nothing when the list cannot be written or trusted', async () => {
    const gone = randomUUID();
    await seal(gone);
    const nowhere = new Erasures(pool, new KeyRotation(pool, keyring), path.join(folder, 'missing', 'x.list'));
    await expect(nowhere.erase(order(gone))).rejects.toThrow(/ENOENT/);
    writeFileSync(erasures.list.filePath, 'damaged\n');
    await expect(erasures.erase(order(gone))).rejects.toThrow(ErasureListError);
    await expect(erasures.replay()).rejects.toThrow(ErasureListError);
    expect(await keysOf(gone)).toBe(2);
    expect(new ErasureList(path.join(folder, 'none.list')).read()).toEqual([]);
  });

  it('are final when the wrapping key is changed', async () => {
    const [gone, kept] = [randomUUID(), randomUUID()];
    const living = await seal(kept);
    await seal(gone);
    const { rows } = await owner.query<{ name: string; wrapped: Buffer; epoch: number }>(
      'SELECT key_id AS name, wrapped, epoch FROM privacy.data_keys WHERE record_id = $1',
      [gone],
    );
    await erasures.erase(order(gone));
    // Control: whoever kept the row opens it still.
    expect(await keyring.unwrap(rows)).toHaveLength(2);
    expect(await erasures.waitingSince()).toBeInstanceOf(Date);
    await erasures.makeFinal();
    expect(await erasures.waitingSince()).toBeNull();
    await expect(keyring.unwrap(rows)).rejects.toThrow(/Epoch/);
    expect(await sealer.open(living)).toEqual(told);
  });

  it('mark each sealed value in a view, however deep, and nothing else', async () => {
    const [gone, other] = [randomUUID(), randomUUID()];
    const value = { sealed: 1, key: gone, event: 'e', data: 'x' };
    const before = { a: value, list: [1, value, { b: value, c: null }], kept: { ...value, key: other }, text: gone, none: {}, empty: [] };
    const mark = async (given: unknown) =>
      (await owner.query<{ v: unknown }>('SELECT privacy.mark_erased($1, $2) AS v', [JSON.stringify(given), [gone]])).rows[0]!.v;
    const marker = { erased: true };
    expect(await mark(before)).toEqual({ ...before, a: marker, list: [1, marker, { b: marker, c: null }] });
    expect(await mark(value)).toEqual(marker);
    expect(await mark('text')).toBe('text');
  });
});
