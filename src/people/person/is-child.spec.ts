import fc from 'fast-check';
import { addDays } from '#libs/shared-kernel';
import { comesOfAge, isChild, isUnder21 } from './is-child.js';

const days = fc.integer({ min: 0, max: 11_000 }).map((n) => addDays('1996-02-28', n));

describe('the day one comes of age', () => {
  it('is the first on which one is no child, whenever one was born', () =>
    fc.assert(
      fc.property(days, (born) => {
        const personNumber = `${born.replaceAll('-', '')}2380`;
        const day = comesOfAge(personNumber)!;
        expect([isChild({ personNumber, minor: true }, addDays(day, -1)), isChild({ personNumber, minor: true }, day)]).toEqual([
          true,
          false,
        ]);
      }),
    ));

  it.each([
    ['a coordination number', '201001752385', '2028-01-15'],
    ['a leap day', '201202292380', '2030-03-01'],
    ['no number', undefined, undefined],
    ['half a number', '2012', undefined],
  ])('is told by %s', (_what, number, day) => expect(comesOfAge(number)).toBe(day));
});

describe('under 21', () => {
  it('is until the day before that birthday, by the number, whatever was ticked', () => {
    for (const minor of [true, false]) {
      const age = { personNumber: '200511022383', minor };
      expect([isUnder21(age, '2026-11-01'), isUnder21(age, '2026-11-02')]).toEqual([true, false]);
    }
  });
  it('is, without a number, whoever is told to be a child, and nobody else', () =>
    expect([isUnder21({ minor: true }, '2026-11-02'), isUnder21({ minor: false }, '2026-11-02')]).toEqual([true, false]));
});
