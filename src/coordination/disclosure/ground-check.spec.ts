import { circumstanceLabels, documentationLabels, legalGrounds, legalLimits, NECESSITY, parseLegalGrounds } from '#config/legal-grounds';
import type { GroundRequest } from './ground-check.js';
import { judgeGround } from './ground-check.js';

const AT = new Date('2026-02-03T10:00:00Z');
const LONG = 'Han har visat kniven och sagt när han kommer.';
const documented = {
  necessity: LONG,
  'harm-test': LONG,
  balancing: LONG,
  'concrete-circumstances': LONG,
  reason: LONG,
  reservation: LONG,
  request: LONG,
  'in-shelter': 'yes',
};
const adult = { minor: false };
const child = { minor: true };
const base: Omit<GroundRequest, 'ground' | 'from' | 'to'> = {
  mode: 'copy',
  classes: ['reference', 'identity', 'risk'],
  consentCovers: null,
  documentation: documented,
  persons: [adult],
  urgent: false,
  at: AT,
};
type Change = Partial<GroundRequest>;
type Row = [ground: string, allowed: Change & Pick<GroundRequest, 'from' | 'to'>, refused: Change, code: string];

type Language = 'sv' | 'en';
/** One of which a rule wants, as they are called on the screen. */
const presupposed = (ground: string, language: Language): string =>
  legalGrounds
    .find(({ id }) => id === ground)!
    .requires.circumstances.any!.map((circumstance) => circumstanceLabels[circumstance][language])
    .join('; ');
/** All that a rule wants documented, as it is called on the screen. */
const written = (ground: string, language: Language): string =>
  legalGrounds
    .find(({ id }) => id === ground)!
    .requires.documentation.map((kind) => documentationLabels[kind].label[language])
    .join('; ');
const grade = (value: string) => ({ ...documented, 'crime-grade': value });

