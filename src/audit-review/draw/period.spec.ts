import { lastDays, lastMonth } from './period.js';

describe('what is looked at', () => {
  it('is the last whole month, by the Swedish calendar', () => {
    const { name, from, until } = lastMonth(new Date('2026-03-31T22:30:00Z'));
    expect([name, from.toISOString(), until.toISOString()]).toEqual(['2026-03', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
    expect(lastMonth(new Date('2026-01-01T00:30:00Z')).name).toBe('2025-12');
  });
  it('is the last whole day with those before it, also when the clock is changed', () => {
    const { name, from, until } = lastDays(new Date('2026-03-30T08:00:00Z'), 7);
    expect([name, from.toISOString(), until.toISOString()]).toEqual(['2026-03-29', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });
});
