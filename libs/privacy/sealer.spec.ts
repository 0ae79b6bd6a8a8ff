import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { defineEvent, NOBODY, open, sealed, sealedPerPerson, type Sealed } from '#libs/shared-kernel';
import { DataKeys } from './data-keys.js';
import { Keyring } from './providers/keyring.js';
import { Sealer } from './sealer.js';
import { MemoryTable } from './testing/memory-table.js';

const definition = defineEvent('test.Told', 1, {
  personId: open('reference', z.uuid()),
  name: sealed('identity', z.string(), 'personId'),
  note: sealed('free-text', z.string()),
  phones: sealedPerPerson('contact', z.string()),
});
const [her, child] = [randomUUID(), randomUUID()];
const told = { personId: her, name: 'Aino Mäki', note: 'Ring inte hem', phones: { [her]: '070-1740605', [child]: '070-1740606' } };
interface Stored {
  readonly name: Sealed;
  readonly note: Sealed;
  readonly phones: Readonly<Record<string, Sealed>>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'sealer-'));
afterAll(() => rmSync(folder, { recursive: true }));
let table: MemoryTable;
let sealer: Sealer;
let place: { agencyId: string; recordId: string; eventId: string };
beforeEach(() => {
  table = new MemoryTable();
  sealer = new Sealer(new DataKeys(table.pool, Keyring.open(path.join(folder, `${randomUUID()}.json`), true)));
  place = { agencyId: 'boden', recordId: randomUUID(), eventId: randomUUID() };
});
const seal = async (data: Record<string, unknown>, at = place) => (await sealer.seal(definition, data, at)) as unknown as Stored;
const destroy = (keyId: string): void => void (table.rows = table.rows.filter((row) => row.key_id !== keyId));

describe('what is sealed of an event', () => {
  it('is what the event has: nothing for what was not said, or is no field of it', async () => {
    const stored = await seal({ personId: her, name: 'Aino Mäki', note: undefined, shoeSize: 38 });
    expect(Object.keys(stored)).toEqual(['personId', 'name']);
    expect(await sealer.open(stored)).toEqual({ personId: her, name: 'Aino Mäki' });
  });
  it('stays as it is when it was sealed or erased before: no key is made for it', async () => {
    const { name, phones } = await seal(told);
    const again = { personId: her, name, note: { erased: true }, phones: { [her]: phones[her], [child]: { erased: true } } };
    table.asked.length = 0;
    expect(await seal(again, { ...place, recordId: randomUUID() })).toEqual(again);
    expect(table.asked).toEqual([]);
  });
  it('is under the record’s own key where it is about nobody', async () => {
    const stored = await seal({ ...told, phones: { [NOBODY]: 'växeln', [her]: '070-1740605' } });
    expect(stored.phones[NOBODY]!.key).toBe(stored.note.key);
    expect(stored.phones[her]!.key).toBe(stored.name.key);
    expect(new Set(table.rows.map(({ person_id }) => person_id))).toEqual(new Set([her, null]));
    expect(await sealer.open(stored.phones)).toEqual({ [NOBODY]: 'växeln', [her]: '070-1740605' });
  });
  it.each([undefined, null, 7])('is refused when it is not told whose it is: %s', async (personId) =>
    expect(seal({ ...told, personId })).rejects.toThrow('field name is sealed for personId, which is missing'),
  );
});

