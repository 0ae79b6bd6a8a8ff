import type { StoredEvent } from '#libs/event-store';
import type { MeetingEvent } from './meeting.events.js';
import {
  cancelled,
  carried,
  consulted,
  corrected,
  held,
  ids,
  invite,
  invited,
  moved,
  named,
  planned,
  settled,
} from './meeting.examples.js';
import { meetingProjection } from './meeting.projection.js';

const stored = (event: MeetingEvent, revision = 1): StoredEvent => ({
  ...{ id: ids.other, type: event.type, version: 1, data: event.data as unknown as Record<string, unknown>, revision },
  metadata: { agency: 'socialtjanst-boden', record: ids.record, case: ids.case, staff: 'astrid' },
  occurredAt: new Date('2026-03-02T10:00:00Z'),
  recordedAt: new Date('2026-03-02T10:00:00Z'),
  ...{ stream: `meeting-${ids.meeting}`, position: '1' },
});
const rows = (event: MeetingEvent, revision?: number) => meetingProjection.project(stored(event, revision));

describe('the view of meetings', () => {
  it('has a row for each meeting, owned by whoever registered it', () =>
    expect(rows(planned)).toMatchObject([
      {
        op: 'put',
        key: { meeting_id: ids.meeting },
        row: { owner_agency: 'socialtjanst-boden', person_id: ids.exposed, status: 'planned', sequence: 0 },
      },
    ]));
  it('counts what a calendar must take in', () => {
    expect(rows(moved, 4)).toMatchObject([{ row: { sequence: 4, minutes: 45 } }]);
    expect(rows(cancelled, 5)).toMatchObject([{ row: { sequence: 5, status: 'cancelled', cancel_reason: 'unsafe' } }]);
  });
  it('has a row for each guest, decision and action, settled and carried apart', () => {
    expect(rows(invited(invite))).toMatchObject([{ key: { part_id: ids.exposed }, row: { part: 'guest' } }, {}]);
    expect(rows(held).slice(1)).toMatchObject([
      { key: { part_id: ids.decision }, row: { part: 'decision' } },
      { key: { part_id: ids.action }, row: { part: 'action' } },
    ]);
    expect(rows(settled('done'))[0]).toMatchObject({ op: 'patch', key: { part_id: ids.action }, row: { outcome: 'done' } });
    expect(rows(carried)[0]).toMatchObject({ op: 'patch', key: { part_id: ids.decision }, row: { plan_line: ids.line } });
  });
  it('says that notes were corrected', () => expect(rows(corrected)).toMatchObject([{ row: { corrected_reason: 'wrong-fact' } }]));
  it('moves a consultation with all its parts to the child’s record when it is named', () => {
    expect(rows(consulted)).toMatchObject([{ row: { person_id: null, record_id: ids.record } }]);
    const moved = { record_id: ids.childRecord, case_id: ids.childCase };
    expect(rows(named)).toMatchObject([
      { key: { meeting_id: ids.meeting }, row: { ...moved, person_id: ids.child } },
      { key: { meeting_id: ids.meeting }, row: moved },
    ]);
  });
  it('knows nothing of other events', () =>
    expect(meetingProjection.project({ ...stored(planned), type: 'police.ReportRegistered' })).toEqual([]));
});
