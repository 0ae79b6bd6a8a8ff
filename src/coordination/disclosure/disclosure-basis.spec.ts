import fc from 'fast-check';
import { FIELD_CLASSES, type FieldClass } from '#libs/shared-kernel';
import { fromCopied, toCopied } from './copied-content.events.js';
import { REVEALING, selectContent } from './disclosure-basis.js';

const [anna, lisa, carl] = ['a', 'b', 'c'].map((one) => `0d8f0a1e-0000-4000-8000-00000000000${one}`);
type People = Parameters<typeof selectContent>[1];
const person = (personId: string, shielded = false): People[number] => ({
  personId,
  shielded,
  fields: {
    name: { class: 'identity', value: `name-${personId}` },
    phone: { class: 'contact', value: `phone-${personId}` },
    address: { class: 'location', value: `address-${personId}` },
  },
});
const entryId = (n: number) => `0c8f0a1e-0000-4000-8000-00000000000${n}`;
const entry = (n: number, cls: FieldClass, personId: string | null) => ({
  entryId: entryId(n),
  type: 'police.Told',
  class: cls,
  thing: 'report',
  thingId: entryId(n),
  personId,
  occurredAt: new Date('2026-03-01'),
  fields: Object.fromEntries(FIELD_CLASSES.map((one) => [`${one}-field`, { class: one, value: `${one}-${n}` }])),
});
const people = [person(anna), person(lisa), person(carl)];
const entries = [entry(1, 'risk', anna), entry(2, 'risk', carl), entry(3, 'child', lisa), entry(4, 'support', null)];
const select = (classes: FieldClass[], personIds = [anna], persons = people, items?: string[]) =>
  selectContent({ classes, personIds, ...(items ? { items } : {}) }, persons, entries);

describe('what a disclosure takes along', () => {
  it('is the chosen classes of the chosen persons', () => {
    const { content, items } = select(['identity', 'risk']);
    expect(content.persons).toEqual({ identity: { [anna]: { name: `name-${anna}` } }, contact: {}, location: {} });
    expect(items).toEqual([entryId(1)]);
    expect(Object.keys(content.entries).sort()).toEqual(['identity', 'reference', 'risk']);
  });
  it('leaves entries about whom nobody chose, whatever their class', () => {
    expect(select([...FIELD_CLASSES]).items).toEqual([entryId(1), entryId(4)]);
    expect(select([...FIELD_CLASSES], [anna, carl]).items).toContain(entryId(2));
  });
  it('says nothing of what has been erased, not even that there is nothing', () => {
    const erased = (cls: FieldClass) => ({ class: cls, value: { erased: true as const } });
    const nameless = { ...person(anna), fields: { name: erased('identity') } };
    const gone = { ...entry(1, 'risk', anna), fields: { level: erased('risk'), kind: { class: 'reference' as const, value: 'x' } } };
    const { content } = selectContent({ classes: ['identity', 'risk'], personIds: [anna] }, [nameless], [gone]);
    expect(content.persons.identity).toEqual({});
    expect(Object.keys(content.entries)).toEqual(['reference']);
  });

  it('takes only the entries that were chosen one by one', () =>
    expect(select(['risk', 'support'], [anna], people, [entryId(4)]).items).toEqual([entryId(4)]));

  it('never shows where a protected person is, or how she is reached, though it was asked for', () => {
    const { content, withheldForProtection } = select([...FIELD_CLASSES], [anna], [person(anna, true), person(carl)]);
    expect(withheldForProtection).toEqual(['contact', 'location']);
    expect(JSON.stringify(content)).not.toMatch(/phone|address|location-|contact-/);
    // Negative control: without the protection both are there.
    expect(JSON.stringify(select([...FIELD_CLASSES]).content)).toMatch(/phone-.*address-.*contact-1.*location-1/);
  });
  it('takes the days on which she is met along with the rest, until somebody in the record is protected', () => {
    const plan = {
      ...entry(1, 'plan', anna),
      fields: { next: { class: 'plan' as const, value: '2026-06-01' }, agreedOn: { class: 'plan' as const, value: '2026-03-01' } },
    };
    const taken = (shielded: boolean) =>
      selectContent({ classes: ['plan'], personIds: [anna] }, [person(anna), person(lisa, shielded)], [plan]).content.entries.plan![0]!
        .fields;
    expect([taken(true), taken(false)]).toEqual([{ agreedOn: '2026-03-01' }, { agreedOn: '2026-03-01', next: '2026-06-01' }]);
  });
  it('closes for everyone when anyone in the record is protected: an address shared with her gives hers away', () =>
    expect(select(['location'], [anna], [person(anna), person(lisa, true)]).content).toEqual({
      persons: { identity: {}, contact: {}, location: {} },
      entries: {},
    }));

  it('never holds a class that was not chosen, nor a person, nor what reveals the protected', () =>
    fc.assert(
      fc.property(fc.subarray([...FIELD_CLASSES]), fc.subarray([anna, lisa, carl]), fc.boolean(), (classes, personIds, shielded) => {
        const { content } = select(classes, personIds, [person(anna, shielded), person(lisa), person(carl)]);
        const open = classes.filter((cls) => !shielded || !REVEALING.includes(cls));
        const shown = [
          ...Object.keys(content.entries),
          ...Object.entries(content.persons).flatMap(([cls, of]) => (Object.keys(of).length > 0 ? [cls] : [])),
        ];
        const persons = Object.values(content.persons).flatMap((of) => Object.keys(of));
        return (
          shown.every((cls) => cls === 'reference' || open.includes(cls as FieldClass)) && persons.every((one) => personIds.includes(one))
        );
      }),
    ));

  it('is the same before and after the event', () => {
    const { content } = select([...FIELD_CLASSES], [anna, lisa]);
    expect(fromCopied(toCopied(content))).toEqual(content);
  });
  it('loses what was erased in between, and nothing else', () => {
    const copied = toCopied(select(['identity', 'risk'], [anna, lisa]).content);
    const { persons, entries: left } = fromCopied({
      ...copied,
      personIdentity: { ...copied.personIdentity, [anna]: { erased: true } },
      contentRisk: { ...copied.contentRisk, [anna]: { erased: true } },
    });
    expect(persons.identity).toEqual({ [lisa]: { name: `name-${lisa}` } });
    expect(left.risk?.some(({ personId }) => personId === anna) ?? false).toBe(false);
    expect(left.identity).toEqual(expect.any(Array));
  });
});
