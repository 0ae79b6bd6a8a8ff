import fc from 'fast-check';
import { CIRCUMSTANCES, CRIME_GRADES, DOCUMENTATION_KINDS, legalGrounds, shippedRules } from '#config/legal-grounds';
import { AGENCY_KINDS, FIELD_CLASSES, type AgencyKind, type FieldClass } from '#libs/shared-kernel';
import { judgeGround, type GroundRequest } from './ground-check.js';

/**
 * An oracle of its own, written from the rules of law (each line from its paragraph) and not from the rule file: whether a ground opens. One line for
 * each ground: from, to, and what else must hold. `all`: the authorities bound by OSL that work with people.
 */
type Q = GroundRequest;
const has = (q: Q, ...stated: string[]) => stated.some((one) => one !== 'under-18' && (q.circumstances ?? []).includes(one as never));
const wrote = (q: Q, ...kinds: (keyof Q['documentation'])[]) =>
  kinds.every((kind) => (q.documentation[kind] ?? '').length >= (kind === 'concrete-circumstances' ? 20 : kind === 'reason' ? 3 : 10));
const graded = (q: Q, ...grades: string[]) => grades.includes(q.documentation['crime-grade'] ?? '');
const only = (q: Q, ...classes: FieldClass[]) => q.classes.every((cls) => classes.includes(cls));
const copies = (q: Q) => q.mode === 'copy';
const once = (q: Q) => q.mode !== 'standing';
const [SOC, CARE, POL, PROS, SCH, CIV, STATE, RES] = AGENCY_KINDS;
const all: AgencyKind[] = [SOC, CARE, POL, PROS, SCH, STATE, RES];
const anyone = [...all, CIV];
const adults = (q: Q) => q.persons.filter(({ minor }) => !minor).length;
const children = (q: Q) => adults(q) === 0 && q.persons.length > 0;
const aChild = (q: Q) => adults(q) < q.persons.length;
/** Nobody's secrecy falls for another's sake (12:2): the need is one adult's, beside children, who have theirs by age. */
const special = (q: Q) => children(q) || (adults(q) === 1 && has(q, 'substance-use', 'compulsory-psychiatric-care', 'pregnancy'));
/** The medical part of student health has the secrecy of health care (25:1), which these grounds stop at. */
const ofTheSchoolNurse = (q: Q) => q.from === SCH && q.classes.includes('health');
/** And these open it: hers, of what a school has. */
const asOfTheNurse = (q: Q) => q.from !== SCH || only(q, 'reference', 'identity', 'health');

