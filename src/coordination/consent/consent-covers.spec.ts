import fc from 'fast-check';
import { FIELD_CLASSES, fold } from '#libs/shared-kernel';
import {
  classesFor,
  classesLeft,
  concerned,
  consentIsTheirs,
  consentCovers,
  purposesLeft,
  recipientsLeft,
  type Coverage,
  type CoverageQuestion,
  type GivenConsent,
} from './consent-covers.js';
import type { RecordedPerson } from './consent-giver.js';
import { consentDecider, type ConsentCommand, type ConsentState } from './consent.decider.js';
import { PURPOSES, type ConsentEvent } from './consent.events.js';

const FUNCTIONS = ['f1', 'f2', 'f3'];
const TAKEN_BACK = FIELD_CLASSES.filter((cls) => cls !== 'reference');
const subset = <T>(all: readonly T[], minLength = 1) => fc.subarray([...all], { minLength });
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const id = '0a8f0a1e-0000-4000-8000-000000000001';

const recorded = fc
  .record({
    recipients: subset(FUNCTIONS),
    classes: subset(FIELD_CLASSES),
    purposes: subset(PURPOSES),
    until: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ until, ...covered }): ConsentEvent => ({
    type: 'coordination.ConsentRecorded',
    data: {
      consentId: id,
      recordId: id,
      caseId: id,
      agencyId: 'polisen',
      personId: id,
      givenBy: 'adult',
      form: 'oral',
      alone: 'yes',
      circumstances: 'in-car',
      ...covered,
      until: day(until).toISOString(),
    },
  }));
const withdraw = fc
  .oneof(
    fc.constant({ kind: 'whole' as const }),
    subset(FUNCTIONS).map((recipients) => ({ kind: 'part' as const, recipients })),
    subset(TAKEN_BACK).map((classes) => ({ kind: 'part' as const, classes })),
    subset(PURPOSES).map((purposes) => ({ kind: 'part' as const, purposes })),
    fc.tuple(subset(FUNCTIONS), subset(TAKEN_BACK)).map(([recipients, classes]) => ({ kind: 'part' as const, recipients, classes })),
    fc
      .tuple(subset(FUNCTIONS), subset(TAKEN_BACK), subset(PURPOSES))
      .map(([recipients, classes, purposes]) => ({ kind: 'part' as const, recipients, classes, purposes })),
    fc.integer({ min: 1, max: 30 }).map((n) => ({ kind: 'end' as const, until: day(n).toISOString() })),
  )
  .map((scope): ConsentCommand => ({ type: 'WithdrawConsent', data: { consentId: id, scope, alone: 'yes', heardBy: 'astrid' } }));
const extend = fc
  .record({
    recipients: subset(FUNCTIONS, 0),
    classes: subset(FIELD_CLASSES, 0),
    days: fc.integer({ min: 1, max: 60 }),
    at: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ days, at, ...added }): ConsentCommand => ({
    type: 'ExtendConsent',
    data: { consentId: id, ...added, until: day(days).toISOString(), form: 'oral', alone: 'yes' },
    at: day(at).toISOString(),
  }));
const question: fc.Arbitrary<CoverageQuestion> = fc.record({
  functionId: fc.constantFrom(...FUNCTIONS),
  classes: subset(FIELD_CLASSES),
  purpose: fc.constantFrom(...PURPOSES),
  at: fc.integer({ min: 0, max: 70 }).map(day),
});

const run = (state: ConsentState, command: ConsentCommand): ConsentState => {
  const decision = consentDecider.decide(command, state);
  return decision.accepted ? fold(consentDecider, decision.events, state) : state;
};
const history = (first: ConsentEvent, commands: readonly ConsentCommand[]): ConsentState =>
  commands.reduce(run, fold(consentDecider, [first]));

