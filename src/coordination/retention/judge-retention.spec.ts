import { parseRetentionFile, shippedRetention, type RetentionFile } from '#config/retention';
import { birthDateOf, judgeRetention, yearsAfter, type PersonKept, type RetentionFacts } from './judge-retention.js';

const TODAY = '2031-11-02';
const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const person = (change: Partial<PersonKept> = {}): PersonKept => ({
  personId: uuid(1),
  role: 'exposed',
  bornOn: '1990-05-12',
  registeredOn: '2026-01-01',
  hasOwnRecord: false,
  ...change,
});
const child = (change: Partial<PersonKept> = {}) => person({ personId: uuid(2), role: 'child', bornOn: '2017-03-09', ...change });
const facts = (change: Partial<RetentionFacts> = {}): RetentionFacts => ({
  agencyId: 'boden',
  agencyKind: 'social-services',
  track: 'exposed',
  openedFor: 'referral',
  status: 'closed',
  closedAs: 'support-completed',
  openedOn: '2026-01-01',
  lastNoteOn: '2026-11-02',
  persons: [person()],
  interventions: [],
  ...change,
});
const childs = (change: Partial<RetentionFacts> = {}) => facts({ track: 'child', persons: [child()], ...change });
const judged = (given: RetentionFacts, today = TODAY, file: RetentionFile = shippedRetention) => {
  const { state, rule, dueOn, sample, birthUnknown } = judgeRetention(file, given, today);
  return { state, rule: rule?.id ?? null, dueOn, sample: sample?.id ?? null, birthUnknown };
};
const plain = { sample: null, birthUnknown: false };

describe('an adult’s record at social services', () => {
  const rule = { rule: 'adult-record', dueOn: '2031-11-02', ...plain };
  it('is due five years after its last note, to the day', () => {
    expect(judged(facts())).toEqual({ state: 'due', ...rule });
    expect(judged(facts(), '2031-11-01')).toEqual({ state: 'kept', ...rule });
    expect(judged(facts(), '2040-01-01')).toEqual({ state: 'due', ...rule });
  });
  it('is not due while it is open', () => expect(judged(facts({ status: 'open' }))).toEqual({ state: 'open', ...rule }));
  it('has the same time whoever it is about', () =>
    expect(judged(facts({ track: 'violence-user', persons: [person({ role: 'violence-user' })] }))).toEqual({ state: 'due', ...rule }));
  it('follows the child’s time when a child in it has no record of its own', () => {
    expect(judged(facts({ persons: [person(), child()] }))).toEqual({
      state: 'kept',
      rule: 'child-inquiry',
      dueOn: '2047-03-09',
      ...plain,
    });
    expect(judged(facts({ persons: [person(), child({ hasOwnRecord: true })] }))).toEqual({ state: 'due', ...rule });
  });
});

describe('a child’s record', () => {
  it('is kept until the child is thirty', () => {
    expect(judged(childs())).toEqual({ state: 'kept', rule: 'child-inquiry', dueOn: '2047-03-09', ...plain });
    expect(judged(childs(), '2047-03-08').state).toBe('kept');
    expect(judged(childs(), '2047-03-09').state).toBe('due');
  });
  it('is kept until the youngest is, in whatever order they came', () => {
    const [elder, younger] = [child(), child({ personId: uuid(3), bornOn: '2020-08-11' })];
    expect(judged(childs({ persons: [elder, younger] })).dueOn).toBe('2050-08-11');
    expect(judged(childs({ persons: [younger, elder] })).dueOn).toBe('2050-08-11');
  });
  it('is kept thirty years from registration when nobody knows when the child was born, and from its opening when nobody is in it', () => {
    expect(judged(childs({ persons: [child({ bornOn: null })] }))).toMatchObject({ dueOn: '2056-01-01', birthUnknown: true });
    expect(judged(childs({ persons: [], openedOn: '2026-02-03' }))).toMatchObject({ dueOn: '2056-02-03', birthUnknown: true });
  });
  it('goes five years after a concern report that led to nothing', () => {
    const unopened = childs({ openedFor: 'report', closedAs: 'unfounded' });
    expect(judged(unopened)).toEqual({ state: 'due', rule: 'concern-report-not-opened', dueOn: '2031-11-02', ...plain });
    expect(judged(childs({ openedFor: 'referral', closedAs: 'unfounded' })).rule).toBe('child-inquiry');
    expect(judged(childs({ openedFor: 'report', closedAs: 'moved' })).rule).toBe('child-inquiry');
    expect(judged(facts({ openedFor: 'report', closedAs: 'unfounded' })).rule).toBe('adult-record');
  });
  it('is never destroyed once the child was placed in a shelter', () => {
    const placed = { interventions: [{ personId: uuid(2), kind: 'shelter-placement' }] };
    const never = { state: 'never', rule: 'child-in-shelter', dueOn: null, ...plain };
    expect(judged(childs(placed), '2099-01-01')).toEqual(never);
    expect(judged(facts({ ...placed, persons: [person(), child()] }), '2099-01-01')).toEqual(never);
    // The mother's placement is hers; another kind is another thing.
    expect(judged(childs({ interventions: [{ personId: uuid(1), kind: 'shelter-placement' }] })).rule).toBe('child-inquiry');
    expect(judged(childs({ interventions: [{ personId: uuid(2), kind: 'counselling' }] })).rule).toBe('child-inquiry');
    expect(judged(facts({ interventions: [{ personId: uuid(1), kind: 'shelter-placement' }] })).rule).toBe('adult-record');
  });
});

