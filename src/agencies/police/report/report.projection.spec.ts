import type { StoredEvent } from '#libs/event-store';
import { reportProjection } from './report.projection.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const sealed = { sealed: 1, key: id(9), event: id(8), field: 'f', version: 1, iv: 'iv', data: 'd' };
const facts = {
  reportId: id(1),
  offence: 'assault',
  occurredOn: '2026-03-01',
  immediateRisk: false,
  registeredAt: '2026-03-02T08:00:00.000Z',
  exposedPersonId: id(2),
  childPersonIds: [],
};
const stored = (type: string, data: Record<string, unknown>, revision: number): StoredEvent => ({
  id: id(8),
  type,
  version: 1,
  stream: `report-${id(1)}`,
  revision,
  position: '7',
  data: { ...facts, ...data },
  metadata: { record: id(4), case: id(5), agency: 'polisen-norrbotten', staff: id(6) },
  occurredAt: new Date('2026-03-02T08:00:00Z'),
  recordedAt: new Date('2026-03-02T08:00:00Z'),
});
const place = { recordId: id(4), caseId: id(5), agencyId: 'polisen-norrbotten', functionId: 'polis-lulea-lpo' };

describe('rows of reports', () => {
  it('hold what was registered, sealed as it came', () =>
    expect(reportProjection.project(stored('police.ReportRegistered', { ...place, reportNumber: sealed, summary: sealed }, 1))).toEqual([
      expect.objectContaining({
        op: 'put',
        key: { report_id: id(1) },
        row: expect.objectContaining({ owner_agency: 'polisen-norrbotten', registered_by: id(6), summary: sealed, revision: 1 }) as object,
      }),
    ]));
  it('keep the text when a correction does not write it anew', () => {
    const [change] = reportProjection.project(
      stored('police.ReportCorrected', { changeId: id(7), reason: 'reclassified', offence: 'rape' }, 2),
    );
    expect(change).toMatchObject({ op: 'patch', row: { offence: 'rape', correction_reason: 'reclassified', revision: 2 } });
    expect(change && 'row' in change && change.row['summary']).toBeUndefined();
  });
  it('are not touched by what others tell', () => expect(reportProjection.project(stored('people.PersonRegistered', {}, 1))).toEqual([]));
});
