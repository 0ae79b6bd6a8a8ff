import fc from 'fast-check';
import { swedishDate } from '#libs/shared-kernel';
import { auditFilter, endOfSwedishDay, startOfSwedishDay } from './audit-filter.js';

describe('a Swedish day', () => {
  it('begins at midnight there, in winter and in summer', () => {
    expect(startOfSwedishDay('2026-01-15').toISOString()).toBe('2026-01-14T23:00:00.000Z');
    expect(startOfSwedishDay('2026-07-15').toISOString()).toBe('2026-07-14T22:00:00.000Z');
  });
  it('is 23 or 25 hours long when the clock is changed', () => {
    const hours = (day: string) => (endOfSwedishDay(day).getTime() - startOfSwedishDay(day).getTime()) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-03-30')).toBe(24);
  });
  it('holds every moment that is of its date, and no other', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), (moment) => {
        const day = swedishDate(moment);
        expect(startOfSwedishDay(day) <= moment && moment < endOfSwedishDay(day)).toBe(true);
      }),
    );
  });
});

describe('the filter', () => {
  it('takes an empty form as no filter', () =>
    expect(Object.values(auditFilter.parse({ from: '', to: '', staffId: '', outcome: '', action: '' })).filter(Boolean)).toEqual([]));
  it.each([{ from: 'igår' }, { outcome: 'maybe' }, { caseId: '1' }, { unknown: 'x' }])('refuses %j', (input) =>
    expect(auditFilter.safeParse(input).success).toBe(false),
  );
});
