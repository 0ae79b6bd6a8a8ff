import type { StoredEvent } from '#libs/event-store';
import { supportPublisher } from '../disclosure.js';
import type { SupportEvent } from './support.events.js';
import { completed, ids, interrupted, planned, started } from './support.examples.js';
import { supportProjection } from './support.projection.js';

const rows = (event: SupportEvent) => {
  const stored: StoredEvent = {
    id: ids.event,
    type: event.type,
    version: 1,
    data: event.data as unknown as Record<string, unknown>,
    metadata: { agency: 'our-agency', record: ids.record, case: ids.case, staff: 'astrid' },
    occurredAt: new Date('2026-03-05T10:00:00Z'),
    recordedAt: new Date('2026-03-05T10:00:00Z'),
    stream: `support-${ids.intervention}`,
    revision: 3,
    position: '3',
  };
  return supportProjection.project(stored);
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
  const told = [planned, started, interrupted, completed].flatMap((event) => supportPublisher.publish(event));
  it('is how it goes, for whom', () => {
    expect(told.map(({ data }) => data['status'])).toEqual(['planned', 'started', 'interrupted', 'completed']);
    expect(told[0]).toMatchObject({
      thingId: ids.intervention,
      personId: ids.person,
      definition: { rowClass: 'support', thing: 'intervention' },
    });
  });
  it('is never the note, nor anything that the contract does not declare', () => {
    expect(JSON.stringify(told.map(({ data }) => data))).not.toContain('Svarar inte');
    for (const { data, definition } of told) expect(Object.keys(definition.fields)).toEqual(expect.arrayContaining(Object.keys(data)));
  });
});
