import type { StoredEvent } from '#libs/event-store';
import type { InterventionEvent, OwnInterventions } from '#libs/intervention';
import { defineEvent } from '#libs/shared-kernel';
import { ownInterventionFields } from '#libs/intervention';
import { interventionProjection } from './intervention.projection.js';

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-00000000000${number}`;
const declared = (prefix: string): OwnInterventions => ({
  agencyKind: 'school',
  stream: prefix,
  events: {
    planned: defineEvent(`${prefix}.Planned`, 1, ownInterventionFields),
    started: defineEvent(`${prefix}.Started`, 1, ownInterventionFields),
    interrupted: defineEvent(`${prefix}.Interrupted`, 1, ownInterventionFields),
    completed: defineEvent(`${prefix}.Completed`, 1, ownInterventionFields),
  },
  title: { sv: 'Stöd', en: 'Support' },
  lead: { sv: 'Stöd', en: 'Support' },
});
const projection = interventionProjection([declared('one'), declared('other')]);

const data = {
  interventionId: id(1),
  kind: 'school-support',
  functionId: 'our-function',
  dueOn: '2026-04-01',
  ownerAgency: 'our-agency',
  recordId: id(2),
  caseId: id(3),
  personId: id(4),
};
const rows = (event: InterventionEvent) => {
  const stored: StoredEvent = {
    id: id(7),
    type: event.type,
    version: 1,
    data: event.data as unknown as Record<string, unknown>,
    metadata: { agency: 'our-agency', record: id(2), case: id(3), staff: 'astrid' },
    occurredAt: new Date('2026-03-05T10:00:00Z'),
    recordedAt: new Date('2026-03-05T10:00:00Z'),
    stream: `one-${id(1)}`,
    revision: 3,
    position: '3',
  };
  return projection.project(stored);
};

describe('the view of interventions', () => {
  it('has one row for each, of whatever agency, put whole by each event', () => {
    const begun = { ...data, startedOn: '2026-03-05' };
    const over = { ...begun, endedOn: '2026-03-09' };
    expect([
      rows({ type: 'one.Planned', data }),
      rows({ type: 'other.Started', data: begun }),
      rows({ type: 'one.Interrupted', data: { ...over, reason: 'moved' } }),
      rows({ type: 'other.Completed', data: over }),
    ]).toMatchObject([
      [{ op: 'put', key: { intervention_id: id(1) }, row: { status: 'planned', started_on: null, revision: 3, changed_by: 'astrid' } }],
      [{ row: { status: 'started', started_on: '2026-03-05', ended_on: null } }],
      [{ row: { status: 'interrupted', reason: 'moved' } }],
      [{ row: { status: 'completed', reason: null, ended_on: '2026-03-09' } }],
    ]);
  });
  it('keeps an earlier note when a step brings none', () =>
    expect(rows({ type: 'one.Completed', data })[0]).toMatchObject({ row: { note: undefined } }));
  it('knows nothing of other events', () => expect(rows({ type: 'police.ReportRegistered', data })).toEqual([]));
});