describe('the sample for research', () => {
  it.each(['1990-05-05', '1990-05-15', '1990-05-25'])('preserves whoever was born on %s', (bornOn) =>
    expect(judged(facts({ persons: [person({ bornOn })] }))).toMatchObject({
      state: 'preserved',
      sample: 'research-sample',
      birthUnknown: false,
    }),
  );
  it.each(['1990-05-04', '1990-05-06', '1990-05-16', '1990-05-24'])('but nobody born on %s', (bornOn) =>
    expect(judged(facts({ persons: [person({ bornOn })] }))).toMatchObject({ state: 'due', sample: null }),
  );
  it('is about the one whose record it is, not about others in it', () => {
    expect(judged(facts({ persons: [person(), person({ personId: uuid(4), role: 'violence-user', bornOn: '1985-01-15' })] })).state).toBe(
      'due',
    );
    expect(judged(facts({ persons: [person(), child({ bornOn: '2017-03-15' })] })).state).toBe('preserved');
  });
  it('cannot be told where the birth date is missing', () => {
    expect(judged(facts({ persons: [person({ bornOn: null })] }))).toMatchObject({ state: 'due', birthUnknown: true });
    expect(judged(facts({ persons: [] }))).toMatchObject({ state: 'due', birthUnknown: true });
  });
  it('cannot be told either when only one of two children is known', () => {
    const [known, unknown] = [child(), child({ personId: uuid(3), bornOn: null })];
    expect(judged(childs({ persons: [known, unknown] }))).toMatchObject({ sample: null, birthUnknown: true });
    expect(judged(childs({ persons: [unknown, known] }))).toMatchObject({ sample: null, birthUnknown: true });
  });
  it('is told by one child that belongs to it, whoever else is unknown', () =>
    expect(judged(childs({ persons: [child({ bornOn: null }), child({ personId: uuid(3), bornOn: '2017-03-15' })] }))).toMatchObject({
      state: 'preserved',
      sample: 'research-sample',
      birthUnknown: false,
    }));
  it('asks nobody’s birth date of an agency that it is not about', () => {
    expect(judged(facts({ agencyKind: 'health-care', persons: [person({ bornOn: null })] })).birthUnknown).toBe(false);
    expect(judged(facts({ agencyKind: 'police', persons: [] })).birthUnknown).toBe(false);
  });
  it('is the social services’ alone', () =>
    expect(judged(facts({ agencyKind: 'health-care', lastNoteOn: '2020-01-01', persons: [person({ bornOn: '1990-05-15' })] }))).toEqual({
      state: 'due',
      rule: 'health-record',
      dueOn: '2030-01-01',
      ...plain,
    }));
  it('is everybody where the agency lies in such a county', () => {
    const file = { ...shippedRetention, samples: [{ ...shippedRetention.samples[0]!, wholly: ['boden'] }] };
    expect(judged(facts(), TODAY, file).state).toBe('preserved');
    expect(judged(facts({ agencyId: 'lulea' }), TODAY, file).state).toBe('due');
  });
  it('holds only while it is in force', () => {
    const file = { ...shippedRetention, samples: [{ ...shippedRetention.samples[0]!, validUntil: '2030-12-31' }] };
    expect(judged(facts({ persons: [person({ bornOn: '1990-05-15' })] }), TODAY, file).state).toBe('due');
  });
});

describe('other agencies', () => {
  it.each([
    ['health-care', 'health-record', '2036-11-02'],
    ['civil-society', 'private-provider', '2028-11-02'],
    ['police', 'other-public-record', '2031-11-02'],
    ['county', 'other-public-record', '2031-11-02'],
  ] as const)('%s: %s', (agencyKind, rule, dueOn) => expect(judged(facts({ agencyKind }))).toMatchObject({ rule, dueOn }));
  it('a private provider hands the child’s file over', () => {
    const { rule } = judgeRetention(shippedRetention, childs({ agencyKind: 'civil-society' }), TODAY);
    expect(rule).toMatchObject({ id: 'private-provider-child', handOver: true });
  });
  it('what no rule fits is preserved', () => {
    const file = {
      ...shippedRetention,
      rules: shippedRetention.rules.filter(({ of, agencies }) => of === 'log' || !agencies.includes('police')),
    };
    expect(judged(facts({ agencyKind: 'police' }), TODAY, file)).toEqual({ state: 'never', rule: null, dueOn: null, ...plain });
  });
});

