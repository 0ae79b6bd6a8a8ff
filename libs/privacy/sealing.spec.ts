import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { z } from 'zod';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { defineEvent, isSealed, open, sealed, sealedPerPerson, type Sealed } from '#libs/shared-kernel';
import { DataKeys } from './data-keys.js';
import { Keyring } from './providers/keyring.js';
import { Privacy1700000002000 } from './migration.js';
import { openValue } from './seal.js';
import { Sealer } from './sealer.js';
import { SearchTokens, soundOf } from './search-tokens.js';
import { ServiceKeys } from './service-keys.js';
import { KeyringError } from './wrapping-keys.js';
import { Wrapping1700000092000 } from './wrapping.migration.js';

const definition = defineEvent('test.Told', 1, {
  personId: open('reference', z.uuid()),
  name: sealed('identity', z.string(), 'personId'),
  note: sealed('free-text', z.string()),
  phones: sealedPerPerson('contact', z.string()),
});
const quarrel = defineEvent('test.Quarrel', 1, {
  one: open('reference', z.uuid()),
  other: open('reference', z.uuid()),
  hers: sealed('identity', z.string(), 'one'),
  theirs: sealed('identity', z.string(), 'other'),
});
const [her, child] = [randomUUID(), randomUUID()];
const told = { personId: her, name: 'Aino Mäki', note: 'Ring inte hem', phones: { [her]: '070-1740605', [child]: '070-1740606' } };

describe('sealing', () => {
  let test: TestDatabase;
  let pool: Pool;
  let folder: string;
  let sealer: Sealer;
  const place = { agencyId: 'boden', recordId: randomUUID(), eventId: randomUUID() };

  beforeAll(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'privacy',
      prepare: async ({ migrateUrl }) => {
        const { EventStore1700000001001 } = await import('#libs/event-store');
        await runMigrations(migrateUrl, [EventStore1700000001001, Privacy1700000002000, Wrapping1700000092000]);
      },
    });
    pool = new Pool({ connectionString: test.appUrl });
    folder = mkdtempSync(path.join(tmpdir(), 'keyring-'));
    sealer = new Sealer(new DataKeys(pool, Keyring.open(path.join(folder, 'keyring.json'), true)));
  });
  afterAll(async () => {
    await pool.end();
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  it('leaves no plain personal value, and opens to the same', async () => {
    const stored = await sealer.seal(definition, told, place);
    expect(JSON.stringify(stored)).not.toMatch(/Aino|Ring inte|1740605/);
    expect(stored['personId']).toBe(her); // control: what is declared open stays readable
    expect(await sealer.open(stored)).toEqual(told);
  });

  it('gives each person, and the free text, a key of its own', async () => {
    const stored = (await sealer.seal(definition, told, place)) as { name: Sealed; note: Sealed; phones: Record<string, Sealed> };
    expect(new Set([stored.name.key, stored.note.key, stored.phones[child]!.key]).size).toBe(3);
    expect(stored.phones[her]!.key).toBe(stored.name.key);
  });

  it('erases one person and nobody else when her key is destroyed', async () => {
    const other = { ...place, recordId: randomUUID() };
    const stored = (await sealer.seal(definition, told, other)) as { name: Sealed };
    const owner = new Pool({ connectionString: test.migrateUrl });
    await owner.query('DELETE FROM privacy.data_keys WHERE key_id = $1', [stored.name.key]);
    await owner.end();
    expect(await sealer.open(stored)).toEqual({
      ...told,
      name: { erased: true },
      phones: { [her]: { erased: true }, [child]: '070-1740606' },
    });
  });

  /** Erases one person's key under an event about two; what opens afterwards. */
  const withoutHer = async (about: typeof quarrel, data: Record<string, unknown>): Promise<unknown> => {
    const stored = await sealer.seal(about, data, { ...place, recordId: randomUUID() });
    const owner = new Pool({ connectionString: test.migrateUrl });
    await owner.query('DELETE FROM privacy.data_keys WHERE key_id = $1', [(stored['hers'] as Sealed).key]);
    await owner.end();
    return sealer.open(stored);
  };

  it('has a key for each of two persons that one event tells of: one erased, the other still opens', async () => {
    const data = { one: her, other: child, hers: 'Aino sade', theirs: 'Barnet sade' };
    expect(await withoutHer(quarrel, data)).toEqual({ ...data, hers: { erased: true } });
    // Control: were both sealed for the same subject, the child's words would go with hers.
    const careless = defineEvent('test.Quarrel', 1, {
      one: open('reference', z.uuid()),
      other: open('reference', z.uuid()),
      hers: sealed('identity', z.string(), 'one'),
      theirs: sealed('identity', z.string(), 'one'),
    });
    expect(await withoutHer(careless as typeof quarrel, data)).toEqual({ ...data, hers: { erased: true }, theirs: { erased: true } });
  });

  it.each([
    ['another field', (one: Sealed): Sealed => ({ ...one, field: 'note' })],
    ['another event', (one: Sealed): Sealed => ({ ...one, event: randomUUID() })],
    ['another version', (one: Sealed): Sealed => ({ ...one, version: 2 })],
    [
      'changed bytes',
      (one: Sealed): Sealed => ({ ...one, data: `A${one.data.slice(1)}` === one.data ? `B${one.data.slice(1)}` : `A${one.data.slice(1)}` }),
    ],
  ])('does not open a ciphertext moved to %s', async (_, tamper) => {
    const { name } = (await sealer.seal(definition, told, place)) as { name: Sealed };
    await expect(sealer.open({ name })).resolves.toEqual({ name: 'Aino Mäki' }); // control
    await expect(sealer.open({ name: tamper(name) })).rejects.toThrow();
  });

  it('does not open under another record or person', async () => {
    const keys = new DataKeys(pool, Keyring.open(path.join(folder, 'keyring.json'), false));
    const { name } = (await sealer.seal(definition, told, place)) as { name: Sealed };
    const key = (await keys.byIds([name.key])).get(name.key)!;
    expect(openValue(name, key.key, key.recordId, key.personId)).toBe('Aino Mäki');
    expect(() => openValue(name, key.key, randomUUID(), key.personId)).toThrow();
    expect(() => openValue(name, key.key, key.recordId, child)).toThrow();
  });

  it('takes a value typed by a user for what it is, whatever it looks like', async () => {
    const forged = '{"sealed":1,"key":"x"}';
    const stored = await sealer.seal(definition, { ...told, note: forged }, place);
    expect(isSealed(stored['note'])).toBe(true);
    expect((await sealer.open(stored))['note']).toBe(forged);
  });

  it('makes one key when many writers need the same at once', async () => {
    const fresh = { ...place, recordId: randomUUID() };
    const all = (await Promise.all(Array.from({ length: 12 }, () => sealer.seal(definition, told, fresh)))) as { name: Sealed }[];
    expect(new Set(all.map(({ name }) => name.key)).size).toBe(1);
  });

  it('keeps the wrapping key out of the database', async () => {
    const { epochs } = JSON.parse(readFileSync(path.join(folder, 'keyring.json'), 'utf8')) as { epochs: Record<string, string> };
    const { rows } = await pool.query<{ dump: string }>("SELECT string_agg(encode(wrapped, 'base64'), '') AS dump FROM privacy.data_keys");
    expect(rows[0]!.dump).not.toContain(epochs['1']!.slice(0, 20));
  });
});

