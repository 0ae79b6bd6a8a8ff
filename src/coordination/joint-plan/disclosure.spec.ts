import { planPublisher } from './disclosure.js';
import type { PlanEvent } from './plan.events.js';
import { agreed, closed, drafted, ids, revised } from './plan.examples.js';

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
  it('is nothing while it is a draft', () => expect([drafted, revised].flatMap(told)).toEqual([]));
});