type Line = [from: readonly AgencyKind[], to: readonly AgencyKind[], holds: (q: Q) => boolean, urgent?: 'may' | 'only'];
const LAW: Record<string, Line> = {
  'osl-10-1-consent': [all, anyone, (q) => q.consentCovers === true && !has(q, 'harm-from-guardian')],
  'osl-12-3-guardian-consent': [all, anyone, (q) => q.consentCovers === true && children(q) && !has(q, 'harm-from-guardian')],
  'sol-17-11-consent': [[CIV], anyone, (q) => q.consentCovers === true && !has(q, 'harm-from-guardian')],
  'sol-17-11-harm-test': [
    [CIV],
    all,
    (q) => copies(q) && wrote(q, 'harm-test') && !has(q, 'person-opposes') && !q.classes.includes('location'),
  ],
  'osl-25-1-harm-test': [[CARE], anyone, (q) => once(q) && wrote(q, 'harm-test') && !has(q, 'person-opposes')],
  'osl-26-1-harm-test': [[SOC], anyone, (q) => once(q) && wrote(q, 'harm-test') && !has(q, 'person-opposes')],
  'osl-10-2-necessary': [all, anyone, (q) => once(q) && wrote(q, 'necessity')],
  'osl-10-14-reservation': [all, [CIV], (q) => copies(q) && wrote(q, 'harm-test', 'reservation')],
  // Never out of health care nor social services (25:1–8, 26:1–6).
  'osl-10-27': [[POL, PROS, SCH, STATE], all, (q) => once(q) && wrote(q, 'balancing') && !ofTheSchoolNurse(q)],
  'brb-24-4-necessity': [anyone, anyone, (q) => once(q) && wrote(q, 'reason'), 'only'],
  'osl-25-12': [[CARE], [CARE, SOC], (q) => once(q) && wrote(q, 'necessity') && special(q)],
  'osl-25-13': [
    [CARE],
    [CARE, SOC],
    (q) => once(q) && wrote(q, 'necessity') && has(q, 'cannot-consent') && q.persons.length === 1 && !has(q, 'person-opposes'),
  ],
  'osl-26-9': [[SOC], [CARE, SOC], (q) => once(q) && wrote(q, 'necessity') && special(q)],
  'osl-10-15a': [
    [SOC, POL, PROS, SCH, STATE],
    [SOC, CARE, POL, PROS, SCH, STATE],
    (q) => once(q) && wrote(q, 'balancing', 'necessity') && !has(q, 'committed-crime') && !ofTheSchoolNurse(q),
  ],
  'osl-10-18a': [
    [SOC],
    [POL],
    (q) =>
      once(q) &&
      wrote(q, 'concrete-circumstances', 'balancing') &&
      has(q, 'risk-of-crime') &&
      q.persons.length > 0 &&
      q.persons.every(({ minor, under21 }) => minor || under21),
    'may',
  ],
  'osl-10-18c': [
    [CARE, SOC],
    [POL],
    (q) =>
      once(q) &&
      wrote(q, 'concrete-circumstances', 'balancing') &&
      graded(q, 'min-one-year', 'gross-violation-of-integrity') &&
      !has(q, 'committed-crime'),
    'may',
  ],
  'osl-10-19': [
    [SOC, CARE, SCH, STATE, RES],
    [POL],
    (q) => once(q) && wrote(q, 'concrete-circumstances', 'reason') && !has(q, 'committed-crime'),
    'may',
  ],
  'osl-10-20': [[SOC, CARE], [POL], (q) => copies(q) && wrote(q, 'concrete-circumstances') && children(q), 'may'],
  'osl-10-21': [
    [SOC, CARE, SCH],
    [POL, PROS],
    (q) =>
      once(q) &&
      wrote(q, 'concrete-circumstances') &&
      graded(q, 'against-child', 'genital-mutilation') &&
      aChild(q) &&
      asOfTheNurse(q) &&
      has(q, 'committed-crime'),
    'may',
  ],
  'osl-10-23': [
    [SOC, CARE, SCH],
    [POL, PROS],
    (q) =>
      once(q) &&
      wrote(q, 'concrete-circumstances') &&
      graded(q, 'min-one-year', 'gross-violation-of-integrity', 'attempt-min-two-years', 'genital-mutilation') &&
      asOfTheNurse(q) &&
      has(q, 'committed-crime'),
    'may',
  ],
  'osl-10-24': [
    [POL, SCH, STATE, RES],
    [POL, PROS],
    (q) =>
      once(q) &&
      wrote(q, 'concrete-circumstances') &&
      !graded(q, '', 'lower', 'unknown') &&
      has(q, 'committed-crime') &&
      !ofTheSchoolNurse(q),
  ],
  'osl-10-28-sol-19-1': [anyone, [SOC], (q) => once(q) && wrote(q, 'reason') && aChild(q), 'may'],
  'osl-10-28-sol-20-6': [anyone, [SOC], (q) => copies(q) && wrote(q, 'request', 'necessity') && aChild(q) && has(q, 'inquiry-decided')],
  // What came of a concern is told in the concern: no disclosure has it to give.
  'sol-19-6-reporter-informed': [[SOC], anyone, () => false],
  'lag-2025-170-4-address': [
    [SOC, CARE, SCH, STATE],
    [POL, PROS],
    (q) => copies(q) && wrote(q, 'request', 'balancing') && only(q, 'reference', 'identity', 'location'),
    'may',
  ],
  'lag-2025-170-5-7': [
    [STATE, SCH],
    [POL, PROS],
    (q) =>
      copies(q) &&
      wrote(q, 'necessity') &&
      !ofTheSchoolNurse(q) &&
      (q.from === SCH || ['forsakringskassan', 'arbetsformedlingen', 'migrationsverket'].includes(q.fromAgency ?? '')),
  ],
  'osl-10-28-sol-15-7': [
    [SOC],
    [POL, PROS, STATE],
    (q) =>
      copies(q) &&
      wrote(q, 'request') &&
      // Whether, never anything that is done for her there.
      (q.documentation['in-shelter'] ?? '') !== '' &&
      only(q, 'reference', 'identity', 'location') &&
      (q.to !== STATE || ['kronofogden', 'skatteverket', 'domstol'].includes(q.toAgency ?? '')),
    'may',
  ],
  'lag-2007-606-death-review': [anyone, [STATE], (q) => copies(q) && wrote(q, 'request') && q.toAgency === 'socialstyrelsen'],
};

