import type { StoredEvent } from '#libs/event-store';
import { riskPublisher } from './disclosure.js';
import type { RiskEvent } from './risk.events.js';
import { assessed, corrected, ids, retracted } from './risk.examples.js';
import { riskProjection } from './risk.projection.js';
import { latestByPerson, type RiskAssessmentView } from './risk.view.js';

const rows = (event: RiskEvent, revision = 1) => {
  const stored: StoredEvent = {
    id: ids.event,
    type: event.type,
    version: 1,
    data: event.data as unknown as Record<string, unknown>,
    metadata: { agency: 'socialtjanst-boden', record: ids.record, case: ids.case, staff: 'astrid' },
    occurredAt: new Date('2026-03-02T10:00:00Z'),
    recordedAt: new Date('2026-03-02T10:00:00Z'),
    stream: `risk-${ids.assessment}`,
    revision,
    position: String(revision),
  };
  return riskProjection.project(stored);
};

describe('the view of risk assessments', () => {
  it('has a row for each', () =>
    expect(rows(assessed)).toMatchObject([
      { op: 'put', key: { assessment_id: ids.assessment }, row: { level: 'moderate', status: 'standing', person_id: ids.exposed } },
    ]));
  it('says that it was corrected, and why', () =>
    expect(rows(corrected, 2)).toMatchObject([
      { op: 'patch', row: { level: 'high', status: 'corrected', reason: 'wrong-answer', revision: 2 } },
    ]));
  it('keeps a retracted one, marked', () =>
    expect(rows(retracted, 2)).toMatchObject([{ op: 'patch', row: { status: 'retracted', reason: 'wrong-person' } }]));
});

describe('what peers are told', () => {
  it('is the level and when it is looked at again, never an answer or a reason', () => {
    const told = [assessed, corrected].flatMap((event) => riskPublisher.publish(event));
    expect(told.map(({ data }) => Object.keys(data).sort())).toEqual([
      ['assessedOn', 'instrument', 'level', 'reviewOn'],
      ['assessedOn', 'corrected', 'instrument', 'level', 'reviewOn'],
    ]);
    expect(told[0]).toMatchObject({ personId: ids.exposed, definition: { rowClass: 'risk', thing: 'risk' } });
  });
  it('is that the level no longer holds', () =>
    expect(riskPublisher.publish(retracted)).toMatchObject([{ data: { reason: 'wrong-person' } }]));
});

describe('what holds now', () => {
  const view = (personId: string, level: string, status: RiskAssessmentView['status'] = 'standing') =>
    ({ personId, level, status }) as RiskAssessmentView;
  it('is the newest for each person that was not retracted; a child has its own', () => {
    const latest = latestByPerson([
      view(ids.exposed, 'low', 'retracted'),
      view(ids.exposed, 'high'),
      view(ids.exposed, 'low'),
      view(ids.child, 'moderate'),
    ]);
    expect(latest.get(ids.exposed)?.level).toBe('high');
    expect(latest.get(ids.child)?.level).toBe('moderate');
  });
});
