import fc from 'fast-check';
import { addDays } from '#libs/shared-kernel';
import { comesOfAge, isChild } from './is-child.js';

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
