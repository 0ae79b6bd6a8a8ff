import type { DirectoryFunction } from '#src/access/index';
import { planProblems, reportProblems, reportInterventionInput } from './intervention.input.js';

const ours: DirectoryFunction = {
  id: 'our-function',
  name: 'Vår funktion',
  agencyId: 'our-agency',
  agencyName: 'Vår myndighet',
  agencyKind: 'social-services',
  unitId: 'unit',
  connected: true,
  accepts: [],
  hours: '',
  phone: null,
};
const input = { kind: 'treatment', dueOn: '2026-04-01', followUpOn: '2026-05-01' };
const paths = (change: Partial<typeof input>, responsible: DirectoryFunction | null = ours) =>
  planProblems({ ...input, ...change }, responsible, 'our-agency', '2026-03-02').map(({ path }) => path);

describe('what a planned intervention is checked for', () => {
  it('finds nothing in one that can be', () => expect(paths({})).toEqual([]));
  it('names a kind that is not in the catalogue, or not ours to answer for', () => {
    expect(paths({ kind: 'magic' })).toEqual(['kind']);
    expect(paths({ kind: 'contact-ban' })).toEqual(['kind']);
  });
  it('names a function that does not exist or is another agency’s', () => {
    expect(paths({}, null)).toEqual(['functionId']);
    expect(paths({}, { ...ours, agencyId: 'another-agency' })).toEqual(['functionId']);
  });
  it('names days that have passed', () =>
    expect(paths({ dueOn: '2026-03-01', followUpOn: '2026-03-01' })).toEqual(['dueOn', 'followUpOn']));
});

describe('what a report is checked for', () => {
  it('has not happened in the future, and may have happened today', () => {
    expect(reportProblems({ on: '2026-03-03' }, '2026-03-02')).toMatchObject([{ path: 'on' }]);
    expect(reportProblems({ on: '2026-03-02' }, '2026-03-02')).toEqual([]);
  });
  it('has no reason but for an interruption', () => {
    expect(reportInterventionInput.safeParse({ step: 'interrupt', on: '2026-03-02', reason: 'moved' }).success).toBe(true);
    expect(reportInterventionInput.safeParse({ step: 'start', on: '2026-03-02', reason: 'moved' }).success).toBe(false);
  });
});