describe('what a consent covers', () => {
  let covered = 0;
  it('is never more after a withdrawal than before it', () =>
    fc.assert(
      fc.property(recorded, fc.array(fc.oneof(withdraw, extend), { maxLength: 6 }), withdraw, question, (first, before, last, asked) => {
        const earlier = history(first, before);
        const later = run(earlier, last);
        if (consentCovers(later, asked)) covered++;
        return !consentCovers(later, asked) || consentCovers(earlier, asked);
      }),
      { numRuns: 5000 },
    ));
  it('and the property was not proved on nothing', () => expect(covered).toBeGreaterThan(10));

  it('is nothing after the whole was withdrawn, whatever comes after', () =>
    fc.assert(
      fc.property(recorded, fc.array(fc.oneof(withdraw, extend), { maxLength: 6 }), question, (first, after, asked) => {
        const gone = run(fold(consentDecider, [first]), {
          type: 'WithdrawConsent',
          data: { consentId: id, scope: { kind: 'whole' }, alone: 'yes', heardBy: 'astrid' },
        });
        return !consentCovers(after.reduce(run, gone), asked);
      }),
    ));

  it('never holds what was taken back of it, whatever is added later', () =>
    fc.assert(
      fc.property(recorded, withdraw, fc.array(extend, { maxLength: 6 }), question, (first, taken, after, asked) => {
        if (taken.type !== 'WithdrawConsent') return true;
        const { scope } = taken.data;
        const decision = consentDecider.decide(taken, fold(consentDecider, [first]));
        if (!decision.accepted || decision.events.length === 0) return true;
        const hit =
          scope.kind === 'whole' ||
          (scope.kind === 'end'
            ? asked.at >= new Date(scope.until)
            : (scope.recipients?.includes(asked.functionId) ?? true) &&
              (scope.classes?.some((cls) => cls !== 'reference' && asked.classes.includes(cls)) ?? true) &&
              (scope.purposes?.includes(asked.purpose) ?? true));
        return !hit || !consentCovers(history(first, [taken, ...after]), asked);
      }),
      { numRuns: 3000 },
    ));

  it('ends with its last moment', () =>
    fc.assert(
      fc.property(recorded, question, (first, asked) => {
        const state = fold(consentDecider, [first]);
        return state.status === 'given' && (asked.at < new Date(state.until) || !consentCovers(state, asked));
      }),
    ));
  it('is nothing where there is none', () => fc.assert(fc.property(question, (asked) => !consentCovers({ status: 'none' }, asked))));
  it('covers free text only where it was chosen by name', () =>
    fc.assert(
      fc.property(recorded, question, (first, asked) => {
        const chosen = first.type === 'coordination.ConsentRecorded' && first.data.classes.includes('free-text');
        return chosen || !consentCovers(fold(consentDecider, [first]), { ...asked, classes: [...asked.classes, 'free-text'] });
      }),
    ));
});