/** BrB 24:4: an urgent act is never made impossible, by whatever else is decided. It is one act: nothing that goes on. */
const inDanger = (q: Q): boolean => q.urgent && q.ground === 'brb-24-4-necessity' && once(q);
/** Whatever ground is named; but danger to life or health breaks it. */
const limited = (q: Q): boolean =>
  (q.mode === 'standing' && (q.from === CARE || q.classes.includes('free-text'))) ||
  (q.to === CIV && q.mode === 'referral' && q.consentCovers !== true) ||
  (q.to === RES && q.consentCovers !== true && !only(q, 'reference', 'health', 'risk', 'crime', 'child', 'support', 'plan'));
const barred = (q: Q): boolean => q.classes.length === 0 || q.to === 'county' || (!inDanger(q) && limited(q));

const opens = (q: Q): boolean => {
  const [from, to, holds, urgent] = LAW[q.ground]!;
  const asUrgent = q.urgent ? urgent !== undefined : urgent !== 'only';
  return from.includes(q.from) && to.includes(q.to) && asUrgent && !barred(q) && holds(q);
};

const AT = new Date('2026-02-03T10:00:00Z');
const LONG = 'Han har visat kniven och sagt när han kommer.';
const everything = Object.fromEntries(DOCUMENTATION_KINDS.map((kind) => [kind, LONG]));
const AGENCIES = ['forsakringskassan', 'skatteverket', 'socialstyrelsen', 'domstol'];
const [ADULT, YOUNG, CHILD] = [{ minor: false }, { minor: false, under21: true }, { minor: true }];
const PERSONS = [[ADULT], [ADULT, CHILD], [ADULT, ADULT], [CHILD], [YOUNG, CHILD], [YOUNG], [YOUNG, ADULT], [CHILD, CHILD], []];
/** One adult, beside a child, beside another; a child, and beside somebody of twenty. */
const TABLED = PERSONS.slice(0, 5);
const request = fc.record({
  ground: fc.constantFrom(...Object.keys(LAW)),
  from: fc.constantFrom(...AGENCY_KINDS),
  to: fc.constantFrom(...AGENCY_KINDS),
  fromAgency: fc.constantFrom(...AGENCIES),
  toAgency: fc.constantFrom(...AGENCIES),
  mode: fc.constantFrom('copy' as const, 'referral' as const, 'standing' as const),
  classes: fc.subarray([...FIELD_CLASSES]),
  consentCovers: fc.constantFrom(true, false, null),
  documentation: fc
    .tuple(fc.subarray([...DOCUMENTATION_KINDS]), fc.constantFrom('ja', LONG), fc.constantFrom(...CRIME_GRADES, ''))
    .map(([kinds, text, grade]) => ({ ...Object.fromEntries(kinds.map((kind) => [kind, text])), 'crime-grade': grade })),
  persons: fc.constantFrom(...PERSONS),
  circumstances: fc.subarray([...CIRCUMSTANCES], { maxLength: 3 }),
  urgent: fc.boolean(),
  at: fc.constant(AT),
});

const SPOILT = ['osl-10-27', 'osl-10-18a', 'osl-10-18c', 'osl-25-12', 'osl-10-1-consent', 'osl-10-28-sol-19-1'];
/** Each ground × sender × recipient × mode × child × consent × urgency × what is stated and graded, with everything written down. */
function* table(grounds: readonly string[] = Object.keys(LAW)): Generator<Q> {
  const stated = [[], ...CIRCUMSTANCES.map((one) => [one]), ['committed-crime', 'person-opposes']] as Q['circumstances'][];
  for (const ground of grounds)
    for (const from of AGENCY_KINDS)
      for (const to of AGENCY_KINDS)
        for (const [n, circumstances] of stated.entries())
          for (const mode of ['copy', 'referral', 'standing'] as const)
            for (const urgent of [false, true])
              for (const persons of TABLED) {
                const documentation = { ...everything, 'crime-grade': CRIME_GRADES[n % CRIME_GRADES.length]! };
                const classes: FieldClass[] =
                  n % 3 === 0 ? ['reference'] : n % 3 === 1 ? ['reference', 'identity'] : ['health', 'free-text'];
                const consentCovers = n % 2 === 0 ? null : true;
                const agencies = { fromAgency: AGENCIES[n % 4]!, toAgency: AGENCIES[(n + 1) % 4]! };
                const asked = { ground, from, to, ...agencies, mode, urgent, circumstances: circumstances ?? [], persons };
                yield { ...asked, documentation, classes, consentCovers, at: AT };
              }
}
const differences = (requests: Iterable<Q>, rules = shippedRules): { asked: number; opened: number; differ: number } => {
  const count = { asked: 0, opened: 0, differ: 0 };
  for (const one of requests) {
    const expected = opens(one);
    count.asked++;
    if (expected) count.opened++;
    if (judgeGround(one, rules).allowed !== expected) count.differ++;
  }
  return count;
};

