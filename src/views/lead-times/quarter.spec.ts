import { closedQuarters } from './quarter.js';

it('the quarters that are over, in Swedish days', () => {
  const [latest, before] = closedQuarters(new Date('2026-11-02T08:00:00Z'));
  expect(latest).toEqual({ name: '2026-Q3', from: new Date('2026-06-30T22:00:00Z'), until: new Date('2026-09-30T22:00:00Z') });
  expect(before?.name).toBe('2026-Q2');
});
it('the one that runs is not told, to the last minute', () => {
  expect(closedQuarters(new Date('2026-12-31T22:59:00Z'))[0]?.name).toBe('2026-Q3');
  expect(closedQuarters(new Date('2026-12-31T23:00:00Z'))[0]?.name).toBe('2026-Q4');
});