describe('the file', () => {
  const [rule] = shippedRetention.rules.filter(({ id }) => id === 'adult-record');
  it('follows the day: a rule that has ended is followed by the next', () => {
    const rules = [
      { ...rule!, validUntil: '2030-12-31' },
      { ...rule!, version: '2', validFrom: '2031-01-01', keep: { until: 'years-after-last-note' as const, years: 7 } },
    ];
    const file = parseRetentionFile({ ...shippedRetention, rules });
    expect(judged(facts(), '2030-12-31', file).dueOn).toBe('2031-11-02');
    expect(judged(facts(), '2031-01-01', file).dueOn).toBe('2033-11-02');
  });
  it('tells a child’s own record from an adult’s that holds a child alone', () => {
    const alone = { ...rule!, id: 'child-alone', when: [{ childWithoutOwnRecord: true as const }] };
    const file = parseRetentionFile({ ...shippedRetention, rules: [alone, rule] });
    expect(judged(facts({ persons: [person(), child()] }), TODAY, file).rule).toBe('child-alone');
    expect(judged(childs(), TODAY, file).rule).toBe('adult-record');
  });
  it('may name several reasons for the closing: one of them is enough', () => {
    const moved = { ...rule!, id: 'went-away', when: [{ closedAs: ['moved' as const, 'declined-support' as const] }] };
    const file = parseRetentionFile({ ...shippedRetention, rules: [moved, rule] });
    const ruleWhen = (closedAs: string | null) => judged(facts({ closedAs }), TODAY, file).rule;
    expect(['moved', 'declined-support', 'unfounded', null].map(ruleWhen)).toEqual([
      'went-away',
      'went-away',
      'adult-record',
      'adult-record',
    ]);
  });
  it.each<[string, object, RegExp]>([
    [
      'two at a time',
      { rules: [rule, { ...rule, version: '2', validFrom: '2026-01-01' }] },
      /adult-record: two rules hold at the same time/,
    ],
    [
      'a version twice',
      {
        rules: [
          { ...rule, validUntil: '2025-12-31' },
          { ...rule, validFrom: '2026-01-01' },
        ],
      },
      /version 1 twice/,
    ],
    ['an end before its beginning', { rules: [{ ...rule, validUntil: '2024-01-01' }] }, /ends before it begins/],
    ['for ever and erased', { rules: [{ ...rule, keep: { until: 'for-ever' } }] }, /kept for ever is never erased/],
    ['never and for a time', { rules: [{ ...rule, erasure: 'never' }] }, /kept for ever is never erased/],
    [
      'a decision to destroy what never is',
      {
        rules: [
          {
            ...rule,
            keep: { until: 'for-ever' },
            erasure: 'never',
            standingDecisions: [{ agencyId: 'a', reference: 'SN 1', from: '2026-01-01' }],
          },
        ],
      },
      /nobody decides to destroy/,
    ],
    ['an unknown word', { rules: [{ ...rule, keepFor: 5 }] }, /keepFor/],
    ['no rule', { rules: [] }, /rules/],
  ])('is refused with %s', (_, change, fault) => expect(() => parseRetentionFile({ ...shippedRetention, ...change })).toThrow(fault));
});

it('counts years by the calendar', () => {
  expect(yearsAfter('2024-02-29', 5)).toBe('2029-03-01');
  expect(yearsAfter('2024-02-29', 4)).toBe('2028-02-29');
  expect(yearsAfter('2026-11-02', -5)).toBe('2021-11-02');
});

it('reads a birth date out of a number, and nothing out of anything else', () => {
  expect(birthDateOf('199005122388')).toBe('1990-05-12');
  expect(birthDateOf('199005722388')).toBe('1990-05-12');
  expect(birthDateOf('199005012388')).toBe('1990-05-01');
  expect(birthDateOf('199005612388')).toBe('1990-05-01');
  expect(birthDateOf('199005912388')).toBe('1990-05-31');
  expect(birthDateOf('202402292388')).toBe('2024-02-29');
  expect(birthDateOf('199005002388')).toBeNull();
  expect(birthDateOf('199005322388')).toBeNull();
  expect(birthDateOf('199005922388')).toBeNull();
  expect(birthDateOf('199005602388')).toBeNull();
  expect(birthDateOf('199002302388')).toBeNull();
  expect(birthDateOf('199013012388')).toBeNull();
  expect(birthDateOf('9005122388')).toBeNull();
  expect(birthDateOf('x199005122388')).toBeNull();
  expect(birthDateOf('1990051223881')).toBeNull();
  expect(birthDateOf(199005122388)).toBeNull();
  expect(birthDateOf({ erased: true })).toBeNull();
  expect(birthDateOf(undefined)).toBeNull();
});
