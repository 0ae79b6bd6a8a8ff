import { shippedRules } from '#config/legal-grounds';
import type { Concerned } from './consent-covers.js';
import { asksOpposition, takenBackAt, type ConsentAct } from './taken-back.js';

type Recorded = Extract<ConsentAct['event'], { type: 'coordination.ConsentRecorded' }>['data'];
type Scope = Extract<ConsentAct['event'], { type: 'coordination.ConsentWithdrawn' }>['data']['scope'];

const AT = new Date('2026-03-02T10:00:00Z');
const day = (n: number): Date => new Date(Date.UTC(2026, 1, n));
const anna: Concerned = { personId: 'anna', minor: false };
const lisa: Concerned = { personId: 'lisa', minor: true, guardians: ['anna'], parents: ['anna'] };
const given = (place: number, change: Partial<Recorded> = {}): ConsentAct => ({
  at: day(place),
  place,
  event: {
    type: 'coordination.ConsentRecorded',
    data: {
      ...{ consentId: `c${place}`, recordId: 'r', caseId: 'k', agencyId: 'boden', personId: 'anna', givenBy: 'adult', form: 'oral' },
      ...{ alone: 'yes', recipients: ['care', 'police'], classes: ['reference', 'support', 'health'], purposes: ['support'] },
      ...{ until: '2026-06-01T00:00:00Z', circumstances: 'at-meeting' },
      ...change,
    },
  },
});
const withdrawn = (place: number, scope: Scope = { kind: 'whole' }): ConsentAct => ({
  at: day(place),
  place,
  event: { type: 'coordination.ConsentWithdrawn', data: { consentId: 'c1', scope, alone: 'yes', heardBy: 's' } },
});
const asked = (change: Partial<Parameters<typeof takenBackAt>[1]> = {}) => ({
  ...{ functionId: 'care', classes: ['reference', 'support'] as const, persons: [anna], purpose: 'support' as const, at: AT },
  ...change,
});

describe('a consent that was taken back', () => {
  const whole = [given(1), withdrawn(2)];
  it('is a no from then on, and the latest of several is told', () => {
    expect(takenBackAt([whole], asked())).toEqual(day(2));
    expect(takenBackAt([whole, [given(3), withdrawn(4)]], asked())).toEqual(day(4));
    expect(takenBackAt([], asked())).toBeNull();
    expect(takenBackAt([[given(1)]], asked())).toBeNull();
  });
  it.each<[string, readonly ConsentAct[], Partial<Parameters<typeof takenBackAt>[1]>]>([
    ['to another recipient', whole, { functionId: 'school' }],
    ['to what was never consented to', whole, { classes: ['reference', 'risk'] }],
    ['about somebody else', whole, { persons: [{ personId: 'him', minor: false }] }],
    ['about a child whose guardian she is not', whole, { persons: [{ ...lisa, guardians: [], parents: [] }] }],
    ['to what stands', [given(1), withdrawn(2, { kind: 'part', classes: ['health'] })], {}],
    ['to what it stands for', [given(1), withdrawn(2, { kind: 'part', purposes: ['plan'] })], {}],
    ['where it only ends sooner', [given(1), withdrawn(2, { kind: 'end', until: '2026-04-01T00:00:00Z' })], {}],
    ['to whom it stands for', [given(1), withdrawn(2, { kind: 'part', recipients: ['police'] })], {}],
  ])('says nothing %s', (_, acts, change) => expect(takenBackAt([acts], asked(change))).toBeNull());
  it.each<[string, readonly ConsentAct[], Partial<Parameters<typeof takenBackAt>[1]>]>([
    ['some of several classes', whole, { classes: ['reference', 'support', 'risk'] }],
    ['that the person is known at all', whole, { classes: ['reference'] }],
    ['one of several persons', whole, { persons: [{ personId: 'him', minor: false }, anna] }],
    ['the child that came with her', whole, { persons: [lisa] }],
    ['a class', [given(1), withdrawn(2, { kind: 'part', classes: ['health'] })], { classes: ['reference', 'health'] }],
    ['a recipient', [given(1), withdrawn(2, { kind: 'part', recipients: ['care'] })], {}],
    ['a purpose', [given(1), withdrawn(2, { kind: 'part', purposes: ['support'] })], {}],
    ['a class for a recipient', [given(1), withdrawn(2, { kind: 'part', recipients: ['care'], classes: ['support'] })], {}],
    ['what had run out when it was taken back', [given(1, { until: '2026-02-02T00:00:00Z' }), withdrawn(3)], {}],
  ])('holds for %s', (_, acts, change) => expect(takenBackAt([acts], asked(change))).not.toBeNull());
  it.each<[string, ConsentAct, boolean]>([
    ['for the same', given(5), true],
    ['that was there before', given(1), false],
    ['that has run out', given(5, { until: '2026-03-01T00:00:00Z' }), false],
    ['that runs out now', given(5, { until: AT.toISOString() }), false],
    ['that runs out in a moment', given(5, { until: new Date(AT.getTime() + 1).toISOString() }), true],
    ['to another', given(5, { recipients: ['police'] }), false],
    ['for another purpose', given(5, { purposes: ['plan'] }), false],
    ['to less', given(5, { classes: ['reference', 'health'] }), false],
    ['of somebody else', given(5, { personId: 'him' }), false],
  ])('is answered anew by a yes only where it is hers, later, and covers it: one %s', (_, later, answered) => {
    expect(takenBackAt([[given(1), withdrawn(3)], [later]], asked()) === null).toBe(answered);
  });
  it('is answered anew by a yes to all that was taken back, not by one to some of it', () => {
    const both = asked({ classes: ['reference', 'support', 'health'] });
    expect(takenBackAt([[given(1), withdrawn(3)], [given(5, { classes: ['support'] })]], both)).toEqual(day(3));
    expect(takenBackAt([[given(1), withdrawn(3)], [given(5)]], both)).toBeNull();
  });
});

