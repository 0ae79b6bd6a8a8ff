import {
  closedAmong,
  CONCERN_DUTY,
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

  it('tells whether someone is in a shelter by an answer, and nothing that the record holds of it', () => {
    const rule = legalGrounds.find(({ id }) => id === 'osl-10-28-sol-15-7')!;
    expect([rule.requires.documentation, rule.classes, rule.modes]).toEqual([
      ['request', 'in-shelter'],
      ['reference', 'identity', 'location'],
      ['copy'],
    ]);
    for (const change of [{ classes: [...rule.classes, 'support'] }, { classes: ['identity'] }, { modes: ['copy', 'standing'] }])
      expect(() => parseLegalGrounds([{ ...rule, ...change }])).toThrow(/in-shelter is answered by copies/);
  });

  it('tells of a home address, and whose it is: no other place that is kept about her, and none of the record', () => {
    const rule = legalGrounds.find(({ id }) => id === 'lag-2025-170-4-address')!;
    expect([rule.personFields, rule.noEntries, rule.modes]).toEqual([['name', 'address'], true, ['copy']]);
    for (const change of [
      { modes: ['copy', 'referral'] },
      { modes: ['standing'], noEntries: false },
      { modes: ['referral'], personFields: undefined },
    ])
      expect(() => parseLegalGrounds([{ ...rule, ...change }])).toThrow(/noEntries and personFields narrow copies alone/);
    expect(() => parseLegalGrounds([{ ...rule, personFields: [] }])).toThrow();
    // The controls: each by copies, and neither.
    for (const change of [
      { personFields: undefined },
      { noEntries: false },
      { modes: ['referral'], noEntries: false, personFields: undefined },
    ])
      expect(parseLegalGrounds([{ ...rule, ...change }])).toHaveLength(1);
  });

  it('names the act that follows the law where no disclosure does', () => {
    const rule = legalGrounds.find(({ modes }) => modes.length === 0)!;
    expect([rule.id, rule.otherwise?.sv.includes('orosanmälan')]).toEqual(['sol-19-6-reporter-informed', true]);
    expect(() => parseLegalGrounds([{ ...rule, otherwise: undefined }])).toThrow(/without modes/);
  });
});

