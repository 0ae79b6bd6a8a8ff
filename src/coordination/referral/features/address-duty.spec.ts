import { shippedRules, type LegalGround, type RuleFile } from '#config/legal-grounds';
import { requireAddressDuty } from './address-duty.js';

const now = new Date('2026-11-02T08:00:00Z');
const changed = (change: Partial<LegalGround>): RuleFile => ({
  ...shippedRules,
  grounds: shippedRules.grounds.map((rule) => (rule.id === 'lag-2025-170-4-address' ? { ...rule, ...change } : rule)),
});
const asks = (rules: RuleFile, at = now): string => {
  try {
    requireAddressDuty(rules, at, 'police', 'social-services');
    return 'asked';
  } catch (error) {
    return (error as { slug: string }).slug;
  }
};

describe('a request for a home address', () => {
  it('rests on the rules in force that day, as an agency’s lawyer changed them', () => {
    expect(asks(shippedRules)).toBe('asked');
    expect(asks(changed({ validUntil: '2026-11-01' }))).toBe('address-duty-does-not-cover');
    expect(asks(changed({ validUntil: '2026-11-02' }))).toBe('asked');
    expect(asks(changed({ to: ['prosecution'] }))).toBe('address-duty-does-not-cover');
    expect(asks(shippedRules, new Date('2025-03-31T12:00:00Z'))).toBe('address-duty-does-not-cover');
  });
});
