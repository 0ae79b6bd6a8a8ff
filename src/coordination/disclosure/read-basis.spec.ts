import type { FieldClass } from '#libs/shared-kernel';
import type { ReadTransaction } from '#src/access/index';
import { readBasis, type BasisRequest } from './disclosure-basis.js';

const [anna, lisa] = ['a', 'b'].map((one) => `0d8f0a1e-0000-4000-8000-00000000000${one}`) as [string, string];
const place = { agencyId: 'boden', recordId: 'r', caseId: 'k' };
const fields = {
  name: { class: 'identity' as const, value: 'sealed-name' },
  phone: { class: 'contact' as const, value: 'sealed-phone' },
  health: { class: 'health' as const, value: 'sealed-health' },
};
const person = (personId: string, protection = 'none', role = 'exposed') => ({
  personId,
  protection,
  mark: protection,
  shielded: protection !== 'none',
  role,
  minor: personId === lisa,
  fields,
});
const entry = (entryId: string, recordedAt: string) => ({
  ...{ entryId, type: 't', class: 'health' as const, thing: 'x', thingId: entryId, personId: anna, fields },
  ...{ occurredAt: new Date('2026-03-01'), recordedAt: new Date(recordedAt) },
});

interface Asked {
  readonly door: string;
  readonly subject: string;
  readonly selection: unknown;
}
/** A door that gives what it is told to, and remembers what was asked, opened and noted. */
const doorWith = (
  people: readonly object[],
  entries: readonly object[],
  files: readonly object[] = [],
  suspects: readonly string[] = [],
) => {
  const asked: Asked[] = [];
  const opened: unknown[] = [];
  const noted: unknown[] = [];
  const tx = {
    context: { actor: { agencyId: 'boden' }, now: new Date('2026-03-02T10:00:00Z') },
    one: async (door: { name: string }, subject: string, where: unknown) => void asked.push({ door: door.name, subject, selection: where }),
    find: async (door: { name: string }, subject: string, selection: unknown) => {
      asked.push({ door: door.name, subject, selection });
      return { Person: people, ChainEntry: entries, Attachment: files }[subject];
    },
    open: async (value: unknown) => {
      opened.push(value);
      return value;
    },
    sql: async () => suspects.map((id) => ({ id })),
    note: (shown: unknown) => void noted.push(shown),
  } as unknown as ReadTransaction;
  return { tx, asked, opened, noted };
};
const request = (classes: readonly FieldClass[], more: Partial<BasisRequest> = {}): BasisRequest => ({
  place,
  classes,
  personIds: [anna],
  ...more,
});