describe('what was shipped once', () => {
  it('is no rule of today, and never another wording of one', () => {
    for (const former of formerRules.grounds)
      expect(legalGrounds.some(({ id, version }) => id === former.id && version === former.version)).toBe(false);
    for (const former of formerRules.limits)
      expect(legalLimits.some(({ id, version }) => id === former.id && version === former.version)).toBe(false);
    expect(formerRules.limits.map(({ id }) => id)).toContain('school-health-data');
    expect(formerRules.grounds.map(({ id }) => id)).toContain('anonymous-consultation');
  });
  it('asked somebody’s age by a tick: it is shown so, and no rule of today asks it', () => {
    const asking = (rules: readonly LegalGround[]) =>
      rules
        .filter(({ requires }) => requires.circumstances.all?.includes('under-21-risk-of-crime'))
        .map(({ id, version }) => [id, version]);
    expect(asking(formerRules.grounds)).toEqual([['osl-10-18a', '1']]);
    expect(asking(legalGrounds)).toEqual([]);
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
    expect(() => parseRuleFile(file(() => undefined))).toThrow('List grounds: brb-24-4-necessity must be among them: “Akut” rests on it.');
  });
  it.each<[string, (rule: LegalGround) => object, RegExp]>([
    ['by day too', (rule) => ({ ...rule, onlyUrgent: false }), /be for “Akut” and for nothing else/],
    ['by copies alone', (rule) => ({ ...rule, modes: ['copy'] }), /cover copies and referrals/],
    ['by referrals alone', (rule) => ({ ...rule, modes: ['referral'] }), /cover copies and referrals/],
    ['to the police alone', (rule) => ({ ...rule, to: ['police'] }), /open from and to all/],
    ['from the police alone', (rule) => ({ ...rule, from: ['police'] }), /open from and to all/],
    ['from one agency of a kind', (rule) => ({ ...rule, onlyFromAgencies: { kind: 'police', ids: ['x'] } }), /name no single agencies/],
    ['to one agency of a kind', (rule) => ({ ...rule, onlyToAgencies: { kind: 'police', ids: ['x'] } }), /name no single agencies/],
    ['of all but a place', (rule) => ({ ...rule, classes: rule.classes.filter((cls) => cls !== 'location') }), /cover every class/],
    ['with a consent', (rule) => ({ ...rule, requires: { ...rule.requires, consent: true } }), /need no consent/],
    [
      'with more in writing than a reason',
      (rule) => ({ ...rule, requires: { ...rule.requires, documentation: ['reason', 'balancing'] } }),
      /nothing in writing but a reason/,
    ],
    ['about children', (rule) => ({ ...rule, requires: { ...rule.requires, aboutChild: 'only' } }), /be about whomever/],
    ['about the young', (rule) => ({ ...rule, requires: { ...rule.requires, aboutPersonUnder: 21 } }), /be about whomever/],
    [
      'in a circumstance',
      (rule) => ({ ...rule, requires: { ...rule.requires, circumstances: { all: ['pregnancy'] } } }),
      /presuppose no circumstance/,
    ],
  ])('never leaves that way open only %s, in any version of it', (_, change, message) => {
    const closed = (rule: LegalGround) => ({ ...change(rule), version: 'closed' });
    const refused = (narrowed: (rule: LegalGround) => unknown) => {
      expect(() => parseRuleFile(file(narrowed))).toThrow(message);
      expect(() => parseRuleFile(file(narrowed))).toThrow(/^Ground brb-24-4-necessity: version closed must [^\n]+: “Akut” rests on it\.$/);
    };
    refused(closed);
    refused((rule) => [
      { ...closed(rule), validUntil: '2026-12-31' },
      { ...rule, validFrom: '2027-01-01' },
    ]);
    refused((rule) => [
      { ...rule, validUntil: '2026-12-31' },
      { ...closed(rule), validFrom: '2027-01-01' },
    ]);
  });
  const reporting = (change: (rule: LegalGround) => unknown) => ({
    ...shippedRules,
    grounds: shippedRules.grounds.flatMap((rule) => (rule.id === CONCERN_DUTY ? (change(rule) ?? []) : rule)),
  });
  it('keeps the duty to report concern for a child, which asks nobody', () => {
    expect(parseRuleFile(reporting((rule) => rule)).grounds).toHaveLength(legalGrounds.length);
    // It may ask less: about whomever, and to others beside the board.
    for (const change of [{ aboutChild: 'no' }, { documentation: [] }])
      expect(parseRuleFile(reporting((rule) => ({ ...rule, requires: { ...rule.requires, ...change } }))).grounds.length).toBeGreaterThan(
        1,
      );
    expect(() => parseRuleFile(reporting(() => undefined))).toThrow(
      'List grounds: osl-10-28-sol-19-1 must be among them: every concern report rests on it (SoL 19:1).',
    );
    const ends = (rule: LegalGround) => ({ ...rule, validUntil: '2027-01-01' });
    expect(() => parseRuleFile(reporting(ends))).toThrow('ends on 2027-01-01 and none follows it: every concern report');
  });
  it.each<[string, (rule: LegalGround) => object, RegExp]>([
    ['with a consent', (rule) => ({ requires: { ...rule.requires, consent: true } }), /need no consent/],
    ['by two', (rule) => ({ requires: { ...rule.requires, secondPerson: true } }), /need no second person/],
    ['of the child alone', (rule) => ({ requires: { ...rule.requires, aboutChild: 'only' } }), /the adults beside the child/],
    ['of the young', (rule) => ({ requires: { ...rule.requires, aboutPersonUnder: 21 } }), /the adults beside the child/],
    ['with a request', (rule) => ({ requires: { ...rule.requires, documentation: ['request'] } }), /in writing but a reason/],
    ['unless she opposes', (rule) => ({ requires: { ...rule.requires, circumstances: { none: ['person-opposes'] } } }), /no circumstance/],
    ['from the school alone', () => ({ from: ['school'] }), /open from all but the county to social services/],
    [
      'to the police',
      ({ protectionAtRecipient }) => ({
        to: ['police'],
        protectionAtRecipient: { ...protectionAtRecipient, police: { sv: 'x', en: 'x' } },
      }),
      /to social services/,
    ],
    ['to one board', () => ({ onlyToAgencies: { kind: 'social-services', ids: ['x'] } }), /name no single agencies/],
    ['from one school', () => ({ onlyFromAgencies: { kind: 'school', ids: ['x'] } }), /name no single agencies/],
    ['by copies alone', () => ({ modes: ['copy'] }), /cover copies and referrals/],
    ['without words', ({ classes }) => ({ classes: classes.filter((cls) => cls !== 'free-text') }), /cover every class/],
    ['under “Akut” alone', () => ({ onlyUrgent: true }), /by day and under “Akut”/],
    ['by day alone', () => ({ urgent: false }), /by day and under “Akut”/],
  ])('never lets that duty be done only %s', (_, change, message) => {
    const refused = () => parseRuleFile(reporting((rule) => ({ ...rule, ...change(rule), version: 'closed' })));
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^Ground osl-10-28-sol-19-1: version closed must [^\n]+: every concern report rests on it \(SoL 19:1\)\.$/);
  });
  it('keeps both on the day that it is applied', () => {
    expect(closedAmong(legalGrounds)).toEqual([]);
    expect(closedAmong(legalGrounds.filter(({ id }) => id !== CONCERN_DUTY))).toEqual([
      'osl-10-28-sol-19-1 must hold today: every concern report rests on it (SoL 19:1).',
    ]);
    expect(closedAmong([])).toHaveLength(2);
  });

  it('lets versions of that way follow each other day by day, the last without an end', () => {
    const follow = (until: string | undefined, from: string, end?: string) =>
      parseRuleFile(
        // The later one first: the order in the file says nothing.
        file((rule) => [
          { ...rule, version: '2', validFrom: from, ...(end ? { validUntil: end } : {}) },
          { ...rule, ...(until ? { validUntil: until } : {}) },
        ]),
      ).grounds.length;
    expect(follow('2026-12-31', '2027-01-01')).toBe(legalGrounds.length + 1);
    expect(follow('2028-02-28', '2028-02-29')).toBe(legalGrounds.length + 1);
    expect(() => follow('2026-12-31', '2027-01-02')).toThrow(
      'Ground brb-24-4-necessity: none holds between version 1, until 2026-12-31, and version 2, from 2027-01-02: “Akut” rests on it.',
    );
    expect(() => follow('2026-12-31', '2027-01-01', '2027-06-30')).toThrow(
      'Ground brb-24-4-necessity: version 2 ends on 2027-06-30 and none follows it: “Akut” rests on it.',
    );
    expect(() => parseRuleFile(file((rule) => ({ ...rule, validUntil: '2027-01-01' })))).toThrow('version 1 ends on 2027-01-01');
    expect(() => follow(undefined, '2027-01-01')).toThrow(/two rules hold at the same time/);
  });
  it('stops no ground that nobody wrote', () => {
    const limit = legalLimits.find(({ grounds }) => grounds)!;
    const stopping = (...grounds: string[]) => parseRuleFile({ ...shippedRules, limits: [{ ...limit, grounds }] });
    expect(stopping('osl-10-27').limits).toHaveLength(1);
    expect(() => stopping('osl-10-27', 'osl-10-72')).toThrow('Limit school-health-data, grounds: there is no ground osl-10-72.');
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
