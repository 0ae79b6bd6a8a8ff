import type { StaffEntry } from '../register.js';
import { missingHeads } from './review-cover.js';

const person = (id: string, unitId: string, duties: StaffEntry['duties'], more: Partial<StaffEntry> = {}): [string, StaffEntry] => [
  id,
  { id, agencyId: 'board', unitId, name: id, title: '', subject: id, duties, functions: [], identityId: id, endedAt: null, ...more },
];
const missing = (...staff: [string, StaffEntry][]) => missingHeads({ staff: new Map(staff) }, 'board');

const worker = person('anna', 'reception', ['caseworker']);
const head = person('britta', 'reception', ['supervisor']);
const another = person('cecilia', 'reception', ['supervisor', 'caseworker']);

describe('who reviews in an agency', () => {
  it('is nobody without a head', () => {
    expect(missing(worker)).toEqual([{ kind: 'none' }]);
    expect(missing(worker, person('britta', 'reception', ['supervisor'], { endedAt: new Date() }))).toEqual([{ kind: 'none' }]);
    expect(missing(worker, person('britta', 'reception', ['supervisor'], { agencyId: 'another' }))).toEqual([{ kind: 'none' }]);
  });
  it('is nobody of what the only head opens', () => expect(missing(worker, head)).toEqual([{ kind: 'alone', name: 'britta' }]));
  it('is nobody of a unit’s own where only other units have heads', () => {
    const elsewhere = person('diana', 'night', ['police-officer']);
    expect(missing(worker, elsewhere, head, another)).toEqual([{ kind: 'unit', unitId: 'night' }]);
  });
  it('is there with two heads, and needed by nobody where none works with cases (control)', () => {
    expect(missing(worker, head, another)).toEqual([]);
    expect(missing(person('eva', 'office', ['administrator']))).toEqual([]);
  });
});