describe('the keyring', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyring-'));
  const file = path.join(folder, 'keyring.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is never made anew beside data that was sealed with another', async () => {
    expect(() => Keyring.open(file, false)).toThrow(KeyringError);
    expect(await Keyring.open(file, true).currentEpoch()).toBe(1);
  });
  it('is refused when others can read it, or when it is damaged', async () => {
    chmodSync(file, 0o644);
    expect(() => Keyring.open(file, false)).toThrow(/chmod 600/);
    chmodSync(file, 0o600);
    expect(await Keyring.open(file, false).currentEpoch()).toBe(1);
    writeFileSync(file, '{"current":2,"epochs":{}}');
    expect(() => Keyring.open(file, false)).toThrow(/Restore it/);
  });
});

describe('search tokens', () => {
  let test: TestDatabase;
  let pool: Pool;
  let tokens: SearchTokens;
  const folder = mkdtempSync(path.join(tmpdir(), 'tokens-'));
  beforeAll(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, { templateKey: 'privacy' });
    pool = new Pool({ connectionString: test.appUrl });
    tokens = new SearchTokens(new ServiceKeys(pool, Keyring.open(path.join(folder, 'keyring.json'), true)));
  });
  afterAll(async () => {
    await pool.end();
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  it('are the same for a number however it is written, and different for each agency', async () => {
    expect(await tokens.personNumber('boden', '19930514-2383')).toBe(await tokens.personNumber('boden', '199305142383'));
    expect(await tokens.personNumber('boden', '199305142383')).not.toBe(await tokens.personNumber('lulea', '199305142383'));
  });
  it.each([
    ['Kristina', 'Christina'],
    ['Carlsson', 'Karlson'],
    ['Sofia', 'Sophia'],
    ['Viktor', 'Wictor'],
  ])('find %s when %s is written', async (one, other) =>
    expect(await tokens.name('boden', one)).toEqual(await tokens.name('boden', other)),
  );
  it('tell different names apart', () => expect(soundOf('Anna')).not.toBe(soundOf('Petra')));
});
