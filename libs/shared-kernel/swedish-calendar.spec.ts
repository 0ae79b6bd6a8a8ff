import fc from 'fast-check';
import { addDays, addMonths, addWorkingDays, endOfSwedishDay, isWorkingDay, startOfSwedishDay, swedishDate } from './index.js';

describe('days in Sweden', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-10-31', 4, '2027-02-28'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-03-15', 12, '2027-03-15'],
    ['2026-05-31', -3, '2026-02-28'],
  ])('%s and %i months is %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected));

  it.each([
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-12-01', '2026-11-30T23:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s', (day, moment) => expect(startOfSwedishDay(day).toISOString()).toBe(moment));

  it.each([
    '2026-01-01',
    '2026-01-06',
    '2026-04-03', // Good Friday
    '2026-04-06', // Easter Monday
    '2026-05-01',
    '2026-05-14', // Ascension
    '2026-06-06',
    '2026-06-19', // Midsummer's eve
    '2026-06-20',
    '2026-10-31', // All Saints
    '2026-12-24',
    '2026-12-25',
    '2026-12-31',
    '2025-04-18',
    '2027-03-26',
    '2026-11-21', // a Saturday
    '2026-11-22', // a Sunday
  ])('%s is no working day', (day) => expect(isWorkingDay(day)).toBe(false));
  it.each(['2026-01-02', '2026-01-05', '2026-04-02', '2026-04-07', '2026-05-13', '2026-05-15', '2026-06-18', '2026-12-23', '2026-12-28'])(
    '%s is one',
    (day) => expect(isWorkingDay(day)).toBe(true),
  );

  it('counts working days over a holiday', () => {
    expect(addWorkingDays('2026-04-02', 1)).toBe('2026-04-07');
    expect(addWorkingDays('2026-12-23', 3)).toBe('2026-12-30');
    expect(addWorkingDays('2026-04-07', -1)).toBe('2026-04-02');
  });

  it('goes forth and back, each day beginning after the one before and lying in itself', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (one, days) => {
        expect(addDays(addDays(one, days), -days)).toBe(one);
        const begins = startOfSwedishDay(one);
        expect(swedishDate(begins)).toBe(one);
        expect(swedishDate(new Date(begins.getTime() - 1))).toBe(addDays(one, -1));
      }),
    );
  });
});

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
