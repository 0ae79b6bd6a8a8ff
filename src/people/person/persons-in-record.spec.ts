import type { EventStore } from '#libs/event-store';
import { Problem } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { PersonsInRecord } from './persons-in-record.js';

const [record, other, anna, stranger] = [1, 2, 3, 4].map((number) => `0a8f0a1e-0000-4000-8000-00000000000${number}`) as [
  string,
  string,
  string,
  string,
];
const stream = `person-${derivedId('person', record, anna)}`;
const store = { readStream: async (name: string) => (name === stream ? [{}] : []) } as unknown as EventStore;
const persons = new PersonsInRecord(store);
const pathsRefused = async (recordId: string, ...personIds: string[]): Promise<unknown> =>
  persons
    .requires(
      recordId,
      personIds.map((personId, index) => ({ path: `lines.${index}.personId`, personId })),
    )
    .then(
      () => [],
      (error: unknown) => (error instanceof Problem ? error.extra.fields?.map(({ path }) => path) : error),
    );

describe('persons in a record', () => {
  it('lets through whoever is registered in it (control)', async () => expect(await pathsRefused(record, anna, anna)).toEqual([]));
  it('refuses a stranger, at the very field', async () =>
    expect(await pathsRefused(record, anna, stranger, stranger)).toEqual(['lines.1.personId', 'lines.2.personId']));
  it('refuses whoever is registered in another record only', async () =>
    expect(await pathsRefused(other, anna)).toEqual(['lines.0.personId']));
});