/** Each rule once where it carries, and once where exactly one thing is changed so that it does not. */
const table: Row[] = [
  [
    'osl-10-1-consent',
    { from: 'police', to: 'social-services', mode: 'referral', consentCovers: true },
    { consentCovers: null },
    'consent-missing',
  ],
  [
    'osl-12-3-guardian-consent',
    { from: 'school', to: 'health-care', consentCovers: true, persons: [child] },
    { circumstances: ['harm-from-guardian'] },
    'circumstances-not-met',
  ],
  ['sol-17-11-consent', { from: 'civil-society', to: 'police', consentCovers: true }, { consentCovers: false }, 'consent-missing'],
  ['sol-17-11-harm-test', { from: 'civil-society', to: 'social-services' }, { classes: ['location'] }, 'class-not-covered'],
  ['osl-25-1-harm-test', { from: 'health-care', to: 'social-services' }, { circumstances: ['person-opposes'] }, 'circumstances-not-met'],
  ['osl-26-1-harm-test', { from: 'social-services', to: 'health-care' }, { documentation: {} }, 'documentation-missing'],
  ['osl-10-2-necessary', { from: 'police', to: 'health-care' }, { documentation: { necessity: 'ja' } }, 'documentation-missing'],
  ['osl-10-14-reservation', { from: 'social-services', to: 'civil-society' }, { to: 'police' }, 'closed-to-recipient'],
  ['osl-10-27', { from: 'police', to: 'social-services' }, { from: 'social-services' }, 'closed-to-sender'],
  [
    'brb-24-4-necessity',
    { from: 'health-care', to: 'police', urgent: true, documentation: { reason: 'Kniv' } },
    { urgent: false },
    'only-under-urgent',
  ],
  ['osl-10-15a', { from: 'social-services', to: 'police' }, { from: 'health-care' }, 'closed-to-sender'],
  [
    'osl-10-18a',
    { from: 'social-services', to: 'police', circumstances: ['risk-of-crime'], persons: [{ minor: false, under21: true }] },
    { persons: [adult] },
    'person-too-old',
  ],
  [
    'osl-10-18c',
    { from: 'health-care', to: 'police', documentation: grade('min-one-year') },
    { documentation: grade('lower') },
    'crime-grade-too-low',
  ],
  ['osl-10-19', { from: 'social-services', to: 'police' }, { circumstances: ['committed-crime'] }, 'circumstances-not-met'],
  ['osl-10-20', { from: 'health-care', to: 'police', persons: [child], urgent: true }, { persons: [adult] }, 'not-about-a-child'],
  [
    'osl-10-21',
    {
      from: 'health-care',
      to: 'police',
      persons: [adult, child],
      circumstances: ['committed-crime'],
      documentation: grade('against-child'),
    },
    { documentation: grade('unknown') },
    'crime-grade-too-low',
  ],
  [
    'osl-10-23',
    {
      from: 'social-services',
      to: 'prosecution',
      circumstances: ['committed-crime'],
      documentation: grade('gross-violation-of-integrity'),
    },
    { circumstances: [] },
    'circumstances-not-met',
  ],
  [
    'osl-10-24',
    { from: 'school', to: 'police', circumstances: ['committed-crime'], documentation: grade('prison-in-scale') },
    { from: 'health-care' },
    'closed-to-sender',
  ],
  ['osl-25-12', { from: 'health-care', to: 'social-services', persons: [child] }, { persons: [adult] }, 'circumstances-not-met'],
  [
    'osl-25-13',
    { from: 'health-care', to: 'social-services', circumstances: ['cannot-consent'] },
    { circumstances: [] },
    'circumstances-not-met',
  ],
  [
    'osl-26-9',
    { from: 'social-services', to: 'social-services', circumstances: ['pregnancy'] },
    { circumstances: ['under-18'] },
    'circumstances-not-met',
  ],
  [
    'osl-10-28-sol-19-1',
    { from: 'state-agency', to: 'social-services', persons: [adult, child], consentCovers: false, mode: 'referral' },
    { persons: [adult] },
    'not-about-a-child',
  ],
  [
    'osl-10-28-sol-20-6',
    { from: 'health-care', to: 'social-services', persons: [adult, child], circumstances: ['inquiry-decided'] },
    { circumstances: [] },
    'circumstances-not-met',
  ],
  ['lag-2025-170-4-address', { from: 'state-agency', to: 'police', classes: ['location'] }, { classes: ['health'] }, 'class-not-covered'],
  [
    'lag-2025-170-5-7',
    { from: 'state-agency', fromAgency: 'migrationsverket', to: 'police' },
    { fromAgency: 'skatteverket' },
    'closed-to-sender',
  ],
  [
    'osl-10-28-sol-15-7',
    { from: 'social-services', to: 'state-agency', toAgency: 'kronofogden', classes: ['identity', 'location'] },
    { toAgency: 'forsakringskassan' },
    'closed-to-recipient',
  ],
  [
    'lag-2007-606-death-review',
    { from: 'police', to: 'state-agency', toAgency: 'socialstyrelsen' },
    { toAgency: 'migrationsverket' },
    'closed-to-recipient',
  ],
];

describe('each rule of the file', () => {
  it('stands in the table exactly once', () =>
    expect(table.map(([ground]) => ground).sort()).toEqual(legalGrounds.flatMap(({ id, modes }) => (modes.length > 0 ? [id] : [])).sort()));

  it.each(['copy', 'standing', 'referral'] as const)('that an act of its own follows gives nothing by %s, and names the act', (mode) => {
    const asked = { from: 'social-services', to: 'school', classes: ['child'], circumstances: ['reporter-asks'] } as const;
    const verdict = judgeGround({
      ...base,
      ...asked,
      ground: 'sol-19-6-reporter-informed',
      persons: [child],
      mode,
    });
    const named = { sv: expect.stringContaining('Återkoppla till anmälaren'), en: expect.stringContaining('Tell the reporter') };
    expect(verdict).toMatchObject({ allowed: false, code: 'mode-not-covered', reason: named });
  });

  it.each(table)('%s carries what the law opens', (ground, allowed) => {
    const rule = legalGrounds.find(({ id }) => id === ground);
    expect(judgeGround({ ...base, ground, ...allowed })).toMatchObject({ allowed: true, rule: ground, ruleVersion: rule?.version });
  });

  it.each(table)('%s refuses the rest, naming rule and reason', (ground, allowed, refused, code) => {
    const named = expect.stringContaining(`${legalGrounds.find(({ id }) => id === ground)?.source}: `);
    const refusal = { allowed: false, rule: ground, code, reason: { sv: named, en: named } };
    expect(judgeGround({ ...base, ground, ...allowed, ...refused })).toMatchObject(refusal);
  });

  it.each(table)('%s is refused before it came into force', (ground, allowed) =>
    expect(judgeGround({ ...base, ground, ...allowed, at: new Date('1990-01-01') })).toMatchObject({
      allowed: false,
      code: 'not-in-force',
    }),
  );
});

