import type { StoredEvent } from '#libs/event-store';
import { retentionProjection } from './retention.projection.js';

const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const at = new Date('2026-11-02T08:00:00Z');
const stored = (type: string, data: object, metadata: object = {}, revision = 1): StoredEvent =>
  ({
    ...{ id: uuid(9), type, version: 1, data, stream: 'x', revision, position: '1', occurredAt: at, recordedAt: at },
    metadata: { record: uuid(1), case: uuid(2), agency: 'boden', agencyKind: 'social-services', staff: 'sara', ...metadata },
  }) as StoredEvent;
const project = (...given: Parameters<typeof stored>) => retentionProjection.project(stored(...given));
const note = { op: 'patch', table: 'views.retention', key: { record_id: uuid(1) }, row: { last_note_at: at } };
const part = (kind: string, key: string, value: unknown, owner = 'boden') => ({
  op: 'put',
  table: 'views.retention_parts',
  key: { record_id: uuid(1), kind, key },
  row: { case_id: uuid(2), owner_agency: owner, value, at },
});
const opened = { recordId: uuid(1), caseId: uuid(2), agencyId: 'boden', functionId: 'f', openedBy: uuid(3), source: 'referral' };

describe('what retention is judged by', () => {
  it('begins with the record; an older one is the exposed person’s', () => {
    const row = {
      ...{
        case_id: uuid(2),
        owner_agency: 'boden',
        agency_kind: 'social-services',
        function_id: 'f',
        opened_for: 'referral',
        status: 'open',
      },
      ...{ opened_at: at, last_note_at: at },
    };
    const put = (track: string) => ({ op: 'put', table: 'views.retention', key: { record_id: uuid(1) }, row: { ...row, track } });
    expect(project('coordination.RecordOpened', opened)).toEqual([put('exposed'), note]);
    expect(project('coordination.RecordOpened', { ...opened, track: 'child' })).toEqual([put('child'), note]);
  });
  it('closes and opens again with it', () => {
    const patch = (row: object) => ({ op: 'patch', table: 'views.retention', key: { record_id: uuid(1) }, row });
    expect(project('coordination.RecordClosed', { reason: 'moved' })).toEqual([patch({ status: 'closed', closed_as: 'moved' }), note]);
    expect(project('coordination.RecordReopened', { reason: 'new-report' })).toEqual([patch({ status: 'open', closed_as: null }), note]);
  });
  it('holds who is in it, the number sealed', () => {
    const number = { sealed: 1, key: uuid(5) };
    const person = {
      recordId: uuid(1),
      caseId: uuid(2),
      agencyId: 'boden',
      personId: uuid(4),
      role: 'child',
      protection: 'none',
      minor: true,
      name: 'x',
    };
    expect(project('people.PersonRegistered', person)).toEqual([part('person', uuid(4), 'child'), note]);
    expect(project('people.PersonRegistered', { ...person, personNumber: number })).toEqual([
      part('person', uuid(4), 'child'),
      part('number', uuid(4), number),
      note,
    ]);
    const correction = { personId: uuid(4), changeId: uuid(6), reason: 'misheard', removed: [] };
    expect(project('people.PersonCorrected', correction)).toEqual([note]);
    expect(project('people.PersonCorrected', { ...correction, role: 'exposed', personNumber: number })).toEqual([
      { op: 'patch', table: 'views.retention_parts', key: { record_id: uuid(1), kind: 'person', key: uuid(4) }, row: { value: 'exposed' } },
      part('number', uuid(4), number),
      note,
    ]);
    expect(project('people.PersonCorrected', { ...correction, removed: ['personNumber'] })).toEqual([
      { op: 'remove', table: 'views.retention_parts', key: { record_id: uuid(1), kind: 'number', key: uuid(4) } },
      note,
    ]);
    expect(project('people.ProtectionChanged', { personId: uuid(4), protection: 'none' })).toEqual([note]);
  });
  it('holds what was given, whichever agency gave it', () => {
    const intervention = { interventionId: uuid(7), personId: uuid(4), kind: 'shelter-placement' };
    expect(project('social-services.SupportPlanned', intervention)).toEqual([
      part('given', `${uuid(4)} shelter-placement`, { personId: uuid(4), kind: 'shelter-placement' }),
      note,
    ]);
    for (const missing of ['interventionId', 'personId', 'kind'])
      expect(project('social-services.SupportPlanned', { ...intervention, [missing]: undefined })).toEqual([note]);
  });
  it('is lengthened by a note, and by nothing else', () => {
    expect(project('coordination.RiskAssessed', {})).toEqual([note]);
    for (const type of [
      'coordination.StaffAssigned',
      'people.EmergencyOpened',
      'people.VaultAsked',
      'people.OpeningReviewed',
      'people.NeighbourAccepted',
      'coordination.ClockWarned',
      'coordination.ClockEnded',
      'coordination.ReferralExpired',
    ])
      expect(project(type, { staffId: uuid(3) })).toEqual([]);
    // More time for a clock is somebody's act, with a reason.
    expect(project('coordination.ClockExtended', { until: '2026-12-01' })).toEqual([note]);
    expect(retentionProjection.project({ ...stored('organisation.StaffRegistered', {}), metadata: {} })).toEqual([]);
  });
  it('holds what was decided; an operator begins in the owner’s name', () => {
    const confirmed = { decisionId: uuid(8), confirmedBy: 'sara' };
    expect(project('coordination.ErasureConfirmed', confirmed, {}, 12)).toEqual([
      part('act', '000012', { type: 'coordination.ErasureConfirmed', data: confirmed }),
    ]);
    const begun = {
      recordId: uuid(1),
      caseId: uuid(2),
      agencyId: 'boden',
      functionId: 'f',
      erasureId: uuid(8),
      cause: 'command',
      reference: 'IVO 1',
    };
    expect(project('coordination.ErasureBegun', begun, { agency: 'operator' })).toEqual([
      part('act', '000001', { type: 'coordination.ErasureBegun', data: begun }),
    ]);
  });
});