describe('whose data a consent opens', () => {
  const today = '2026-11-02';
  const person = (personId: string, role: RecordedPerson['role'], rest: Partial<RecordedPerson> = {}): RecordedPerson => ({
    ...{ personId, role, minor: role === 'child', protection: 'none' },
    ...rest,
  });
  const anna = person('anna', 'exposed', { personNumber: '198804122387' });
  const carl = person('carl', 'violence-user');
  const granny = person('granny', 'relative');
  const lisa = person('lisa', 'child', { personNumber: '201703012384' });
  const per = person('per', 'child');
  const everyone = [anna, carl, granny, lisa, per];
  const opens = (consent: Partial<GivenConsent>, ids: string[], inRecord = everyone) =>
    consentIsTheirs({ personId: 'anna', givenBy: 'adult', ...consent }, concerned(ids, inRecord, today));
  const own = (personId: string): Partial<GivenConsent> => ({ personId, givenBy: 'child-mature' });
  const guardian = (personId: string, givenByPersonId: string): Partial<GivenConsent> => ({
    personId,
    givenBy: 'guardian',
    givenByPersonId,
  });

  it('is asked of each as the record tells it: guardians, the exposed among them, and when a child comes of age', () => {
    const sixteen = person('sixteen', 'exposed', { personNumber: '201001152384' });
    expect(concerned(['granny', 'lisa', 'per', 'sixteen'], [...everyone, sixteen], today)).toEqual([
      { personId: 'granny', minor: false, under21: false },
      {
        ...{ personId: 'lisa', minor: true, adultAt: '2035-02-28T23:00:00.000Z' },
        ...{ guardians: ['anna', 'granny'], parents: ['anna'] },
      },
      { personId: 'per', minor: true, guardians: ['anna', 'granny'], parents: ['anna'] },
      { personId: 'sixteen', minor: true, adultAt: '2028-01-14T23:00:00.000Z', guardians: ['anna', 'granny'], parents: [] },
    ]);
  });
  it('is her own and that of the child who came with her, never another adult’s, nor of nobody', () => {
    expect(opens({}, ['anna', 'lisa'])).toBe(true);
    expect(opens({}, ['anna', 'carl'])).toBe(false);
    expect(opens({}, ['granny'])).toBe(false);
    expect(opens({}, [])).toBe(false);
  });
  it('is never a child’s on the word of a relative, a sibling, or whoever used the violence', () => {
    expect(opens({ personId: 'granny' }, ['lisa'])).toBe(false);
    expect(opens(own('per'), ['lisa'])).toBe(false);
    expect(opens(guardian('per', 'anna'), ['lisa'])).toBe(false);
    expect(opens({ personId: 'carl' }, ['lisa'])).toBe(false);
    expect(opens(guardian('lisa', 'carl'), ['lisa'])).toBe(false);
    expect(opens(guardian('lisa', 'stranger'), ['lisa'])).toBe(false);
    expect(opens({ personId: 'lisa', givenBy: 'guardian' }, ['lisa'])).toBe(false);
    // The control: a guardian's word holds, the child's own, and a special representative's.
    expect(opens(guardian('lisa', 'granny'), ['lisa'])).toBe(true);
    expect(opens(own('lisa'), ['lisa'])).toBe(true);
    expect(opens({ personId: 'lisa', givenBy: 'special-representative' }, ['lisa'])).toBe(true);
  });
  it('is no longer a protected child’s on what a parent said, once or for herself', () => {
    for (const protection of ['secrecy-mark', 'protected-registration'] as const) {
      const hidden = everyone.map((one) => (one === lisa ? { ...lisa, protection } : one));
      expect(opens({}, ['lisa'], hidden)).toBe(false);
      expect(opens(guardian('lisa', 'anna'), ['lisa'], hidden)).toBe(false);
      expect(opens(own('lisa'), ['lisa'], hidden)).toBe(true);
      expect(opens({ personId: 'lisa', givenBy: 'special-representative' }, ['lisa'], hidden)).toBe(true);
    }
  });
  it('is no longer a child’s on a guardian’s word, nor on a mother’s, from the eighteenth birthday, whatever was ticked', () => {
    const grown = everyone.map((one) => (one === lisa ? { ...lisa, personNumber: '200811022383' } : one));
    expect(opens(guardian('lisa', 'anna'), ['lisa'], grown)).toBe(false);
    expect(opens({ personId: 'lisa', givenBy: 'special-representative' }, ['lisa'], grown)).toBe(false);
    expect(opens({}, ['anna', 'lisa'], grown)).toBe(false);
    // What she said herself at seventeen is still hers.
    expect(opens(own('lisa'), ['lisa'], grown)).toBe(true);
    expect(opens({ personId: 'lisa' }, ['lisa'], grown)).toBe(true);
  });
  it('is no child’s as an adult’s, though nobody ticked that it is one', () => {
    const sixteen = person('sixteen', 'exposed', { personNumber: '201001152384' });
    expect(opens({ personId: 'sixteen' }, ['sixteen'], [sixteen])).toBe(false);
    expect(opens({ personId: 'sixteen' }, ['lisa'], [...everyone, sixteen])).toBe(false);
    expect(opens(own('sixteen'), ['sixteen'], [sixteen])).toBe(true);
  });
  it('is that of a young person who used violence on their own word, never on that of the one they were violent to', () => {
    const young = person('young', 'violence-user', { minor: true });
    const inRecord = [...everyone, young];
    expect(opens({}, ['young'], inRecord)).toBe(false);
    expect(opens(own('young'), ['young'], inRecord)).toBe(true);
    expect(opens(own('young'), ['lisa'], inRecord)).toBe(false);
  });
});