describe('a refusal', () => {
  const rules = { grounds: legalGrounds, limits: legalLimits };
  const refusal = (request: Change & Pick<GroundRequest, 'ground' | 'from' | 'to'>): { code: string; sv: string; en: string } => {
    const verdict = judgeGround({ ...base, ...request }, rules);
    if (verdict.allowed) throw new Error('allowed');
    return { code: verdict.code, ...verdict.reason };
  };
  const CONSENT = { ground: 'osl-10-1-consent', from: 'police', to: 'social-services' } as const;
  const CARE = { ground: 'osl-25-12', from: 'health-care', to: 'social-services' } as const;

  it.each(table)('by %s says its reason in both languages', (ground, allowed, refused, code) => {
    const { sv, en, ...said } = refusal({ ground, ...allowed, ...refused });
    const { source } = legalGrounds.find(({ id }) => id === ground)!;
    expect(said.code).toBe(code);
    for (const words of [sv, en]) expect(words.slice(source.length)).toMatch(/^: [A-ZÅÄÖ][^;]{12,}/);
  });
  it.each<[string, Change & Pick<GroundRequest, 'ground' | 'from' | 'to'>, string, string]>([
    [
      'not in the file',
      { ...CONSENT, ground: 'because' },
      '–: Den rättsliga grunden finns inte i regelfilen.',
      '–: The legal ground is not in the rule file.',
    ],
    ['not in force', { ...CONSENT, at: new Date('1990-01-01') }, 'Regeln gällde inte den dagen.', 'The rule was not in force on that day.'],
    ['without classes', { ...CONSENT, consentCovers: true, classes: [] }, 'Välj vilka sorters uppgifter', 'Choose which classes'],
    [
      'for more classes than it covers',
      { ground: 'osl-10-28-sol-15-7', from: 'social-services', to: 'police', classes: ['contact', 'support'] },
      'omfattar inte alla valda uppgifter (contact; support)',
      'does not cover all chosen classes (contact; support)',
    ],
    ['without any consent', { ...CONSENT, consentCovers: null }, 'Det finns inget samtycke', 'There is no consent in force'],
    ['with a consent to something else', { ...CONSENT, consentCovers: false }, 'Samtycket omfattar inte', 'The consent does not cover'],
    [
      'under “Akut” where it is not meant',
      { ground: 'osl-10-27', from: 'police', to: 'health-care', urgent: true },
      'inte avsedd för Akut',
      'not meant for “Akut”',
    ],
    [
      'by day where it is for “Akut” alone',
      { ground: 'brb-24-4-necessity', from: 'health-care', to: 'police', documentation: { reason: LONG } },
      'bara under Akut',
      'only under “Akut”',
    ],
    [
      'without what it presupposes',
      { ...CARE },
      `Regeln förutsätter: ${presupposed('osl-25-12', 'sv')}.`,
      `The rule presupposes: ${presupposed('osl-25-12', 'en')}.`,
    ],
    [
      'against what bars it',
      { ground: 'osl-25-1-harm-test', from: 'health-care', to: 'social-services', circumstances: ['person-opposes'] },
      `Regeln gäller inte när: ${circumstanceLabels['person-opposes'].sv}.`,
      `The rule does not hold when: ${circumstanceLabels['person-opposes'].en}.`,
    ],
    [
      'without its documentation',
      { ground: 'osl-10-15a', from: 'social-services', to: 'police', documentation: {} },
      `Det saknas dokumentation: ${written('osl-10-15a', 'sv')}.`,
      `Documentation is missing: ${written('osl-10-15a', 'en')}.`,
    ],
    [
      'for a crime below its grade',
      { ground: 'osl-10-18c', from: 'health-care', to: 'police', documentation: grade('lower') },
      'inte den svårhet',
      'does not reach the gravity',
    ],
  ])('%s says exactly that', (_, request, sv, en) => {
    const said = refusal(request);
    expect(said.sv).toContain(sv);
    expect(said.en).toContain(en);
    expect([said.sv.trim(), said.en.trim()]).toEqual([said.sv, said.en]);
  });
});