describe('opening', () => {
  it('reaches into lists and leaves all else as it was', async () => {
    const { name, note } = await seal(told);
    const [at, bytes] = [new Date('2026-01-02T03:04:05Z'), Buffer.from('åäö')];
    class Case {
      constructor(
        readonly title: unknown,
        readonly steps: readonly unknown[],
      ) {}
    }
    const found = await sealer.open({
      list: [name, [note, 'plain'], null, 7, true],
      at,
      bytes,
      none: null,
      left: undefined,
      case: new Case(name, [note]),
    });
    expect(found).toEqual({
      list: ['Aino Mäki', ['Ring inte hem', 'plain'], null, 7, true],
      at,
      bytes,
      none: null,
      left: undefined,
      case: new Case('Aino Mäki', ['Ring inte hem']),
    });
    expect([Array.isArray(found.list), found.at instanceof Date, Buffer.isBuffer(found.bytes), found.case instanceof Case]).toEqual(
      Array.from({ length: 4 }, () => true),
    );
  });
  it('of what holds nothing sealed asks for nothing, and copies nothing', async () => {
    const value = { note: 'plain', list: [1, { erased: true }] };
    expect(await sealer.open(value)).toBe(value);
    expect(table.asked).toEqual([]);
  });
  it('asks once for all keys, in the transaction of whoever reads', async () => {
    const stored = await seal(told);
    const reader = new MemoryTable();
    reader.rows = table.rows.filter((row) => row.key_id !== stored.name.key); // already erased there
    table.asked.length = 0;
    expect(await sealer.open(stored, reader.pool)).toMatchObject({ name: { erased: true }, note: 'Ring inte hem' });
    expect([table.asked, reader.asked]).toEqual([[], ['open 3']]);
  });
});

describe('a file', () => {
  const bytes = Buffer.from('%PDF beslut om skyddad folkbokföring');
  const where = () => ({ ...place, personId: her, field: 'content' });

  it('is stored unreadable under its person’s key, and opens to the same bytes', async () => {
    const file = await sealer.sealFile(bytes, where());
    // No eight bytes of it: fewer may come about by chance.
    for (let at = 0; at + 8 <= bytes.length; at++) expect(file.sealed.includes(bytes.subarray(at, at + 8))).toBe(false);
    expect(file.keyId).toBe((await seal(told)).name.key);
    expect(await sealer.openFile(file, where())).toEqual(bytes);
    const again = await sealer.sealFile(bytes, where());
    expect(again.sealed.equals(file.sealed)).toBe(false); // the same file twice does not show that it is
    expect(await sealer.openFile(again, where())).toEqual(bytes);
  });
  it('of no bytes is a file', async () =>
    expect(await sealer.openFile(await sealer.sealFile(Buffer.alloc(0), where()), where())).toEqual(Buffer.alloc(0)));
  it('does not open at another place, under another key, or with a byte changed or missing', async () => {
    const file = await sealer.sealFile(bytes, where());
    await expect(sealer.openFile(file, { ...where(), eventId: randomUUID() })).rejects.toThrow();
    await expect(sealer.openFile(file, { ...where(), field: 'preview' })).rejects.toThrow();
    const other = await sealer.sealFile(bytes, { ...where(), personId: child });
    await expect(sealer.openFile({ ...file, keyId: other.keyId }, where())).rejects.toThrow();
    for (const at of [0, 11, 12, 30, file.sealed.length - 16, file.sealed.length - 1]) {
      const changed = Buffer.from(file.sealed);
      changed[at]! ^= 1;
      await expect(sealer.openFile({ ...file, sealed: changed }, where())).rejects.toThrow();
    }
    await expect(sealer.openFile({ ...file, sealed: file.sealed.subarray(0, -1) }, where())).rejects.toThrow();
  });
  it('does not open with a shortened tag, which would be easier to forge', async () => {
    const file = await sealer.sealFile(Buffer.alloc(0), where());
    await expect(sealer.openFile({ ...file, sealed: file.sealed.subarray(0, 16) }, where())).rejects.toThrow(/tag/i);
  });
  it('is gone when its key was destroyed, for whoever reads after that', async () => {
    const file = await sealer.sealFile(bytes, where());
    const earlier = new MemoryTable();
    earlier.rows = table.rows;
    destroy(file.keyId);
    expect(await sealer.openFile(file, where())).toBeNull();
    expect(await sealer.openFile(file, where(), earlier.pool)).toEqual(bytes); // a transaction that began before
  });
});
