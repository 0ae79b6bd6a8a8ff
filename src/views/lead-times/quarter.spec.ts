import { fixedQuarters } from './quarter.js';

it('the quarters that are over and fixed, in Swedish days', () => {
  const [latest, before] = fixedQuarters(new Date('2026-11-02T08:00:00Z'));
  expect(latest).toEqual({ name: '2026-Q3', from: new Date('2026-06-30T22:00:00Z'), until: new Date('2026-09-30T22:00:00Z') });
  expect(before?.name).toBe('2026-Q2');
});
it('one that still takes in what is registered late is not told, to the last minute', () => {
  expect(fixedQuarters(new Date('2027-01-31T22:59:00Z'))[0]?.name).toBe('2026-Q3');
  expect(fixedQuarters(new Date('2027-01-31T23:00:00Z'))[0]?.name).toBe('2026-Q4');
});
it('no day of a longer month opens or closes one early', () => {
  expect(fixedQuarters(new Date('2027-07-31T12:00:00Z'))[0]?.name).toBe('2027-Q1');
  expect(fixedQuarters(new Date('2027-08-01T12:00:00Z'))[0]?.name).toBe('2027-Q2');
});
