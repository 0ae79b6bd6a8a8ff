import { agreedLines } from '../contract/index.js';
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
  it('is nothing while it is a draft', () => expect([drafted, revised].flatMap(told)).toEqual([]));
});
