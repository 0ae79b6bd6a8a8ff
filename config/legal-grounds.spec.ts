import { legalGrounds, legalLimits, parseLegalGrounds, secrecyRules } from './legal-grounds.js';

const sample = legalGrounds.find(({ id }) => id === 'osl-10-27')!;

describe('the rule file', () => {
  it('names source and day for every rule', () => {
    for (const rule of [...legalGrounds, ...legalLimits]) expect(rule.source).toMatch(/OSL|SoL|PDL|BrB|lag \(|Barnahus/);
    expect(secrecyRules.map(({ id }) => id)).toContain('osl-26-7-shelter');
  });

  it('lets no rule give health care’s data continuously on its own', () =>
    expect(legalGrounds.filter(({ modes, requires }) => modes.includes('standing') && !requires.consent)).toEqual([]));

  it('never covers free text where only a fact is owed', () => {
    for (const id of ['lag-2025-170-4-address', 'osl-10-28-sol-15-7', 'sol-19-6-reporter-informed', 'anonymous-consultation'])
      expect(legalGrounds.find((rule) => rule.id === id)?.classes).not.toContain('free-text');
  });

  it('tells whether someone is in a shelter, never where', () =>
    expect(legalGrounds.find(({ id }) => id === 'osl-10-28-sol-15-7')?.classes).not.toContain('location'));
});

describe('a rule file with a mistake does not load', () => {
  it.each([
    ['two rules at the same time', [sample, { ...sample, version: '2' }], /same time/],
    ['an unknown field', [{ ...sample, requiers: {} }], /requiers/],
    ['a recipient without protection', [{ ...sample, protectionAtRecipient: {} }], /protectionAtRecipient/],
    ['a grade that nobody is asked for', [{ ...sample, requires: { crimeGrades: ['lower'] } }], /crime-grade/],
    ['standing access to health care', [{ ...sample, from: ['health-care'], closed: [], modes: ['standing'] }], /PDL 5:4/],
    ['an end before its beginning', [{ ...sample, validUntil: '2001-01-01' }], /validUntil/],
    ['a day that cannot be', [{ ...sample, validFrom: '2025-02-30' }], /date/i],
  ])('%s', (_, rules, message) => expect(() => parseLegalGrounds(rules)).toThrow(message));

  it('and the right one does', () => expect(parseLegalGrounds([sample])).toHaveLength(1));
});