describe('what a disclosure rests on, read through the door', () => {
  const entries = [entry('e1', '2026-03-01'), entry('e2', '2026-03-05')];

  it('is the answer alone where the ground opens a question: neither what is done for her nor where she lives is even read', async () => {
    const answer = { disclosureId: lisa, personId: anna, inShelter: true };
    const home = { ...person(anna), fields: { ...fields, address: { class: 'location' as const, value: 'sealed-address' } } };
    const shelter = { ...entry('e3', '2026-03-05'), class: 'location' as const };
    const read = async (who: object, more: Partial<BasisRequest>) => {
      const { tx, opened } = doorWith([who], [...entries, shelter]);
      const { content, items } = await readBasis(tx, request(['reference', 'identity', 'location', 'health'], more));
      return { content, items, opened: JSON.stringify(opened) };
    };
    const control = await read(home, {});
    expect([control.items, control.opened.includes('sealed-address')]).toEqual([['e1', 'e2', 'e3'], true]);
    const { content, items, opened } = await read(home, { answer });
    expect([items, opened.includes('sealed-address'), opened.includes('sealed-health')]).toEqual([[], false, false]);
    expect(content.persons).toEqual({ identity: { [anna]: { name: 'sealed-name' } }, contact: {}, location: {} });
    expect(content.entries).toEqual({
      location: [expect.objectContaining({ personId: anna, thing: 'answer', thingId: lisa, fields: { inShelter: true } })],
    });
    // Not yet answered, and of somebody protected, there is nothing to give.
    expect((await read(home, { answer: { ...answer, inShelter: null } })).content.entries).toEqual({});
    expect((await read(person(anna, 'secrecy-mark'), { answer })).content.entries).toEqual({});
  });

  it('is without the persons’ own fields where it is standing: they are not even opened', async () => {
    const read = async (more: Partial<BasisRequest>) => {
      const { tx, opened } = doorWith([person(anna)], entries);
      const { content, persons } = await readBasis(tx, request(['identity', 'health'], more));
      return [
        Object.keys(content.persons.identity),
        content.entries.health?.length,
        persons.length,
        JSON.stringify(opened).includes('"mark"'),
      ];
    };
    expect(await read({})).toEqual([[anna], 2, 1, true]); // control
    expect(await read({ withoutOwnFields: true })).toEqual([[], 2, 1, false]);
  });

  it('is of the persons the named fields alone where the ground names them: the rest is not even opened', async () => {
    const places = {
      address: { class: 'location' as const, value: 'sealed-address' },
      school: { class: 'location' as const, value: 'sealed-school' },
    };
    const read = async (more: Partial<BasisRequest>) => {
      const { tx, opened } = doorWith([{ ...person(anna), fields: { ...fields, ...places } }], entries);
      const { content } = await readBasis(tx, request(['identity', 'location', 'health'], more));
      return [content.persons, JSON.stringify(opened).includes('sealed-school'), content.entries.health?.length];
    };
    const own = (location: object) => ({ identity: { [anna]: { name: 'sealed-name' } }, contact: {}, location: { [anna]: location } });
    const all = [own({ address: 'sealed-address', school: 'sealed-school' }), true, 2];
    expect([await read({}), await read({ personFields: null })]).toEqual([all, all]); // controls
    expect(await read({ personFields: ['name', 'address'] })).toEqual([own({ address: 'sealed-address' }), false, 2]);
  });

  it('asks for the own agency’s record first, and for its rows alone', async () => {
    const { tx, asked } = doorWith([person(anna)], entries);
    await readBasis(tx, request(['identity', 'health']));
    const where = { recordId: 'r', caseId: 'k', ownerAgency: 'boden' };
    expect(asked).toEqual([
      { door: 'RecordRow', subject: 'Record', selection: where },
      { door: 'PersonRow', subject: 'Person', selection: { where } },
      { door: 'OwnChainEntryRow', subject: 'ChainEntry', selection: { where, order: { position: 'ASC' }, limit: 5000 } },
    ]);
  });
  it('takes only facts recorded from the moment that was asked for, that moment too', async () => {
    const { tx } = doorWith([person(anna)], entries);
    expect((await readBasis(tx, request(['health'], { factsFrom: new Date('2026-03-05') }))).items).toEqual(['e2']);
    expect((await readBasis(tx, request(['health']))).items).toEqual(['e1', 'e2']);
  });
  it('opens nothing of a class that was not chosen, nor what reveals somebody protected', async () => {
    const { tx, opened } = doorWith([person(anna)], entries);
    await readBasis(tx, request(['identity']));
    expect(JSON.stringify(opened)).toMatch(/sealed-name/);
    expect(JSON.stringify(opened)).not.toMatch(/sealed-phone|sealed-health/);
    const guarded = doorWith([person(anna), person(lisa, 'secrecy-mark')], entries);
    const basis = await readBasis(guarded.tx, request(['identity', 'contact']));
    expect(JSON.stringify(guarded.opened)).not.toMatch(/sealed-phone/);
    expect(basis.withheldForProtection).toEqual(['contact']);
    // Control: without the protection it is opened.
    const open = doorWith([person(anna)], entries);
    await readBasis(open.tx, request(['contact']));
    expect(JSON.stringify(open.opened)).toMatch(/sealed-phone/);
  });
  it('keeps what tells only that a row is there', async () => {
    const reference = { ...entry('e3', '2026-03-01'), fields: { when: { class: 'reference' as const, value: 'seen' } } };
    const { tx, opened } = doorWith([person(anna)], [reference]);
    await readBasis(tx, request(['health']));
    expect(JSON.stringify(opened)).toMatch(/seen/);
  });
  it('tells the trail exactly what would cross', async () => {
    const { tx, noted } = doorWith([person(anna)], entries);
    await readBasis(tx, request(['identity', 'health']));
    expect(noted).toEqual([{ hits: ['e1', 'e2'], persons: [anna], owners: ['boden'], classes: ['identity', 'identity', 'health'] }]);
    const nothing = doorWith([person(anna)], []);
    await readBasis(nothing.tx, request(['health']));
    expect(nothing.noted).toEqual([{ hits: [], persons: [anna], owners: ['boden'], classes: [] }]);
  });
  it('tells of the chosen persons who is a child, whose say yields, and who is protected', async () => {
    const people = [person(anna), person(lisa, 'secrecy-mark'), person('him', 'none', 'violence-user')];
    const { persons } = await readBasis(doorWith(people, []).tx, request(['identity'], { personIds: [lisa, anna] }));
    expect(persons).toEqual([
      { personId: anna, minor: false, under21: false, protected: false },
      { personId: lisa, minor: true, guardians: [], parents: [], protected: true },
    ]);
    const unprotected = [person(anna), person(lisa, 'none', 'child'), person('him', 'none', 'violence-user')];
    expect((await readBasis(doorWith(unprotected, []).tx, request(['identity'], { personIds: [lisa] }))).persons).toEqual([
      { personId: lisa, minor: true, guardians: [anna], parents: [anna], protected: false },
    ]);
  });
  it('lets nobody speak for a child whom another record of the case suspects', async () => {
    const people = [person(anna), person(lisa, 'none', 'child'), person('him', 'none', 'relative')];
    const guardians = async (suspects: readonly string[]) =>
      (await readBasis(doorWith(people, [], [], suspects).tx, request(['identity'], { personIds: [lisa] }))).persons[0]?.guardians;
    expect(await guardians([])).toEqual([anna, 'him']); // the control
    expect(await guardians(['him'])).toEqual([anna]);
  });
  it('judges age by the number, which is opened for that alone, and never by what was ticked', async () => {
    const numbered = (one: object, number: string) => ({
      ...one,
      fields: { ...fields, personNumber: { class: 'identity' as const, value: number } },
    });
    // Sixteen and registered as exposed; eighteen today and registered as a child once.
    const people = [numbered(person(anna), '201001152384'), numbered(person(lisa, 'none', 'child'), '200803022386')];
    const { persons, content } = await readBasis(doorWith(people, []).tx, request(['health'], { personIds: [anna, lisa] }));
    expect(persons.map(({ personId, minor }) => [personId, minor])).toEqual([
      [anna, true],
      [lisa, false],
    ]);
    expect(JSON.stringify(content)).not.toContain('20100115');
    const dayBefore = [numbered(person(lisa, 'none', 'child'), '200803032385')];
    expect((await readBasis(doorWith(dayBefore, []).tx, request(['health'], { personIds: [lisa] }))).persons[0]).toMatchObject({
      minor: true,
    });
  });
  it('knows nothing of whoever does not stand in the record, and lets nothing be judged of them', async () => {
    const gone = readBasis(doorWith([person(anna)], entries).tx, request(['health'], { personIds: [anna, lisa] }));
    await expect(gone).rejects.toMatchObject({ status: 404 });
  });

  const file = (attachmentId: string, about: FieldClass) => ({
    ...{ attachmentId, contentId: `content-${attachmentId}`, personId: anna, about, kind: 'certificate', mediaType: 'application/pdf' },
    ...{ extension: 'pdf', size: 1, name: `name-${attachmentId}`, keptAt: new Date('2026-03-01'), retractedAt: null },
  });
  const ofFiles = ({ asked }: ReturnType<typeof doorWith>) => asked.filter(({ subject }) => subject === 'Attachment');

  it('looks at no file where none is asked for', async () => {
    const door = doorWith([person(anna)], entries, [file('f1', 'health')]);
    const { files } = await readBasis(door.tx, request(['health']));
    expect([ofFiles(door), files]).toEqual([[], { going: [], staying: [], names: {} }]);
  });
  it('reads the record’s own files, the oldest first, and tells the trail of each whose name was seen', async () => {
    const door = doorWith([person(anna)], entries, [file('f1', 'health'), file('f2', 'risk')]);
    const { files } = await readBasis(door.tx, request(['health'], { files: ['f1'] }));
    const where = { recordId: 'r', caseId: 'k', ownerAgency: 'boden' };
    expect(ofFiles(door)).toEqual([{ door: 'AttachmentRow', subject: 'Attachment', selection: { where, order: { keptAt: 'ASC' } } }]);
    expect(files.going.map(({ attachmentId }) => attachmentId)).toEqual(['f1']);
    expect(files.staying).toEqual([expect.objectContaining({ attachmentId: 'f2', because: 'not-chosen' })]);
    expect(door.noted[0]).toEqual({ hits: ['f1', 'f2'], persons: [anna, anna], classes: ['free-text', 'health'] });
    const none = doorWith([person(anna)], entries);
    await readBasis(none.tx, request(['health'], { files: [] }));
    expect(none.noted[0]).toEqual({ hits: [], persons: [], classes: [] });
  });
  it('keeps a file that reveals where somebody protected is', async () => {
    const asked = request(['contact'], { files: ['f1'] });
    const because = async (protection: string) =>
      (await readBasis(doorWith([person(anna, protection)], [], [file('f1', 'contact')]).tx, asked)).files.staying.map(
        (one) => one.because,
      );
    expect([await because('protected-registration'), await because('none')]).toEqual([['protected'], []]);
  });
});
