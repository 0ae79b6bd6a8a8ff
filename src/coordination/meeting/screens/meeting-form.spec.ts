import { readArrangement, readMinutes, readSmall } from './meeting-form.js';

describe('a meeting’s forms', () => {
  it('take a Swedish wall clock, an item a line, and one or several functions', () =>
    expect(
      readArrangement({
        startsAt: '2026-03-10T09:00',
        agenda: 'Ett\r\n\r\nTvå',
        invited: 'boden-vald',
        placeIsNeutral: 'true',
        version: 'x',
      }),
    ).toEqual({ startsAt: '2026-03-10T08:00:00.000Z', agenda: ['Ett', 'Två'], invited: ['boden-vald'], placeIsNeutral: true }));
  it('leave out rows that nobody touched, and lead a fault back to the row it stands in', () => {
    const { input, pathOf } = readMinutes({
      'decisions.0.decisionId': 'a',
      'decisions.1.decisionId': 'b',
      'decisions.1.text': 'Samtal varje vecka',
      attendedPersons: ['p'],
    });
    expect(input).toMatchObject({ reminded: false, decisions: [{ decisionId: 'b', text: 'Samtal varje vecka' }], attendedPersons: ['p'] });
    expect(pathOf('decisions.0.dueOn')).toBe('decisions.1.dueOn');
    expect(pathOf('heldOn')).toBe('heldOn');
  });
  it('leave what carries the form out of what is typed', () =>
    expect(readSmall({ idempotencyKey: 'k', version: 'v', reason: 'unsafe' })).toEqual({ reason: 'unsafe' }));
});
