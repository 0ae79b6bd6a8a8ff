import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { DataKeys } from './data-keys.js';
import { Privacy1700000002000 } from './migration.js';
import { Keyring } from './providers/keyring.js';
import { MovingKeys } from './providers/moving-keys.js';
import { KeyRotation, moveProvider, settleProvider } from './rotation.js';
import { ServiceKeys } from './service-keys.js';
import { EpochUnknown } from './wrapping-keys.js';
import { Wrapping1700000092000 } from './wrapping.migration.js';

interface StoredKey {
  readonly name: string;
  readonly wrapped: Buffer;
  readonly epoch: number;
}

describe('the rotation of the wrapping key', () => {
  let test: TestDatabase;
  let app: Pool;
  let owner: Pool;
  let folder: string;
  let file: string;
  let keyring: Keyring;
  let keys: DataKeys;
  const record = randomUUID();
  const persons = Array.from({ length: 1203 }, () => randomUUID()); // more than two batches

  beforeEach(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'privacy',
      prepare: async ({ migrateUrl }) => {
        const { EventStore1700000001001 } = await import('#libs/event-store');
        await runMigrations(migrateUrl, [EventStore1700000001001, Privacy1700000002000, Wrapping1700000092000]);
      },
    });
    [app, owner] = [new Pool({ connectionString: test.appUrl }), new Pool({ connectionString: test.migrateUrl })];
    folder = mkdtempSync(path.join(tmpdir(), 'rotation-'));
    file = path.join(folder, 'keyring.json');
    keyring = Keyring.open(file, true);
    keys = new DataKeys(app, keyring);
  });
  afterEach(async () => {
    await Promise.all([app.end(), owner.end()]);
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  const seal = (who: readonly string[] = persons, by: DataKeys = keys) => by.forSealing('boden', record, who);
  const stored = async (): Promise<StoredKey[]> =>
    (await owner.query<StoredKey>('SELECT key_id AS name, wrapped, epoch FROM privacy.data_keys')).rows;
  const erase = async (name: string): Promise<void> => void (await owner.query('DELETE FROM privacy.data_keys WHERE key_id = $1', [name]));
  const doomed = async (): Promise<number[]> =>
    (await owner.query<{ epoch: number }>('SELECT epoch FROM privacy.doomed_epochs ORDER BY epoch')).rows.map(({ epoch }) => epoch);
  const epochsInFile = (): string[] => Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { epochs: object }).epochs);

  it('leaves every living key as it was, under the new epoch alone', async () => {
    const before = await seal();
    const token = await new ServiceKeys(app, keyring).encrypt('tokens', 'place 7');
    const told: number[] = [];
    const rotated = await new KeyRotation(app, keyring).rotate({ onProgress: (done, total) => told.push(done / total) });
    expect(rotated).toEqual({ epoch: 2, keys: persons.length + 1, resumed: false });
    expect(told.at(-1)).toBe(1);
    expect(epochsInFile()).toEqual(['2']);
    expect(statSync(file).mode & 0o077).toBe(0);
    const after = await seal();
    for (const person of persons) expect(after.get(person)!.key.equals(before.get(person)!.key)).toBe(true);
    expect(new Set((await stored()).map(({ epoch }) => epoch))).toEqual(new Set([2]));
    expect(await new ServiceKeys(app, keyring).decrypt('tokens', token)).toBe('place 7');
  });

  it('makes an erasure final: what a backup kept of the key opens with nothing that is left', async () => {
    await seal();
    const [kept] = await stored();
    await erase(kept!.name);
    expect(await doomed()).toEqual([1]);
    // Control: before the rotation, a backup and the keyring together still open the erased key.
    expect((await Keyring.open(file, false).unwrap([kept!]))[0]).toHaveLength(32);
    await new KeyRotation(app, keyring).rotate();
    await expect(Keyring.open(file, false).unwrap([kept!])).rejects.toThrow(EpochUnknown);
    expect(await doomed()).toEqual([]);
  });

  it('carries on after a crash, without another epoch', async () => {
    await seal();
    const crash = (): Promise<never> => Promise.reject(new Error('power cut'));
    await expect(new KeyRotation(app, keyring, crash).rotate()).rejects.toThrow('power cut');
    expect(epochsInFile()).toEqual(['1', '2']); // nothing is destroyed before its time
    await owner.query('UPDATE privacy.wrapping SET least_epoch = 1'); // as if it had died before the last batches
    expect(await new KeyRotation(app, Keyring.open(file, false)).rotate()).toEqual({ epoch: 2, keys: 0, resumed: true });
    expect(epochsInFile()).toEqual(['2']);
  });

  it('does not carry on but begins anew, when a key was erased that had been re-wrapped already', async () => {
    await seal();
    const crash = (): Promise<never> => Promise.reject(new Error('power cut'));
    await expect(new KeyRotation(app, keyring, crash).rotate()).rejects.toThrow('power cut');
    const [kept] = await stored();
    await erase(kept!.name);
    expect(await new KeyRotation(app, keyring).rotate()).toMatchObject({ epoch: 3, resumed: false });
    await expect(keyring.unwrap([kept!])).rejects.toThrow(EpochUnknown);
  });

  it('is heard of by other instances, whether they read or seal', async () => {
    const before = await seal(persons.slice(0, 5));
    const [reader, writer] = [new DataKeys(app, Keyring.open(file, false)), new DataKeys(app, Keyring.open(file, false))];
    await new KeyRotation(app, keyring).rotate();
    const id = before.get(persons[0]!)!.keyId;
    expect((await reader.byIds([id])).get(id)!.key.equals(before.get(persons[0]!)!.key)).toBe(true);
    const late = await seal([persons[9]!], writer);
    expect((await seal([persons[9]!])).get(persons[9]!)!.key.equals(late.get(persons[9]!)!.key)).toBe(true);
  });

  it('loses no key that is made while it runs; without the gate it would', async () => {
    const race = async (): Promise<number> => {
      const late = new DataKeys(app, Keyring.open(file, false)); // knows the old epoch only
      // Between the last re-wrapped key and the destroying another instance seals.
      await new KeyRotation(app, keyring, async () => void (await seal([randomUUID(), randomUUID()], late))).rotate();
      const opened = await Promise.allSettled((await stored()).map((one) => Keyring.open(file, false).unwrap([one])));
      return opened.filter(({ status }) => status === 'rejected').length;
    };
    await seal(persons.slice(0, 20));
    expect(await race()).toBe(0);
    await owner.query('DROP TRIGGER gate_in ON privacy.data_keys');
    expect(await race()).toBe(2);
  });

  it('takes turns when several instances rotate at once', async () => {
    await seal(persons.slice(0, 600));
    const rotated = await Promise.all([1, 2, 3].map(() => new KeyRotation(app, Keyring.open(file, false)).rotate()));
    expect(rotated.map(({ epoch }) => epoch).toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
    expect(epochsInFile()).toEqual(['4']);
    expect((await seal(persons.slice(0, 600))).size).toBe(600);
  });

  it('destroys nothing when a key does not open', async () => {
    await seal(persons.slice(0, 3));
    await owner.query("UPDATE privacy.data_keys SET wrapped = decode(repeat('00', 60), 'hex') WHERE person_id = $1", [persons[0]]);
    await expect(new KeyRotation(app, keyring).rotate()).rejects.toThrow();
    expect(epochsInFile()).toEqual(['1', '2']);
  });

  it('moves to another holder above the old one’s epochs, carried on after a crash', async () => {
    await settleProvider(app, keyring);
    const before = await seal();
    await new KeyRotation(app, keyring).rotate();
    const other = Object.assign(Keyring.open(path.join(folder, 'other.json'), true), { provider: 'vault' as 'file' });
    const moving = await MovingKeys.between(keyring, other);
    // Breaks off in the middle: the second page is not opened.
    const broken = Object.assign(Object.create(moving) as MovingKeys, { wrap: jest.fn(moving.wrap.bind(moving)) });
    jest
      .mocked(broken.wrap)
      .mockImplementationOnce((keys) => moving.wrap(keys))
      .mockRejectedValueOnce(new Error('power cut'));
    await expect(new KeyRotation(app, broken).rotate()).rejects.toThrow('power cut');
    expect(new Set((await stored()).map(({ epoch }) => epoch))).toEqual(new Set([2, 3]));
    expect(await new KeyRotation(app, await MovingKeys.between(keyring, other)).rotate()).toEqual({ epoch: 3, keys: 703, resumed: true });
    await moveProvider(app, other);
    await expect(settleProvider(app, other)).resolves.toBeUndefined();
    await expect(settleProvider(app, keyring)).rejects.toThrow(/wrapped by vault/);
    const after = await seal(persons, new DataKeys(app, other));
    for (const person of persons) expect(after.get(person)!.key.equals(before.get(person)!.key)).toBe(true);
    await expect(seal(persons.slice(0, 1))).rejects.toThrow(EpochUnknown); // control: the old holder opens none of them
  });

  it('refuses another provider than the one that wrapped the keys', async () => {
    await settleProvider(app, keyring);
    await seal(persons.slice(0, 1));
    await expect(
      settleProvider(app, Object.assign(Object.create(keyring) as Keyring, { epochs: () => Promise.resolve([]) })),
    ).rejects.toThrow(/sealed data, but there is no key/);
    const elsewhere = Object.assign(Object.create(keyring) as Keyring, { provider: 'vault' });
    await expect(settleProvider(app, elsewhere)).rejects.toThrow(/wrapped by file.*KEYRING_PROVIDER=file/);
    await expect(settleProvider(app, keyring)).resolves.toBeUndefined();
  });
});