describe('the rule check against an oracle of its own', () => {
  it('knows every ground of the file', () => expect(Object.keys(LAW).sort()).toEqual(legalGrounds.map(({ id }) => id).sort()));

  it('agrees for every ground between every two kinds of agency', () => {
    const { asked, opened, differ } = differences(table());
    expect({ differ, many: asked > 300_000, bothWays: opened > 1000 }).toEqual({ differ: 0, many: true, bothWays: true });
  });

  it('agrees on whatever is asked', () => {
    fc.assert(
      fc.property(request, (one) => judgeGround(one).allowed === opens(one)),
      { numRuns: 50_000 },
    );
  });

  it.each<[string, (rules: typeof shippedRules) => typeof shippedRules]>([
    [
      'the general clause opened to social services',
      (rules) => changed(rules, 'osl-10-27', (rule) => ({ ...rule, from: [...rule.from, SOC], closed: [] })),
    ],
    [
      '10:18c without concrete circumstances',
      (rules) =>
        changed(rules, 'osl-10-18c', (rule) => ({
          ...rule,
          requires: { ...rule.requires, documentation: ['balancing'], crimeGrades: undefined },
        })),
    ],
    [
      'health care to social services for any adult',
      (rules) => changed(rules, 'osl-25-12', (rule) => ({ ...rule, requires: { ...rule.requires, circumstances: {} } })),
    ],
    [
      'a consent that nobody gave',
      (rules) => changed(rules, 'osl-10-1-consent', (rule) => ({ ...rule, requires: { ...rule.requires, consent: false } })),
    ],
    [
      '10:18a of any age',
      (rules) => changed(rules, 'osl-10-18a', (rule) => ({ ...rule, requires: { ...rule.requires, aboutPersonUnder: undefined } })),
    ],
    [
      'the school nurse’s data by the general clause',
      (rules) => ({ ...rules, limits: rules.limits.filter(({ grounds }) => !grounds?.includes('osl-10-27')) }),
    ],
    ['no limits', (rules) => ({ ...rules, limits: [] })],
    [
      'a concern report that asks for consent',
      (rules) => changed(rules, 'osl-10-28-sol-19-1', (rule) => ({ ...rule, requires: { ...rule.requires, consent: true } })),
    ],
  ])('and finds a fault: %s', (_, spoil) => expect(differences(table(SPOILT), spoil(shippedRules)).differ).toBeGreaterThan(0));

  it('whatever limits a file adds, danger to life or health and concern for a child open what they did; by them every other ground closes', () => {
    const said = { sv: 'Inget lämnas.', en: 'Nothing is given.' };
    const shut = { id: 'shut', title: said, source: 'Beslut 1', reason: said, validFrom: '2026-01-01', version: '1', unlessConsent: false };
    const rules = { ...shippedRules, limits: [...shippedRules.limits, shut] };
    const danger = differences(table(['brb-24-4-necessity', 'osl-10-28-sol-19-1']), rules);
    expect({ differ: danger.differ, opens: danger.opened > 0 }).toEqual({ differ: 0, opens: true });
    // The control: everything that another ground opens is closed by it.
    const other = differences(table(['osl-10-19', 'osl-10-1-consent']), rules);
    expect({ opens: other.opened > 0, differ: other.differ }).toEqual({ opens: true, differ: other.opened });
  });

  it('never blocks one person in an emergency: any classes, from any kind to any, for a stated reason', () => {
    for (const from of anyone)
      for (const [to, mode] of anyone.flatMap((kind) => [[kind, 'copy'] as const, [kind, 'referral'] as const]))
        expect(
          judgeGround({
            ...{ ground: 'brb-24-4-necessity', from, to, mode, classes: FIELD_CLASSES },
            consentCovers: false,
            documentation: { reason: 'Kniv' },
            persons: [ADULT],
            circumstances: ['person-opposes'],
            urgent: true,
            at: AT,
          }),
        ).toMatchObject({ allowed: true, secondPerson: false, reviewAfter: true });
  });
});

type Ground = (typeof legalGrounds)[number];
const changed = (rules: typeof shippedRules, id: string, change: (rule: Ground) => Ground): typeof shippedRules => ({
  ...rules,
  grounds: rules.grounds.map((rule) => (rule.id === id ? change(rule) : rule)),
});
