import { z } from 'zod';
import { Codec } from '#libs/event-store';
import { defineEvent, open, sealed, type EventDefinition, type Field, type FieldClass } from '#libs/shared-kernel';
import { contractFaults, eventFaults } from './data-classes.js';
import { declaredContracts, declaredEvents } from './event-registry.js';
import { keyOf, readGolden, withMissing, type Golden } from './golden.js';

const events = await declaredEvents();
const contracts = await declaredContracts();
const twice = (types: readonly string[]): string[] => types.filter((type, index) => types.indexOf(type) !== index);

/** What is wrong with the kept samples, seen from the definitions of today. */
const goldenFaults = (golden: Golden, definitions: readonly EventDefinition[]): string[] => {
  const codec = new Codec(Object.fromEntries(definitions.map((definition) => [definition.type, definition])));
  const missing = definitions.flatMap(({ type, version }) =>
    Array.from({ length: version }, (_, index) => keyOf({ type, version: index + 1 })).filter((key) => !golden[key]?.length),
  );
  const unreadable = Object.entries(golden).flatMap(([key, samples]) => {
    const [type = '', version] = key.split('@');
    return samples.flatMap((data, index) => {
      try {
        const lifted = codec.decode({ ...STORED, type, version: Number(version), data });
        codec.validate(lifted.event);
        return [];
      } catch (error) {
        return [`${key} sample ${index}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
  });
  return [...missing.map((key) => `${key} has no kept sample: run npm run docs`), ...unreadable];
};
const STORED = { id: '', stream: '', revision: 1, position: '1', metadata: {}, occurredAt: new Date(0), recordedAt: new Date(0) };

describe('every stored event', () => {
  it('is declared once', () => {
    expect(events.length).toBeGreaterThan(20);
    expect(twice(events.map(({ definition }) => definition.type))).toEqual([]);
  });
  it('is named after its room', () =>
    expect(
      events
        .filter(({ file, definition }) => !file.split('/').includes(definition.type.split('.')[0]!))
        .map(({ definition }) => definition.type),
    ).toEqual([]));
  it('has a class on each field, seals what is personal, and keeps no free text in clear', () =>
    expect(events.flatMap(({ definition }) => eventFaults(definition))).toEqual([]));
  it('still reads, in each version that was ever stored', () =>
    expect(
      goldenFaults(
        readGolden(),
        events.map(({ definition }) => definition),
      ),
    ).toEqual([]));
});

describe('every contract event', () => {
  it('is declared once', () => expect(twice(contracts.map(({ definition }) => definition.type))).toEqual([]));
  it('has a class on each field, and no free text', () =>
    expect(contracts.flatMap(({ definition }) => contractFaults(definition))).toEqual([]));
});

describe('the checks themselves', () => {
  const id = z.uuid();
  const text = z.string();
  const anEvent = (fields: EventDefinition['fields']): string[] => eventFaults({ type: 'police.Sinful', version: 1, fields });
  const noClass = (field: Field<unknown>): Field<unknown> => ({ ...field, class: undefined as unknown as FieldClass });

  it.each([
    ['a name in clear', { name: open('identity', text) }],
    ['a personal number in clear, by its pattern', { personNumber: open('identity', z.string().regex(/^\d{12}$/)) }],
    ['a name inside a list', { persons: open('identity', z.array(z.strictObject({ personId: id, name: text }))) }],
    ['an address in one of several shapes', { place: open('location', z.union([id, z.strictObject({ address: text })])) }],
    ['a sentence under another name', { observation: open('crime', text) }],
    ['anything at all', { extra: open('reference', z.unknown()) }],
    ['a map of sentences', { byPerson: open('crime', z.record(id, text)) }],
    ['free text in clear, however short', { mark: open('free-text', z.enum(['a', 'b'])) }],
    ['a field without class', { personId: noClass(open('reference', id)) }],
    ['a subject that is missing', { address: sealed('location', text, 'personId') }],
    ['a subject that may be left out', { personId: open('reference', id.optional()), address: sealed('location', text, 'personId') }],
    ['free text under one person’s key', { personId: open('reference', id), note: sealed('free-text', text, 'personId') }],
  ])('find %s', (_, fields) => expect(anEvent(fields)).toHaveLength(1));

  it('find nothing wrong with what is right', () =>
    expect(
      anEvent({
        personId: open('reference', id),
        kind: open('reference', text),
        dueOn: open('plan', z.iso.date().optional()),
        name: sealed('identity', text, 'personId'),
        note: sealed('free-text', text.optional()),
      }),
    ).toEqual([]));

  it.each([
    ['free text in a contract, even sealed', 'crime', { note: sealed('free-text', text) }],
    ['a sentence in a contract', 'crime', { observation: open('crime', text) }],
    ['a row that opens for free text', 'free-text', {}],
  ] as const)('find %s', (_, rowClass, fields) =>
    expect(contractFaults({ type: 'police.Told', version: 1, rowClass, thing: 'report', fields })).toHaveLength(1),
  );

  describe('on a kept sample', () => {
    const first = defineEvent('police.Kept', 1, {
      grade: open('crime', z.enum(['minor', 'gross'])),
      at: open('reference', z.iso.date().optional()),
    });
    const kept = withMissing({}, [first]);

    it('reads what it wrote', () => expect(goldenFaults(kept, [first])).toEqual([]));
    it('miss a new event', () => expect(goldenFaults({}, [first])).toHaveLength(1));
    it('miss an event that disappeared', () => expect(goldenFaults(kept, [])).not.toEqual([]));
    it('find a renamed field', () =>
      expect(goldenFaults(kept, [defineEvent('police.Kept', 1, { degree: first.fields.grade, at: first.fields.at })])).not.toEqual([]));
    it('find an enumeration that lost a value', () =>
      expect(goldenFaults(kept, [defineEvent('police.Kept', 1, { ...first.fields, grade: open('crime', z.enum(['gross'])) })])).not.toEqual(
        [],
      ));
    it('find an optional field that became required', () =>
      expect(goldenFaults(kept, [defineEvent('police.Kept', 1, { ...first.fields, at: open('reference', z.iso.date()) })])).not.toEqual(
        [],
      ));
    it('find a new version that cannot lift the old one', () =>
      expect(goldenFaults(withMissing(kept, [{ ...first, version: 2 }]), [{ ...first, version: 2 }])).not.toEqual([]));
    it('read an old version through its upcast', () => {
      const second = defineEvent(
        'police.Kept',
        2,
        { ...first.fields, urgent: open('crime', z.boolean()) },
        { 1: (data) => ({ ...data, urgent: false }) },
      );
      expect(goldenFaults(withMissing(kept, [second]), [second])).toEqual([]);
    });
  });
});
