import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { DataKeys, withCurrentEpoch } from './data-keys.js';
import { Keyring } from './providers/keyring.js';
import { MemoryTable } from './testing/memory-table.js';
import { EpochUnknown } from './wrapping-keys.js';
import { EPOCH_CLOSED } from './wrapping.migration.js';

const [her, child] = [randomUUID(), randomUUID()];
const folder = mkdtempSync(path.join(tmpdir(), 'data-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let table: MemoryTable;
let keyring: Keyring;
let keys: DataKeys;
beforeEach(() => {
  table = new MemoryTable();
  keyring = Keyring.open(path.join(folder, `${randomUUID()}.json`), true);
  keys = new DataKeys(table.pool, keyring);
});
/** Fails rather than wait for ever for an answer that nobody gives. */
const answered = <T>(promise: Promise<T>): Promise<T> =>
  Promise.race([promise, setTimeout(2_000, undefined, { ref: false }).then(() => Promise.reject(new Error('nobody answered')))]);
const seal = (recordId: string, ...persons: (string | null)[]) => answered(keys.forSealing('boden', recordId, persons));

describe('the key of a person in a record', () => {
  it('is made once, and only for who has none', async () => {
    const record = randomUUID();
    const wrap = jest.spyOn(keyring, 'wrap');
    const first = await seal(record, her, null, her);
    expect([...first.keys()]).toEqual([her, null]);
    const more = await seal(record, her, null, child);
    expect(wrap.mock.calls.map(([named]) => named.length)).toEqual([2, 1]);
    expect(more.get(her)).toEqual(first.get(her));
    expect(more.get(null)).toEqual(first.get(null));
    expect(await seal(record, her, child)).toEqual(new Map([her, child].map((one) => [one, more.get(one)])));
    expect(table.asked).toEqual(['find 2', 'write 2', 'find 2', 'find 3', 'write 1', 'find 3', 'find 2']);
  });
  it('is another for the same person in another record', async () => {
    const [one, other] = [await seal(randomUUID(), her), await seal(randomUUID(), her)];
    expect(one.get(her)!.key.equals(other.get(her)!.key)).toBe(false);
  });
  it('is the one that was written first, when two ask at once; each is told that one', async () => {
    const record = randomUUID();
    const others = new DataKeys(table.pool, keyring);
    const [one, other] = await Promise.all([seal(record, her), others.forSealing('boden', record, [her])]);
    expect(table.rows).toHaveLength(1);
    expect(one.get(her)).toEqual(other.get(her));
  });
  it('is asked for by nobody where there is nobody', async () => {
    table.faults.push(new Error('not to be asked'));
    expect(await seal(randomUUID())).toEqual(new Map());
    expect(await keys.byIds([])).toEqual(new Map());
    expect(table.asked).toEqual([]);
  });
  it('is not used when it was written and cannot be read', async () => {
    table.forgetful = true;
    await expect(seal(randomUUID(), her)).rejects.toThrow('a data key that was just written cannot be read');
  });
});

describe('those who ask while others are asking', () => {
  const records = Array.from({ length: 5 }, () => randomUUID());
  it('are looked up together, and each gets the keys of its own record', async () => {
    for (const record of records) await seal(record, her, null);
    table.asked.length = 0;
    const all = await Promise.all(records.map((record) => seal(record, her, null)));
    expect(table.asked).toEqual(['find 2', 'find 8']);
    expect(all.map((found) => [found.get(her)!.recordId, found.get(null)!.recordId, found.size])).toEqual(
      records.map((record) => [record, record, 2]),
    );
    await setTimeout(20);
    expect(table.asked).toHaveLength(2); // nobody waits: nothing is looked up
    await seal(records[0]!, her);
    expect(table.asked).toHaveLength(3);
  });
  it('all hear of a look-up that failed, and the next is answered again', async () => {
    await seal(records[0]!, her);
    table.faults.push(new Error('too many connections'), new Error('the database is starting up'));
    const all = await Promise.allSettled(records.slice(0, 3).map((record) => seal(record, her)));
    expect(all.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'answered'))).toEqual([
      'too many connections',
      'the database is starting up',
      'the database is starting up',
    ]);
    expect((await seal(records[0]!, her)).size).toBe(1);
  });
});

describe('a rotation that ends between the look-up and the unwrapping', () => {
  const gone = (): Promise<never> => Promise.reject(new EpochUnknown('epoch 1 is destroyed'));
  it('is met by looking up once more', async () => {
    const key = (await seal(randomUUID(), her)).get(her)!;
    table.asked.length = 0;
    const unwrap = jest.spyOn(keyring, 'unwrap').mockImplementationOnce(gone);
    expect((await keys.byIds([key.keyId])).get(key.keyId)).toEqual(key);
    unwrap.mockImplementationOnce(gone);
    expect((await seal(key.recordId, her)).get(her)).toEqual(key);
    expect(table.asked).toEqual(['open 1', 'open 1', 'find 1', 'find 1']);
  });
  it('is told when the key is wrapped under no epoch that is left', async () => {
    const { keyId } = (await seal(randomUUID(), her)).get(her)!;
    jest.spyOn(keyring, 'unwrap').mockImplementation(gone);
    await expect(keys.byIds([keyId])).rejects.toThrow(EpochUnknown);
  });
  it('is not what another fault is taken for', async () => {
    const { keyId } = (await seal(randomUUID(), her)).get(her)!;
    table.asked.length = 0;
    jest.spyOn(keyring, 'unwrap').mockImplementationOnce(() => Promise.reject(new Error('the bytes were changed')));
    await expect(keys.byIds([keyId])).rejects.toThrow('the bytes were changed');
    expect(table.asked).toEqual(['open 1']);
  });
});

describe('a key that comes wrapped under an epoch that is closed', () => {
  const closed = (): Error => Object.assign(new Error('epoch 1 is closed'), { code: EPOCH_CLOSED });
  /** Refused so often, then taken. */
  const after = async (refusals: number, fault = closed()): Promise<{ tries: number; refreshed: number; result: string }> => {
    const refresh = jest.spyOn(keyring, 'refresh');
    let tries = 0;
    const store = (): Promise<void> => (++tries <= refusals ? Promise.reject(fault) : Promise.resolve());
    const result = await withCurrentEpoch(keyring, store).then(
      () => 'stored',
      (error: Error) => error.message,
    );
    return { tries, refreshed: refresh.mock.calls.length, result };
  };
  it('is wrapped anew, four times at most', async () => {
    expect(await after(0)).toEqual({ tries: 1, refreshed: 0, result: 'stored' });
    expect(await after(1)).toEqual({ tries: 2, refreshed: 1, result: 'stored' });
  });
  it('is given up after the fifth time', async () => {
    expect(await after(4)).toEqual({ tries: 5, refreshed: 4, result: 'stored' });
  });
  it('is not tried a sixth time', async () => expect(await after(5)).toEqual({ tries: 5, refreshed: 4, result: 'epoch 1 is closed' }));
  it('is what is tried again, no other fault', async () =>
    expect(await after(1, new Error('disk full'))).toEqual({ tries: 1, refreshed: 0, result: 'disk full' }));
});
