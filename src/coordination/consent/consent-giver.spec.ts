import { isChild } from '#src/people/index';
import { giverRefusal, type Giving, type RecordedPerson } from './consent-giver.js';

const today = '2026-11-02';
const person = (personId: string, rest: Partial<RecordedPerson> = {}): RecordedPerson => ({
  personId,
  role: 'exposed',
  minor: false,
  protection: 'none',
  ...rest,
});
const anna = person('anna', { personNumber: '199005122388' });
const lisa = person('lisa', { role: 'child', minor: true, personNumber: '201703012384' });
const carl = person('carl', { role: 'violence-user', personNumber: '198802021231' });
const ruleOf = (giving: Omit<Giving, 'today' | 'guardian'> & Partial<Giving>) => giverRefusal({ today, guardian: null, ...giving })?.rule;

describe('who is a child', () => {
  const born = (personNumber: string, minor = false) => isChild({ personNumber, minor }, today);
  it('is told by the number, whatever the record says', () => {
    expect(born('200811032380', false)).toBe(true); // eighteen tomorrow
    expect(born('200811022380', true)).toBe(false); // eighteen today
    expect(born('200811012380', true)).toBe(false);
  });
  it('is told by the day of a coordination number too', () => {
    expect(born('200811632380')).toBe(true);
    expect(born('200811622380', true)).toBe(false);
  });
  it('is told by the record where there is no number', () => {
    expect(isChild({ minor: true }, today)).toBe(true);
    expect(isChild({ minor: false }, today)).toBe(false);
  });
});

describe('who gives a consent', () => {
  it('is the adult herself, and no guardian for her', () => {
    expect(ruleOf({ givenBy: 'adult', person: anna })).toBeUndefined();
    expect(ruleOf({ givenBy: 'guardian', person: anna, guardian: person('mother') })).toBe('osl-12-2');
    expect(ruleOf({ givenBy: 'child-mature', person: anna })).toBe('osl-12-2');
  });
  it('is a child’s guardian, the child by maturity, never the child as an adult', () => {
    expect(ruleOf({ givenBy: 'guardian', person: lisa, guardian: anna })).toBeUndefined();
    expect(ruleOf({ givenBy: 'child-mature', person: lisa })).toBeUndefined();
    expect(ruleOf({ givenBy: 'adult', person: lisa })).toBe('osl-12-3');
  });
  it('is a guardian who is named, another person, and of age', () => {
    expect(ruleOf({ givenBy: 'guardian', person: lisa })).toBe('osl-12-3');
    expect(ruleOf({ givenBy: 'guardian', person: lisa, guardian: lisa })).toBe('osl-12-3');
    expect(ruleOf({ givenBy: 'guardian', person: lisa, guardian: person('big', { personNumber: '201003012386' }) })).toBe('osl-12-3');
  });
  it('is never whoever is suspected of the violence', () =>
    expect(ruleOf({ givenBy: 'guardian', person: lisa, guardian: carl })).toBe('osl-12-3'));
  it('is no guardian of a child with protected identity', () => {
    for (const protection of ['secrecy-mark', 'protected-registration', 'fictitious'] as const)
      expect(ruleOf({ givenBy: 'guardian', person: { ...lisa, protection }, guardian: anna })).toBe('osl-12-3');
    expect(ruleOf({ givenBy: 'child-mature', person: { ...lisa, protection: 'secrecy-mark' } })).toBeUndefined();
  });
  it('is a special representative, appointed by a court by now, of a child alone', () => {
    const by = { givenBy: 'special-representative' as const, person: { ...lisa, protection: 'secrecy-mark' as const } };
    expect(ruleOf({ ...by, appointedOn: today })).toBeUndefined();
    expect(ruleOf({ ...by, appointedOn: '2026-11-03' })).toBe('lag-1999-997');
    expect(ruleOf(by)).toBe('lag-1999-997');
    expect(ruleOf({ ...by, person: anna, appointedOn: today })).toBe('lag-1999-997');
  });
});