describe('a consent whose end was made earlier', () => {
  const ends = (until: Date | string, place = 2) => withdrawn(place, { kind: 'end', until: new Date(until).toISOString() });
  it('is a no from that moment on, and tells when it was said', () => {
    expect(takenBackAt([[given(1), ends(AT)]], asked())).toEqual(day(2));
    expect(takenBackAt([[given(1), ends(new Date(AT.getTime() + 1))]], asked())).toBeNull();
    expect(takenBackAt([[given(1), ends(day(20)), ends(day(10), 4)]], asked())).toEqual(day(4));
    // One that has come does not wait for one that has not.
    expect(takenBackAt([[given(1), ends('2026-05-01T00:00:00Z'), ends(day(10), 4)]], asked())).toEqual(day(4));
  });
  it('is a no to what it covered, to whom it covered', () => {
    const over = [given(1), ends(day(20))];
    expect(takenBackAt([over], asked({ classes: ['reference', 'support', 'health'] }))).toEqual(day(2));
    expect(takenBackAt([over], asked({ classes: ['reference', 'risk'] }))).toBeNull();
    expect(takenBackAt([over], asked({ functionId: 'school' }))).toBeNull();
  });
  it('is answered by a yes that was given since she said so', () => {
    const over = [given(3), ends(day(20), 4)];
    expect(takenBackAt([over, [given(5)]], asked())).toBeNull();
    expect(takenBackAt([over, [given(2)]], asked())).toEqual(day(4));
  });
  it('is none where it ran out by itself', () => expect(takenBackAt([[given(1, { until: day(20).toISOString() })]], asked())).toBeNull());
});

describe('a consent that was taken back under another registration', () => {
  /** Who was registered twice has the second registration marked. */
  const registration = (personId: string): string => personId.replace(' again', '');
  const as = (change: Partial<Recorded>, persons: readonly Concerned[]) => {
    const acts = [[given(1, change), withdrawn(2)]];
    return [takenBackAt(acts, asked({ persons })), takenBackAt(acts, asked({ persons, registration }))];
  };
  const byGuardian = (personId: string, givenByPersonId: string): Partial<Recorded> => ({ personId, givenBy: 'guardian', givenByPersonId });
  it.each<[string, Partial<Recorded>, Concerned]>([
    ['hers', { personId: 'anna again' }, anna],
    ['the one that is asked about', {}, { ...anna, personId: 'anna again' }],
    ['the child’s', byGuardian('lisa again', 'anna'), lisa],
    ['the guardian’s', byGuardian('lisa', 'anna again'), lisa],
    ['the guardian’s, as the record has it', byGuardian('lisa', 'anna'), { ...lisa, guardians: ['anna again'] }],
    ['the parent’s', { personId: 'anna again' }, lisa],
    ['the parent’s, as the record has it', {}, { ...lisa, parents: ['anna again'] }],
  ])('is a no where the two are one person, and says nothing where they are two: %s', (_, change, person) =>
    expect(as(change, [person])).toEqual([null, day(2)]),
  );
  it('says nothing of anybody else', () => {
    expect(as({ personId: 'him again' }, [anna, lisa])).toEqual([null, null]);
    expect(as(byGuardian('lisa again', 'him again'), [lisa])).toEqual([null, null]);
  });
  it('is answered by a yes under either', () => {
    const acts = [[given(1, { personId: 'anna again' }), withdrawn(2)], [given(3)]];
    expect(takenBackAt(acts, asked({ registration }))).toBeNull();
    expect(takenBackAt(acts.toReversed(), asked({ persons: [{ ...anna, personId: 'anna again' }], registration }))).toBeNull();
  });
});

describe('asksOpposition', () => {
  it('is asked by a ground in force that a no closes, and by no other', () =>
    expect([
      asksOpposition('osl-26-1-harm-test', shippedRules, AT),
      asksOpposition('osl-10-2-necessary', shippedRules, AT),
      asksOpposition('osl-26-1-harm-test', shippedRules, new Date('2009-01-01')),
    ]).toEqual([true, false, false]));
});
