import { publishWith, type StoredEvent } from '#libs/event-store';
import { isSealed, type ContractDefinition, type ContractEvent, type Field } from '#libs/shared-kernel';
import { rooms } from '../../src/app/rooms.js';
import { declaredContracts, declaredEvents, declaredPublishers } from './event-registry.js';
import { readGolden } from './golden.js';
import { sealedCopy } from './samples.js';

const types = (groups: readonly (typeof rooms.events)[number][]): string[] =>
  groups.flatMap((group) => Object.values(group).map(({ type }) => type)).sort();

const metadata = {
  agency: 'polisen-norrsken',
  agencyKind: 'police',
  unit: 'unit',
  staff: 'staff',
  duty: 'police-officer',
  record: '7d2f3a52-6b0e-4a52-9f0a-0d6c8a1b2c3d',
  case: '0b0f9c1e-54a7-4a86-8a8e-6a4a5e1d2f30',
  correlation: 'correlation',
  ground: 'consent',
};
const declared = await declaredEvents();
const contracts = new Map((await declaredContracts()).map(({ definition }) => [definition.type, definition]));

/** Every kept sample as it lies in the store: personal values sealed. */
const stored: StoredEvent[] = Object.entries(readGolden()).flatMap(([key, samples]) => {
  const [type = '', version] = key.split('@');
  const fields = declared.find(({ definition }) => definition.type === type)?.definition.fields ?? {};
  return samples.map((data, index) => ({
    id: `5f0d7c3e-1111-4222-8333-${String(index).padStart(12, '0')}`,
    stream: 'sample-1',
    revision: 1,
    position: '1',
    type,
    version: Number(version),
    data: sealedCopy(fields, data),
    metadata,
    occurredAt: new Date('2026-03-02T08:00:00Z'),
    recordedAt: new Date('2026-03-02T08:01:00Z'),
  }));
});

const fault = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

/** As what a fact may be told instead of what its contract says, by what it names: never as less than that. */
const NARROWER = new Set(['health', 'crime', 'location']);
/** Of a declared contract: itself, or the same fields with some of them told as of a narrower class. */
const isDeclared = (definition: ContractDefinition): boolean => {
  const declared = contracts.get(definition.type);
  const as = (cls: string, was: string | undefined) => cls === was || (was !== 'reference' && NARROWER.has(cls));
  return (
    declared !== undefined &&
    as(definition.rowClass, declared.rowClass) &&
    Object.keys(definition.fields).join() === Object.keys(declared.fields).join() &&
    Object.entries(definition.fields).every(([name, { schema, class: cls }]) => {
      const was = declared.fields[name];
      return schema === was?.schema && as(cls, was?.class);
    })
  );
};

/** What is wrong with a contract event, against its own declaration: the compiler sees types, not lengths, patterns and stray fields. */
const told = ({ definition, data }: ContractEvent): string[] => {
  const stray = Object.keys(data).filter((name) => data[name] !== undefined && !definition.fields[name]);
  const wrong = Object.entries(definition.fields)
    .filter(([name, field]) => !fits(field, data[name]))
    .map(([name]) => name);
  const unknown = isDeclared(definition) ? [] : ['is declared in no contract'];
  return [...stray.map((name) => `tells ${name}, which has no class`), ...wrong.map((name) => `${name} does not fit`), ...unknown].map(
    (what) => `${definition.type}: ${what}`,
  );
};
const fits = (field: Field<unknown>, value: unknown): boolean => isSealed(value) || fault(() => field.schema.parse(value)).length === 0;

describe('the wired rooms', () => {
  it('hand over every event that is declared, once', () =>
    expect(types(rooms.events)).toEqual(declared.map(({ definition }) => definition.type).sort()));

  it('hand over every disclosure.ts', async () => {
    const sources = await declaredPublishers();
    expect(types(rooms.publishers.map(({ events }) => events))).toEqual(types(sources.map(({ events }) => events)));
  });

  it('give each projection and table a single owner', () => {
    const names = rooms.projections.map(({ name }) => name);
    const tables = rooms.projections.flatMap((projection) => projection.tables);
    expect([new Set(names).size, new Set(tables).size]).toEqual([names.length, tables.length]);
  });

  it.each(rooms.projections.map((projection) => [projection.name, projection] as const))(
    '%s reads every event that was ever stored, into its own tables',
    (_, projection) => {
      const faults = stored.flatMap((event) =>
        fault(() => {
          for (const { table } of projection.project(event)) if (!projection.tables.includes(table)) throw new Error(`writes ${table}`);
        }).map((message) => `${event.type}: ${message}`),
      );
      expect([...new Set(faults)]).toEqual([]);
    },
  );

  it('tell peers what the contract says, and nothing more', () => {
    const publish = publishWith(rooms.publishers);
    expect(stored.length).toBeGreaterThan(50);
    expect([...new Set(stored.flatMap((event) => publish(event).flatMap(told)))]).toEqual([]);
  });

  it('would be caught telling more, or as of a wider class (negative controls)', () => {
    const definition = [...contracts.values()][0]!;
    const wider = { ...contracts.get('social-services.SupportPlanned')!, rowClass: 'plan' as const };
    expect(told({ definition: wider, thingId: '', personId: null, data: {} })).toContain(`${wider.type}: is declared in no contract`);
    const data = { note: 'Hon bor hos sin syster' };
    expect(told({ definition, thingId: '', personId: null, data })).toContain(`${definition.type}: tells note, which has no class`);
  });
});
