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

describe('asksOpposition', () => {
  it('is asked by a ground in force that a no closes, and by no other', () =>
    expect([
      asksOpposition('osl-26-1-harm-test', shippedRules, AT),
      asksOpposition('osl-10-2-necessary', shippedRules, AT),
      asksOpposition('osl-26-1-harm-test', shippedRules, new Date('2009-01-01')),
    ]).toEqual([true, false, false]));
});
