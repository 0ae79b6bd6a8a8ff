import { auditFilter } from './audit-filter.js';

describe('the filter', () => {
  it('takes an empty form as no filter', () =>
    expect(Object.values(auditFilter.parse({ from: '', to: '', staffId: '', outcome: '', action: '' })).filter(Boolean)).toEqual([]));
  it.each([{ from: 'igår' }, { outcome: 'maybe' }, { caseId: '1' }, { unknown: 'x' }])('refuses %j', (input) =>
    expect(auditFilter.safeParse(input).success).toBe(false),
  );
});
