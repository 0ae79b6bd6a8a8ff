import type { StoredEvent } from '#libs/event-store';
import { carePublisher } from '../disclosure.js';
import type { CareEvent } from './care.events.js';
import { completed, ids, interrupted, planned, started } from './care.examples.js';
import { careProjection } from './care.projection.js';

const rows = (event: CareEvent) => {
  const stored: StoredEvent = {
    id: ids.event,
    type: event.type,
    version: 1,
    data: event.data as unknown as Record<string, unknown>,
    metadata: { agency: 'our-agency', record: ids.record, case: ids.case, staff: 'astrid' },
    occurredAt: new Date('2026-03-05T10:00:00Z'),
    recordedAt: new Date('2026-03-05T10:00:00Z'),
    stream: `care-${ids.intervention}`,
    revision: 3,
    position: '3',
  };
  return careProjection.project(stored);
};

describe('the view', () => {
  it('has one row for each intervention, put whole by each event', () => {
    expect([planned, started, interrupted, completed].map((event) => rows(event))).toMatchObject([
      [{ op: 'put', key: { intervention_id: ids.intervention }, row: { status: 'planned', started_on: null, revision: 3 } }],
      [{ row: { status: 'started', started_on: '2026-03-05', ended_on: null } }],
      [{ row: { status: 'interrupted', reason: 'not-reached' } }],
      [{ row: { status: 'completed', reason: null, ended_on: '2026-03-20' } }],
    ]);
  });
  it('keeps an earlier note when a step brings none', () => expect(rows(completed)[0]).toMatchObject({ row: { note: undefined } }));
});

describe('what peers are told', () => {
  const told = [planned, started, interrupted, completed].flatMap((event) => carePublisher.publish(event));
  it('is how it goes, for whom', () => {
    expect(told.map(({ data }) => data['status'])).toEqual(['planned', 'started', 'interrupted', 'completed']);
    expect(told[0]).toMatchObject({
      thingId: ids.intervention,
      personId: ids.person,
      definition: { rowClass: 'support', thing: 'intervention' },
    });
  });
  it('says what care it is, and which clinic gives it, only to those who may know of her health', () => {
    for (const { definition } of told)
      expect([definition.fields['kind']?.class, definition.fields['functionId']?.class]).toEqual(['health', 'health']);
  });
  it('is never the note, nor anything that the contract does not declare', () => {
    expect(JSON.stringify(told.map(({ data }) => data))).not.toContain('Svarar inte');
    for (const { data, definition } of told) expect(Object.keys(definition.fields)).toEqual(expect.arrayContaining(Object.keys(data)));
  });
});