describe('what the law does not open', () => {
  const verdict = (request: Change & Pick<GroundRequest, 'ground' | 'from' | 'to'>) => judgeGround({ ...base, ...request });

  it('the general clause, from social services and from health care', () => {
    for (const from of ['social-services', 'health-care'] as const)
      expect(verdict({ ground: 'osl-10-27', from, to: 'police' })).toMatchObject({
        allowed: false,
        reason: { sv: expect.stringContaining('Generalklausulen gäller inte') },
      });
  });

  it('documentation of just the least length is enough, and blanks around it do not count', () => {
    const { minLength } = documentationLabels.necessity;
    const as = (necessity: string) =>
      verdict({ ground: 'osl-10-2-necessary', from: 'police', to: 'health-care', documentation: { ...documented, necessity } });
    expect(as('x'.repeat(minLength))).toMatchObject({ allowed: true });
    expect(as('x'.repeat(minLength - 1))).toMatchObject({ code: 'documentation-missing' });
    expect(as(` ${'x'.repeat(minLength - 1)} `)).toMatchObject({ code: 'documentation-missing' });
  });

  it('a disclosure of no class at all, and says so', () =>
    expect(verdict({ ground: 'osl-10-2-necessary', from: 'police', to: 'health-care', classes: [] })).toMatchObject({
      code: 'no-classes',
      reason: { sv: expect.stringContaining('Välj'), en: expect.stringContaining('Choose') },
    }));

  it('10:18c without concrete circumstances, without a grade, or for a committed crime', () => {
    const ground = { ground: 'osl-10-18c', from: 'health-care', to: 'police' } as const;
    expect(verdict({ ...ground, documentation: { balancing: LONG, 'crime-grade': 'min-one-year' } })).toMatchObject({
      code: 'documentation-missing',
    });
    expect(verdict({ ...ground, documentation: documented })).toMatchObject({ code: 'documentation-missing' });
    expect(verdict({ ...ground, documentation: grade('min-one-year'), circumstances: ['committed-crime'] })).toMatchObject({
      code: 'circumstances-not-met',
    });
  });

  it('health care to social services for an adult without consent, and says that consent is the way', () =>
    expect(verdict({ ground: 'osl-25-12', from: 'health-care', to: 'social-services' })).toMatchObject({
      allowed: false,
      reason: { sv: expect.stringContaining('samtycke'), en: expect.stringContaining('consent') },
    }));

  it('a referral to civil society without consent, whatever the ground', () => {
    const request = { from: 'social-services', to: 'civil-society', mode: 'referral' } as const;
    expect(verdict({ ...request, ground: 'osl-26-1-harm-test' })).toMatchObject({ allowed: false, rule: 'civil-society-referral-consent' });
    expect(verdict({ ...request, ground: 'osl-10-1-consent', consentCovers: true })).toMatchObject({ allowed: true });
  });

  it('continuous access to health care', () => {
    const request = {
      ground: 'osl-10-1-consent',
      from: 'health-care',
      to: 'social-services',
      mode: 'standing',
      consentCovers: true,
    } as const;
    expect(verdict(request)).toMatchObject({ allowed: false, rule: 'pdl-5-4-no-standing' });
    expect(verdict({ ...request, mode: 'copy' })).toMatchObject({ allowed: true });
    // Negative control: without the limits the same request passes, so it is the limit that this test sees.
    expect(judgeGround({ ...base, ...request }, { grounds: legalGrounds, limits: [] })).toMatchObject({ allowed: true });
    expect(legalLimits.length).toBeGreaterThan(0);
  });

  it('free text, unless it was chosen itself and goes as a copy', () => {
    const request = { ground: 'osl-10-1-consent', from: 'social-services', to: 'police', consentCovers: true } as const;
    expect(verdict({ ...request, classes: ['free-text'] })).toMatchObject({ allowed: true });
    expect(verdict({ ...request, classes: ['plan', 'free-text'], mode: 'standing' })).toMatchObject({ rule: 'free-text-never-standing' });
    expect(verdict({ ...request, classes: ['plan'], mode: 'standing' })).toMatchObject({ allowed: true });
  });

  it('anything that shows who someone is, to a resource centre without consent', () =>
    expect(verdict({ ground: 'osl-10-2-necessary', from: 'school', to: 'resource-centre' })).toMatchObject({
      rule: 'resource-centre-without-identity',
    }));

  it('anything to the county coordinator', () =>
    expect(verdict({ ground: 'osl-10-1-consent', from: 'police', to: 'county', consentCovers: true })).toMatchObject({ allowed: false }));

  it('a ground that nobody wrote, or no class at all', () => {
    expect(verdict({ ground: 'because', from: 'police', to: 'school' })).toMatchObject({ allowed: false, code: 'unknown-ground' });
    expect(verdict({ ground: 'osl-10-27', from: 'police', to: 'school', classes: [] })).toMatchObject({ code: 'no-classes' });
  });
});