describe('a consent, letter for letter', () => {
  const given: Coverage & { status: string } = {
    ...{ status: 'given', recipients: ['f1', 'f2'], classes: ['reference', 'risk', 'health'], purposes: ['support'] },
    ...{ until: day(10).toISOString(), denied: [] },
  };
  const asked: CoverageQuestion = { functionId: 'f1', classes: ['risk'], purpose: 'support', at: day(5) };
  const covers = (change: Partial<typeof given>, question: Partial<CoverageQuestion> = {}): boolean =>
    consentCovers({ ...given, ...change }, { ...asked, ...question });

  it('covers what it names, until its last moment', () => {
    expect(covers({})).toBe(true);
    expect(covers({}, { classes: ['reference', 'risk', 'health'] })).toBe(true);
    expect(covers({}, { at: new Date(day(10).getTime() - 1) })).toBe(true);
  });
  it.each<[string, Partial<typeof given>, Partial<CoverageQuestion>]>([
    ['once it has run out', {}, { at: day(10) }],
    ['long after it has run out', {}, { at: day(60) }],
    ['once it is withdrawn', { status: 'withdrawn' }, {}],
    ['to another recipient', {}, { functionId: 'f3' }],
    ['of another class', {}, { classes: ['risk', 'location'] }],
    ['for another purpose', {}, { purpose: 'plan' }],
    ['to a recipient that was taken back', { denied: [{ recipient: 'f1', class: null, purpose: null }] }, {}],
    ['of a class that was taken back', { denied: [{ recipient: null, class: 'risk', purpose: null }] }, {}],
    ['of a class that was taken back from the recipient', { denied: [{ recipient: 'f1', class: 'risk', purpose: null }] }, {}],
    ['for a purpose that was taken back', { denied: [{ recipient: null, class: null, purpose: 'support' }] }, {}],
    ['for a purpose that was taken back from the recipient', { denied: [{ recipient: 'f1', class: null, purpose: 'support' }] }, {}],
    ['of a class that was taken back for the purpose', { denied: [{ recipient: null, class: 'risk', purpose: 'support' }] }, {}],
    ['that holds no classes', { classes: [] }, { classes: [] }],
  ])('does not cover anything %s', (_, change, question) => expect(covers(change, question)).toBe(false));

  it('never covers anything that was not recorded', () => {
    expect(consentCovers({ status: 'given' }, asked)).toBe(false);
    expect(consentCovers({ status: 'none' }, asked)).toBe(false);
  });
  it('keeps what was taken back from another', () => {
    expect(classesFor({ ...given, denied: [{ recipient: 'f2', class: null, purpose: null }] }, 'f1', 'support')).toEqual([
      'reference',
      'risk',
      'health',
    ]);
    expect(classesFor({ ...given, denied: [{ recipient: 'f2', class: 'risk', purpose: null }] }, 'f1', 'support')).toEqual([
      'reference',
      'risk',
      'health',
    ]);
    expect(classesFor({ ...given, denied: [{ recipient: 'f1', class: 'risk', purpose: null }] }, 'f1', 'support')).toEqual([
      'reference',
      'health',
    ]);
    expect(classesFor({ ...given, denied: [{ recipient: null, class: 'risk', purpose: null }] }, 'f2', 'support')).toEqual([
      'reference',
      'health',
    ]);
  });
  it('gives that a row exists only beside something else, or where nothing else was asked for', () => {
    expect(
      classesFor({ ...given, classes: ['risk'], denied: [{ recipient: null, class: 'risk', purpose: null }] }, 'f1', 'support'),
    ).toEqual([]);
    expect(classesFor({ ...given, classes: ['reference'] }, 'f1', 'support')).toEqual(['reference']);
    expect(classesFor({ ...given, classes: ['risk'] }, 'f1', 'support')).toEqual(['reference', 'risk']);
    expect(classesFor({ ...given, classes: [] }, 'f1', 'support')).toEqual([]);
    expect(classesFor({ ...given, denied: [{ recipient: null, class: null, purpose: null }] }, 'f1', 'support')).toEqual([]);
    expect(
      classesFor({ ...given, classes: ['reference'], denied: [{ recipient: 'f1', class: null, purpose: null }] }, 'f1', 'support'),
    ).toEqual([]);
    expect(classesFor(given, 'f3', 'support')).toEqual([]);
  });
  it('keeps for a purpose what was taken back for another', () => {
    const both: typeof given = { ...given, purposes: ['support', 'plan'] };
    const all = ['reference', 'risk', 'health'];
    const plan = { recipient: null, class: null, purpose: 'plan' } as const;
    expect(classesFor({ ...both, denied: [plan] }, 'f1', 'support')).toEqual(all);
    expect(classesFor({ ...both, denied: [plan] }, 'f1', 'plan')).toEqual([]);
    expect(classesFor({ ...both, denied: [{ ...plan, class: 'risk' }] }, 'f1', 'plan')).toEqual(['reference', 'health']);
    expect(classesFor({ ...both, denied: [{ ...plan, class: 'risk' }] }, 'f1', 'support')).toEqual(all);
    expect(classesFor({ ...both, denied: [{ ...plan, recipient: 'f2' }] }, 'f1', 'plan')).toEqual(all);
    expect(classesFor(both, 'f1', 'healthcare')).toEqual([]);
    expect(classesFor({ ...both, classes: ['reference'], denied: [plan] }, 'f1', 'plan')).toEqual([]);
    // Of either is left what is left of one.
    expect(classesLeft({ ...both, denied: [plan, { recipient: null, class: 'risk', purpose: 'support' }] }, 'f1')).toEqual([
      'reference',
      'health',
    ]);
    expect(classesLeft({ ...both, classes: ['health', 'risk'], denied: [plan] }, 'f1')).toEqual(['reference', 'health', 'risk']);
    expect(classesLeft({ ...both, denied: [plan, { ...plan, purpose: 'support' }] }, 'f1')).toEqual([]);
  });
  it('tells which purposes are left', () => {
    const both: typeof given = { ...given, purposes: ['support', 'plan'] };
    const plan = { recipient: null, class: null, purpose: 'plan' } as const;
    expect(purposesLeft(both)).toEqual(['support', 'plan']);
    expect(purposesLeft({ ...both, denied: [plan] })).toEqual(['support']);
    expect(purposesLeft({ ...both, denied: [{ ...plan, recipient: 'f1' }] })).toEqual(['support', 'plan']);
    expect(purposesLeft({ ...both, denied: ['f1', 'f2'].map((recipient) => ({ ...plan, recipient })) })).toEqual(['support']);
  });
  it('tells which recipients are left', () => {
    expect(recipientsLeft(given)).toEqual(['f1', 'f2']);
    expect(recipientsLeft({ ...given, denied: [{ recipient: 'f1', class: null, purpose: null }] })).toEqual(['f2']);
    expect(
      recipientsLeft({
        ...given,
        denied: [
          { recipient: null, class: 'risk', purpose: null },
          { recipient: null, class: 'health', purpose: null },
        ],
      }),
    ).toEqual([]);
  });
});
