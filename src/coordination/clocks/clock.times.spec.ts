import fc from 'fast-check';
import { deadline, deadlines } from '#config/deadlines';
import { swedishDate } from '#libs/shared-kernel';
import { clockState, dueAfter, dueAsSaid, extensionLimit, firingsOf } from './clock.times.js';

const due = (id: string, from: string) => dueAfter(deadline(id), new Date(from));

describe('when a time ends', () => {
  it('that is counted in days: at midnight in Sweden after the last day', () => {
    expect(due('preliminary-assessment', '2026-11-02T09:30:00Z')).toEqual({
      on: '2026-11-16',
      at: new Date('2026-11-16T23:00:00Z'),
      wholeDay: true,
    });
    // Late in the evening by Greenwich it is the next day in Sweden.
    expect(due('preliminary-assessment', '2026-11-02T23:30:00Z').on).toBe('2026-11-17');
  });
  it('that is counted in months: on the day of the same number, over summer time too', () => {
    expect(due('child-inquiry', '2026-10-31T09:00:00Z').on).toBe('2027-02-28');
    expect(due('contact-ban-joint-home', '2026-02-15T09:00:00Z')).toMatchObject({ on: '2026-04-15', at: new Date('2026-04-15T22:00:00Z') });
  });
  it('that is counted in hours: to the minute', () =>
    expect(due('protection-assessment', '2026-03-28T20:00:00Z')).toMatchObject({ at: new Date('2026-03-29T20:00:00Z'), wholeDay: false }));
  it('that is counted in working days: over Easter', () =>
    expect(dueAfter({ within: { days: 2 }, counting: 'working' }, new Date('2026-04-01T09:00:00Z')).on).toBe('2026-04-07'));
  it('as the event says', () => {
    expect(dueAsSaid('2026-06-01')).toMatchObject({ on: '2026-06-01', at: new Date('2026-06-01T22:00:00Z'), wholeDay: true });
    expect(dueAsSaid('2026-06-01T23:30:00.000Z')).toMatchObject({ on: '2026-06-02', wholeDay: false });
  });
});

describe('what it does on the way', () => {
  it('day 13 warns of day 14', () => {
    const end = due('preliminary-assessment', '2026-11-02T09:30:00Z');
    expect(firingsOf(deadline('preliminary-assessment'), end).map(({ name, at, who }) => [name, swedishDate(at), who])).toEqual([
      ['warning-4d', '2026-11-12', 'caseworker'],
      ['warning-1d', '2026-11-15', 'caseworker'],
      ['end', '2026-11-17', 'supervisor'],
    ]);
  });
  it('is named apart, and ends last, for every deadline', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...deadlines),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (rule, from) => {
          const end = dueAfter(rule, from);
          const firings = firingsOf(rule, end);
          expect(new Set(firings.map(({ name }) => name)).size).toBe(firings.length);
          expect(firings.at(-1)).toMatchObject({ name: 'end', at: end.at });
          expect(end.at > from).toBe(true);
          for (const { at } of firings) expect(at <= end.at).toBe(true);
        },
      ),
    ));
});

describe('how it stands', () => {
  const clock = { firstAt: new Date('2026-11-12T00:00:00Z'), dueAt: new Date('2026-11-17T00:00:00Z') };
  it.each([
    ['2026-11-11T23:59:59Z', 'overdue', 'running'],
    ['2026-11-12T00:00:00Z', 'overdue', 'soon'],
    ['2026-11-17T00:00:00Z', 'overdue', 'overdue'],
    ['2026-11-17T00:00:00Z', 'lapses', 'ended'],
  ] as const)('at %s, when it %s at its end: %s', (now, atEnd, state) => expect(clockState(clock, atEnd, new Date(now))).toBe(state));
});

it('an extension reaches as far as its rule', () => {
  const { extension, counting } = deadline('contact-ban-joint-home');
  expect(extensionLimit(extension?.atMost, counting, '2026-04-15')).toBe('2026-04-29');
  expect(extensionLimit(deadline('contact-ban').extension?.atMost, counting, '2026-04-15')).toBe('2027-04-15');
  expect(extensionLimit(undefined, counting, '2026-04-15')).toBeUndefined();
});