describe('what rests on a consent', () => {
  const rests = (request: Change & Pick<GroundRequest, 'ground' | 'from' | 'to'>) => {
    const verdict = judgeGround({ ...base, consentCovers: true, ...request });
    return verdict.allowed && verdict.restsOnConsent;
  };
  it('is what the rule wants it for, and what it lifts a limit for', () => {
    expect(rests({ ground: 'osl-10-1-consent', from: 'police', to: 'social-services' })).toBe(true);
    const harmTest = { ground: 'osl-26-1-harm-test', from: 'social-services', mode: 'referral' } as const;
    expect(rests({ ...harmTest, to: 'civil-society' })).toBe(true);
    expect(rests({ ...harmTest, to: 'resource-centre' })).toBe(true);
    expect(rests({ ...harmTest, to: 'health-care' })).toBe(false);
  });
  it('is no duty, nor what danger opens, though a consent covers it too', () => {
    const inquiry = { documentation: documented, circumstances: ['inquiry-decided'], persons: [adult, child] } as const;
    expect(rests({ ground: 'osl-10-28-sol-20-6', from: 'health-care', to: 'social-services', ...inquiry })).toBe(false);
    const danger = { ground: 'brb-24-4-necessity', from: 'social-services', to: 'civil-society', urgent: true } as const;
    expect(rests({ ...danger, mode: 'referral' })).toBe(false);
  });
});

