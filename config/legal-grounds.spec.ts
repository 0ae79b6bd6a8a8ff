import {
  formerRules,
  legalGrounds,
  legalLimits,
  NECESSITY,
  parseLegalGrounds,
  parseRuleFile,
  readStoredRules,
  secrecyRules,
  shippedRules,
  type LegalGround,
} from './legal-grounds.js';

const sample = legalGrounds.find(({ id }) => id === 'osl-10-27')!;

describe('the rule file', () => {
  it('names source and day for every rule', () => {
    for (const rule of [...legalGrounds, ...legalLimits]) expect(rule.source).toMatch(/OSL|SoL|PDL|BrB|lag \(/);
    expect(secrecyRules.map(({ id }) => id)).toContain('osl-26-7-shelter');
  });

  it('lets no rule give health care’s data continuously on its own', () =>
    expect(legalGrounds.filter(({ modes, requires }) => modes.includes('standing') && !requires.consent)).toEqual([]));

  it('never covers free text where only a fact is owed', () => {
    for (const id of ['lag-2025-170-4-address', 'osl-10-28-sol-15-7', 'sol-19-6-reporter-informed'])
      expect(legalGrounds.find((rule) => rule.id === id)?.classes).not.toContain('free-text');
  });

  it('tells whether someone is in a shelter, never where', () =>
    expect(legalGrounds.find(({ id }) => id === 'osl-10-28-sol-15-7')?.classes).not.toContain('location'));
});

describe('what was shipped once', () => {
  it('is no rule of today, and never another wording of one', () => {
    for (const former of formerRules.grounds)
      expect(legalGrounds.some(({ id, version }) => id === former.id && version === former.version)).toBe(false);
    expect(formerRules.grounds.map(({ id }) => id)).toContain('anonymous-consultation');
  });
  it('opened an identified person’s data for a question that should name nobody: no rule does now', () =>
    expect(legalGrounds.map(({ id }) => id)).not.toContain('anonymous-consultation'));
});

describe('a file that somebody applies', () => {
  const file = (change: (rule: LegalGround) => unknown) => ({
    ...shippedRules,
    grounds: shippedRules.grounds.flatMap((rule) => (rule.id === NECESSITY ? (change(rule) ?? []) : rule)),
  });
  it('keeps the way that is open in danger to life or health, asking for nothing but a reason', () => {
    expect(parseRuleFile(file((rule) => rule)).grounds).toHaveLength(legalGrounds.length);
    for (const change of [
      () => undefined,
      (rule: LegalGround) => ({ ...rule, validUntil: '2027-01-01' }),
      (rule: LegalGround) => ({ ...rule, onlyUrgent: false }),
      (rule: LegalGround) => ({ ...rule, modes: ['copy'] }),
      (rule: LegalGround) => ({ ...rule, to: ['police'], protectionAtRecipient: rule.protectionAtRecipient }),
      (rule: LegalGround) => ({ ...rule, requires: { ...rule.requires, consent: true } }),
      (rule: LegalGround) => ({ ...rule, requires: { ...rule.requires, documentation: ['reason', 'balancing'] } }),
      (rule: LegalGround) => ({ ...rule, requires: { ...rule.requires, aboutChild: 'only' } }),
      (rule: LegalGround) => ({ ...rule, requires: { ...rule.requires, circumstances: { all: ['pregnancy'] } } }),
    ])
      expect(() => parseRuleFile(file(change))).toThrow(/Akut/);
  });
  it('from when a rule was about a child or not, is read as it was meant', () => {
    const once = (id: string, aboutChild: boolean) => {
      const rule = legalGrounds.find((one) => one.id === id)!;
      return { ...rule, requires: { ...rule.requires, aboutChild } };
    };
    const stored = JSON.stringify({
      grounds: [once('osl-10-28-sol-19-1', true), once('osl-10-21', true), once('osl-10-27', false)],
      limits: [],
      secrecy: [],
    });
    expect(readStoredRules(stored).grounds.map(({ requires }) => requires.aboutChild)).toEqual(['concerns', 'only', 'no']);
  });
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
