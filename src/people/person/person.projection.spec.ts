import type { StoredEvent } from '#libs/event-store';
import { personProjection } from './person.projection.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const sealed = (data: string) => ({ sealed: 1, key: id(9), event: id(8), field: 'f', version: 1, iv: 'iv', data });
const stored = (type: string, data: Record<string, unknown>, revision = 1): StoredEvent => ({
  id: id(8),
  type,
  version: 1,
  stream: 'person-x',
  revision,
  position: '7',
  data: { personId: id(3), ...data },
  metadata: { record: id(1), case: id(2), agency: 'polisen-norrbotten', staff: id(4) },
  occurredAt: new Date('2026-03-01T10:00:00Z'),
  recordedAt: new Date('2026-03-01T10:00:01Z'),
});
const place = { recordId: id(1), caseId: id(2), agencyId: 'polisen-norrbotten' };
const registered = stored('people.PersonRegistered', {
  ...place,
  role: 'exposed',
  protection: 'none',
  minor: false,
  name: sealed('name'),
  address: sealed('address'),
});
const [persons, history] = ['views.persons', 'views.person_history'];
const key = { record_id: id(1), person_id: id(3) };
const of = (event: StoredEvent, table: string | undefined) => personProjection.project(event).find((change) => change.table === table);

describe('rows of persons', () => {
  it('hold what was registered, sealed as it came', () => {
    expect(of(registered, persons)).toMatchObject({
      op: 'put',
      key,
      row: { owner_agency: 'polisen-norrbotten', role: 'exposed', name: sealed('name'), address: sealed('address'), revision: 1 },
    });
    expect(of(registered, history)).toMatchObject({
      row: {
        kind: 'registered',
        said_by: id(4),
        fields: { name: { class: 'identity' }, address: { class: 'location', value: sealed('address') } },
      },
    });
  });
  it('change in what was corrected alone, empty what was removed, and keep what was said', () => {
    const corrected = stored(
      'people.PersonCorrected',
      { changeId: id(5), reason: 'misheard', name: sealed('new'), removed: ['address'] },
      2,
    );
    const change = of(corrected, persons);
    expect(change).toMatchObject({ op: 'patch', key, row: { name: sealed('new'), address: null, revision: 2 } });
    expect(change && 'row' in change && Object.keys(change.row)).not.toContain('phone');
    expect(of(corrected, history)).toMatchObject({ op: 'put', row: { kind: 'corrected', reason: 'misheard', removed: ['address'] } });
  });
  it('follow safe contact and protection', () => {
    expect(of(stored('people.SafeContactChanged', { changeId: id(5), safeContact: sealed('c') }, 2), persons)).toMatchObject({
      row: { safe_contact: sealed('c'), revision: 2 },
    });
    expect(of(stored('people.ProtectionChanged', { protection: 'fictitious' }, 3), persons)).toMatchObject({
      row: { protection: 'fictitious', revision: 3 },
    });
  });
  it('are not touched by what others tell', () => expect(personProjection.project(stored('police.ReportRegistered', {}))).toEqual([]));
});
