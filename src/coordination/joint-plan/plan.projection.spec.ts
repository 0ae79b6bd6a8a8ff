import type { StoredEvent } from '#libs/event-store';
import { planPublisher } from './disclosure.js';
import type { PlanEvent } from './plan.events.js';
import { agreed, closed, drafted, ids, line, revised } from './plan.examples.js';
import { planProjection } from './plan.projection.js';

const stored = (event: PlanEvent, revision: number): StoredEvent => ({
  id: ids.other,
  type: event.type,
  version: 1,
  data: event.data as unknown as Record<string, unknown>,
  metadata: { agency: 'socialtjanst-boden', record: ids.record, case: ids.case, staff: 'astrid' },
  occurredAt: new Date('2026-03-02T10:00:00Z'),
  recordedAt: new Date('2026-03-02T10:00:00Z'),
  stream: `plan-${ids.plan}`,
  revision,
  position: String(revision),
});
const rows = (event: PlanEvent, revision = 1) => planProjection.project(stored(event, revision));

describe('the view of plans', () => {
  it('has a row for each version, so that an agreed one stays while the next is discussed', () => {
    expect(rows(drafted)).toMatchObject([{ op: 'put', key: { plan_id: ids.plan, version: '1' }, row: { kind: 'joint', revision: 1 } }]);
    expect(rows(revised, 3)).toMatchObject([
      { op: 'put', key: { plan_id: ids.plan, version: '2' }, row: { kind: 'sip', case_id: ids.case, person_id: ids.exposed } },
      { op: 'patch', key: { plan_id: ids.plan }, row: { revision: 3 } },
    ]);
  });
  it('marks the version that was agreed, and no other', () =>
    expect(rows(agreed, 2)[0]).toMatchObject({ key: { version: '1' }, row: { agreed_on: '2026-03-02' } }));
  it('knows nothing of other events', () =>
    expect(planProjection.project({ ...stored(drafted, 1), type: 'police.ReportRegistered' })).toEqual([]));
});

describe('what peers are told', () => {
  const told = (event: PlanEvent) => planPublisher.publish(event);
  it('is nothing of a draft', () => {
    expect(told(drafted)).toEqual([]);
    expect(told(revised)).toEqual([]);
  });
  it('is who does what and when, once it is agreed, without a word of free text', () => {
    const [fact] = told(agreed);
    const { goalId: _, responsibleKind: __, ...lineTold } = line;
    expect(fact).toMatchObject({ thingId: ids.plan, personId: ids.exposed, data: { version: 1, goals: 1, lines: [lineTold] } });
    expect(Object.values(fact!.definition.fields).map((field) => field.class)).not.toContain('free-text');
    const ofMore = ['shelterLines', 'healthLines', 'crimeLines']; // there are none in this plan
    const named = Object.keys(fact!.definition.fields).filter((name) => !ofMore.includes(name));
    expect(Object.keys(fact!.data).sort()).toEqual(named.sort());
  });
  it('is that it was closed', () => expect(told(closed)[0]).toMatchObject({ data: { reason: 'goals-reached', closedOn: '2026-09-01' } }));
});