describe('Akut', () => {
  it('goes to civil society and to a resource centre too, in whatever way, and by day neither', () => {
    const danger = {
      ...base,
      ground: 'brb-24-4-necessity',
      from: 'social-services',
      urgent: true,
      classes: ['identity', 'location'],
    } as const;
    for (const [to, mode] of [
      ['civil-society', 'referral'],
      ['civil-society', 'copy'],
      ['resource-centre', 'referral'],
      ['resource-centre', 'copy'],
    ] as const)
      expect(judgeGround({ ...danger, to, mode })).toMatchObject({ allowed: true, reviewAfter: true });
    // The control: another ground under “Akut” is stopped by the same limit, and so is the county.
    const other = { ...danger, ground: 'osl-10-2-necessary', urgent: false, to: 'civil-society', mode: 'referral' } as const;
    expect(judgeGround(other)).toMatchObject({ rule: 'civil-society-referral-consent' });
    expect(judgeGround({ ...danger, to: 'county', mode: 'copy' })).toMatchObject({ allowed: false });
  });
  it('is stopped by no limit that a file adds, in any of its ways, but from what goes on and on and from the county', () => {
    const said = { sv: 'Plats lämnas inte.', en: 'No place is given.' };
    const limit = { id: 'no-place', title: said, source: 'Beslut 1', reason: said, validFrom: '2026-01-01', version: '1' } as const;
    const open = legalGrounds.map((rule) =>
      rule.id === NECESSITY ? { ...rule, to: [...rule.to, 'county' as const], modes: [...rule.modes, 'standing' as const] } : rule,
    );
    const danger: GroundRequest = {
      ...base,
      ground: NECESSITY,
      from: 'health-care',
      to: 'police',
      classes: ['identity', 'location'],
      urgent: true,
    };
    const judged = (change: Change, narrowed: object) =>
      judgeGround({ ...danger, ...change }, { grounds: open, limits: [{ ...limit, unlessConsent: false, ...narrowed }] });
    for (const narrowed of [
      {},
      { classes: ['location'] },
      { from: ['health-care'] },
      { to: ['police', 'county'] },
      { unlessConsent: true },
    ])
      for (const mode of ['copy', 'referral'] as const) {
        expect(judged({ mode }, narrowed)).toMatchObject({ allowed: true, rule: NECESSITY, restsOnConsent: false });
        // The controls: by day, on another ground under “Akut”, continuously and to the county the same limit stands.
        expect(judged({ mode, ground: 'osl-25-1-harm-test', urgent: false }, narrowed)).toMatchObject({ rule: 'no-place' });
        expect(judged({ mode, ground: 'osl-10-19', urgent: true }, narrowed)).toMatchObject({ rule: 'no-place' });
        expect(judged({ mode, urgent: false }, narrowed)).toMatchObject({ rule: 'no-place', code: 'limit' });
        expect(judged({ mode: 'standing' }, narrowed)).toMatchObject({ rule: 'no-place' });
        expect(judged({ mode, to: 'county' }, { ...narrowed, to: ['county'] })).toMatchObject({ rule: 'no-place' });
      }
    // Nor does her consent open the county, and without the limit it is the limit that these see.
    expect(judged({ to: 'county', consentCovers: true }, { to: ['county'], unlessConsent: true })).toMatchObject({ rule: 'no-place' });
    expect(judged({ mode: 'standing' }, { to: ['school'] })).toMatchObject({ allowed: true });
    expect(judged({ to: 'county' }, { to: ['school'] })).toMatchObject({ allowed: true });
  });
  const address: GroundRequest = {
    ...base,
    ground: 'lag-2025-170-4-address',
    from: 'social-services',
    to: 'police',
    classes: ['location'],
  };
  it('asks a second person for an address by day', () =>
    expect(judgeGround(address)).toMatchObject({ secondPerson: true, reviewAfter: false }));
  it('lets one person give it at night, reviewed afterwards', () =>
    expect(judgeGround({ ...address, urgent: true })).toMatchObject({ allowed: true, secondPerson: false, reviewAfter: true }));
  it('points to necessity where the ground is not meant for it', () =>
    expect(judgeGround({ ...base, ground: 'osl-10-27', from: 'police', to: 'health-care', urgent: true })).toMatchObject({
      code: 'not-under-urgent',
      reason: { sv: expect.stringContaining('BrB 24:4') },
    }));
});

it('judges by the rule of the day and keeps telling which version it was', () => {
  const old = legalGrounds.find(({ id }) => id === 'osl-10-27')!;
  const grounds = parseLegalGrounds([
    { ...old, validUntil: '2026-01-31' },
    { ...old, validFrom: '2026-02-01', version: '2', classes: ['reference'] },
  ]);
  const request: GroundRequest = { ...base, ground: 'osl-10-27', from: 'police', to: 'school', classes: ['risk'] };
  expect(judgeGround({ ...request, at: new Date('2026-01-31T22:59:00Z') }, { grounds, limits: [] })).toMatchObject({
    allowed: true,
    ruleVersion: '1',
  });
  // 23:00 UTC is already 1 February in Sweden.
  expect(judgeGround({ ...request, at: new Date('2026-01-31T23:00:00Z') }, { grounds, limits: [] })).toMatchObject({
    code: 'class-not-covered',
  });
});
