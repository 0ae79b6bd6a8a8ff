import { stepInput, type OwnProceeding } from '#libs/proceeding';
import { policeRoom } from '#src/agencies/police/index';
import { prosecutionRoom } from '#src/agencies/prosecution/index';
import { programmeParts } from '#src/coordination/programme/index';
import { Proceedings } from './own-proceedings.js';
import { proceedingProjection } from './proceeding.projection.js';

const all: readonly (readonly [string, OwnProceeding])[] = [policeRoom, prosecutionRoom, programmeParts]
  .flatMap(({ proceedings }) => proceedings ?? [])
  .map((one) => [one.table.name, one]);
const id = (number: number): string => `0d8f0a1e-0000-4000-8000-00000000000${number}`;

describe('the tables of the proceedings', () => {
  it('each have a name of their own', () => {
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    expect(() => new Proceedings([all[0]![1], all[0]![1]])).toThrow('one name');
  });

  it.each(all)('%s: steps lead between statuses that it has, by facts that it has, each to an event of its own', (_, { table }) => {
    const { steps, statuses, facts, events } = table;
    const known = Object.keys(statuses);
    for (const { from = [], to, asks, may = [], clears = [] } of Object.values(steps)) {
      expect(known).toEqual(expect.arrayContaining([...from, to]));
      expect(Object.keys(facts)).toEqual(expect.arrayContaining(['on', ...asks, ...may, ...clears]));
    }
    expect(
      Object.values(steps)
        .map(({ event }) => event)
        .sort(),
    ).toEqual(Object.keys(events).sort());
  });
  it.each(all)('%s: the first step gives all that stands ever after, and none takes it away', (_, { table }) => {
    const always = Object.entries(table.facts).flatMap(([name, fact]) => (fact.always ? [name] : []));
    const steps = Object.values(table.steps);
    const first = steps.filter(({ from }) => from === undefined).map(({ asks }) => ['on', ...asks]);
    expect(first.map((asked) => always.filter((name) => !asked.includes(name)))).toEqual(first.map(() => []));
    expect(steps.flatMap(({ clears = [] }) => clears).filter((name) => always.includes(name))).toEqual([]);
  });
  it.each(all)('%s: every status can be reached', (_, { table }) => {
    const reached = new Set<string>();
    for (let before = -1; before < reached.size;) {
      before = reached.size;
      for (const { from, to } of Object.values(table.steps)) if (from?.some((one) => reached.has(one)) ?? true) reached.add(to);
    }
    // The chain has words for what others are told too.
    const own = Object.values(table.steps).flatMap(({ from = [], to }) => [...from, to]);
    expect([...reached].sort()).toEqual([...new Set(own)].sort());
  });
  it.each(all)('%s: what a client sends is checked step by step', (_, { table }) => {
    const [[name, first]] = Object.entries(table.steps) as [[string, (typeof table.steps)[string]]];
    const facts = Object.fromEntries(
      first.asks.map((fact) => [fact, table.facts[fact]!.names ? Object.keys(table.facts[fact]!.names)[0] : '2026-03-02']),
    );
    const sent = { step: name, on: '2026-03-02', recordId: id(1), caseId: id(2), personId: id(3), ...facts };
    const input = stepInput(table);
    expect(input.safeParse(sent).success).toBe(true);
    for (const wrong of [
      { ...sent, step: 'nothing' },
      { ...sent, on: 'yesterday' },
      { ...sent, recordId: undefined },
      { ...sent, extra: 1 },
    ])
      expect(input.safeParse(wrong).success).toBe(false);
  });
});

describe('the view of proceedings', () => {
  const [, { table }] = all.find(([name]) => name === 'contact-ban')!;
  const projection = proceedingProjection([table]);
  const stored = {
    id: id(7),
    type: 'prosecution.ContactBanIssued',
    version: 1,
    data: {
      ...{ proceedingId: id(1), ownerAgency: 'aklagare-norrbotten', recordId: id(2), caseId: id(3), personId: id(4) },
      ...{ on: '2026-03-02', kind: 'ordinary', until: '2027-03-02' },
    },
    metadata: { staff: 'erik' },
    occurredAt: new Date('2026-03-02T10:00:00Z'),
    recordedAt: new Date('2026-03-02T10:00:00Z'),
    stream: `contact-ban-${id(1)}`,
    revision: 1,
    position: '1',
  };
  it('has a row for each, with its facts', () =>
    expect(projection.project(stored)).toMatchObject([
      {
        op: 'put',
        key: { proceeding_id: id(1) },
        row: {
          proceeding: 'contact-ban',
          status: 'in-force',
          facts: { on: '2026-03-02', kind: 'ordinary', until: '2027-03-02' },
          note: undefined,
        },
      },
    ]));
  it('knows nothing of other events', () => expect(projection.project({ ...stored, type: 'police.ReportRegistered' })).toEqual([]));
});
