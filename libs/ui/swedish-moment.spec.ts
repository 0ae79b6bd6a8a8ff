import { swedishMoment, wallClock } from './swedish-moment.js';

describe('a time on a Swedish wall clock', () => {
  it.each([
    ['2026-11-02T08:30', '2026-11-02T07:30:00.000Z'], // winter
    ['2026-07-02T08:30', '2026-07-02T06:30:00.000Z'], // summer
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'], // comes twice: the first
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'], // does not come: half an hour past three
  ])('%s', (text, moment) => expect(swedishMoment(text)).toBe(moment));
  it('is read back as it was written', () => expect(wallClock(new Date(swedishMoment('2026-12-24T15:00')))).toBe('2026-12-24T15:00'));
  it('lets the schema refuse what is none', () => {
    expect(swedishMoment('imorgon')).toBe('imorgon');
    expect(swedishMoment('2026-13-40T99:99')).toBe('2026-13-40T99:99');
  });
});
