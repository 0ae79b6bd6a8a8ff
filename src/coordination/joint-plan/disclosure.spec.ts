import type { AgencyKind } from '#libs/shared-kernel';
import { agreedLines, linesOfPlan } from '../contract/index.js';
import { planPublisher } from './disclosure.js';
import type { PlanEvent } from './plan.events.js';
import { agreed, closed, drafted, ids, line, revised } from './plan.examples.js';

const followedUp: PlanEvent = {
  type: 'coordination.PlanFollowedUp',
  data: { planId: ids.plan, personId: ids.exposed, on: '2026-05-01', next: '2026-08-01', goals: [], note: 'KANARIE' },
};
const told = (event: PlanEvent) => planPublisher.publish(event);

describe('what leaves of a joint plan', () => {
  it.each([agreed, followedUp, closed])('says whom it is about, so that a grant about somebody else does not show it: $type', (event) =>
    expect(told(event).map(({ personId, thingId }) => ({ personId, thingId }))).toEqual([{ personId: ids.exposed, thingId: ids.plan }]),
  );
  it('holds nothing but what the contract names, and no words', () =>
    expect([followedUp, closed].flatMap(told).map(({ data }) => data)).toEqual([
      { planId: ids.plan, on: '2026-05-01', next: '2026-08-01' },
      { planId: ids.plan, reason: 'goals-reached', closedOn: '2026-09-01' },
    ]));
  it('tells of sheltered housing as where she is, apart from the rest', () => {
    const shelter = { ...line, lineId: ids.other, kind: 'shelter-placement', responsibleFunction: 'jouren' };
    const [plan] = told({ ...agreed, data: { ...agreed.data, lines: [line, shelter] } } as PlanEvent);
    const byClass = (cls: string): string =>
      JSON.stringify(Object.entries(plan!.data).filter(([name]) => plan!.definition.fields[name]?.class === cls));
    expect([byClass('plan').includes('jouren'), byClass('plan').includes('boden-vald')]).toEqual([false, true]);
    expect(byClass('location')).toContain('jouren');
    expect(agreedLines(plan!.data)).toHaveLength(2);
    expect(told(agreed)[0]!.data).not.toHaveProperty('shelterLines');
  });
  it('tells what a shelter is to do as where she is, whatever it is', () => {
    const byShelter = { ...line, lineId: ids.other, responsibleFunction: 'jouren', responsibleKind: 'civil-society' };
    const [plan] = told({ ...agreed, data: { ...agreed.data, lines: [line, byShelter] } } as PlanEvent);
    const lineIds = (name: string) => (plan!.data[name] as { lineId: string }[]).map(({ lineId }) => lineId);
    expect([lineIds('lines'), lineIds('shelterLines')]).toEqual([[ids.line], [ids.other]]);
    expect(JSON.stringify(plan!.data)).not.toContain('civil-society');
  });
  it('takes for a shelter’s what was saved without whose it is, where the catalogue lets it be one', () => {
    const { responsibleKind: _, ...saved } = line;
    const lines = [saved, { ...saved, lineId: ids.other, kind: 'treatment' }, { ...saved, lineId: ids.measure, kind: 'no-longer-there' }];
    const [plan] = told({ ...agreed, data: { ...agreed.data, lines } } as PlanEvent);
    const lineIds = (name: string) => (plan!.data[name] as { lineId: string }[]).map(({ lineId }) => lineId);
    expect([lineIds('lines'), lineIds('healthLines'), lineIds('shelterLines')]).toEqual([[], [ids.other], [ids.line, ids.measure]]);
  });
  it('tells of treatment as health and of an investigation as crime, and of what the catalogue no longer has as where she is', () => {
    const kinds = ['counselling', 'treatment', 'police-investigation', 'relocation', 'no-longer-there'];
    const lines = kinds.map((kind) => ({ ...line, kind }));
    const [plan] = told({ ...agreed, data: { ...agreed.data, lines } } as PlanEvent);
    const { fields } = plan!.definition;
    const named = Object.entries(plan!.data).flatMap(([name, value]) =>
      name.toLowerCase().endsWith('lines') ? (value as { kind: string }[]).map(({ kind }) => [kind, fields[name]!.class]) : [],
    );
    expect(Object.fromEntries(named)).toEqual({
      counselling: 'plan',
      'no-longer-there': 'location',
      'police-investigation': 'crime',
      relocation: 'location',
      treatment: 'health',
    });
  });
  it('tells whose function leads it, and when it is followed up next, as where she is where a shelter leads it or nobody knows who does', () => {
    const of = (kind?: AgencyKind) =>
      [agreed, followedUp]
        .map((event) => planPublisher.publish(event, kind)[0]!.definition.fields)
        .flatMap((fields) => [fields['leaderFunction'], fields['next']].flatMap((one) => one?.class ?? []));
    expect([of('civil-society'), of(), of('social-services')]).toEqual([
      ['location', 'location'],
      ['location', 'location'],
      ['plan', 'plan'],
    ]);
  });
  it('says that it ended since she moved to those alone to whom location was disclosed', () => {
    const classOf = (reason: string) =>
      told({ ...closed, data: { ...closed.data, reason } } as PlanEvent)[0]!.definition.fields['reason']?.class;
    expect([classOf('moved'), classOf('goals-reached')]).toEqual(['location', 'plan']);
  });
  describe('for others than the one it is about', () => {
    const forChild = { ...line, lineId: ids.other, kind: 'child-conversation', personId: ids.child };
    const hidden = { ...forChild, lineId: ids.measure, kind: 'shelter-placement', responsibleFunction: 'jouren' };
    const facts = told({ ...agreed, data: { ...agreed.data, lines: [line, forChild, hidden] } } as PlanEvent);
    it('is told as theirs, each by itself, so that her consent shows nothing of them', () => {
      expect(facts.map(({ definition, personId }) => [definition.type, personId])).toEqual([
        ['coordination.PlanAgreed', ids.exposed],
        ['coordination.PlanLinesAgreed', ids.child],
      ]);
      const [hers, childs] = facts.map(({ data }) => JSON.stringify(data));
      expect([hers!.includes(ids.child), hers!.includes('child-conversation'), hers!.includes(ids.line)]).toEqual([false, false, true]);
      expect([childs!.includes(ids.exposed), childs!.includes('child-conversation')]).toEqual([false, true]); // control
      expect(facts[0]!.thingId).not.toBe(facts[1]!.thingId);
    });
    it('tells where a child is apart from the rest, too', () => {
      const { data, definition } = facts[1]!;
      expect([JSON.stringify(data['lines']).includes('jouren'), JSON.stringify(data['shelterLines']).includes('jouren')]).toEqual([
        false,
        true,
      ]);
      expect(definition.fields['shelterLines']?.class).toBe('location');
    });
    it('is one plan again for whoever sees it all, without lines that an earlier version had', () => {
      const links = facts.map(({ definition, data }) => ({ thing: definition.thing, ownerAgency: 'boden', fields: data }));
      const [plan, childs] = links as [(typeof links)[0], (typeof links)[0]];
      expect(linesOfPlan(plan, links).map(({ lineId }) => lineId)).toEqual([ids.line, ids.other, ids.measure]);
      const later = { ...plan, fields: { ...plan.fields, version: 2 } };
      expect([linesOfPlan(later, links), linesOfPlan(plan, [{ ...childs, ownerAgency: 'region' }])].map((some) => some.length)).toEqual([
        1, 1,
      ]);
    });
    it('is nothing where there is nobody else (control)', () => expect(told(agreed)).toHaveLength(1));
  });
  it('is nothing while it is a draft', () => expect([drafted, revised].flatMap(told)).toEqual([]));
});
