import { shippedRules } from '#config/legal-grounds';
import { judgeDisclosure, type Judgement } from './judge-disclosure.js';

const consent = {
  status: 'given' as const,
  consentId: 'c',
  recordId: 'r',
  caseId: 'k',
  agencyId: 'polisen',
  personId: 'anna',
  givenBy: 'adult' as const,
  first: '',
  recipients: ['region-akut'],
  classes: ['reference' as const, 'risk' as const, 'location' as const],
  purposes: ['healthcare' as const],
  until: '2026-06-01T00:00:00Z',
  denied: [],
  shortened: false,
};
const base: Judgement = {
  input: {
    ground: 'osl-10-1-consent',
    mode: 'standing',
    classes: ['reference', 'risk'],
    purpose: 'healthcare',
    personIds: ['anna'],
    circumstances: [],
    documentation: {},
    urgent: false,
    recipientFunction: 'region-akut',
  },
  from: 'police',
  fromAgency: 'polisen',
  rules: shippedRules,
  recipient: { agencyId: 'region', agencyKind: 'health-care' },
  basis: { persons: [{ personId: 'anna', minor: false, protected: false }], withheldForProtection: [] },
  consent,
  opposedSince: null,
  at: new Date('2026-03-02T10:00:00Z'),
};
const judge = (change: Partial<Judgement>, input: Partial<Judgement['input']> = {}) =>
  judgeDisclosure({ ...base, ...change, input: { ...base.input, ...input } });

describe('the judgement of a disclosure', () => {
  it('rests on a consent that covers it', () => expect(judge({})).toMatchObject({ allowed: true, rule: 'osl-10-1-consent' }));
  it.each<[string, Partial<Judgement>, Partial<Judgement['input']>]>([
    ['without one', { consent: null }, {}],
    ['for another recipient', {}, { recipientFunction: 'boden-vald' }],
    ['for another class', {}, { classes: ['risk', 'health'] }],
    ['for another purpose', {}, { purpose: 'investigation' }],
    ['once it has run out', { at: new Date('2026-06-01T00:00:00Z') }, {}],
    ['once it is withdrawn', { consent: { ...consent, status: 'withdrawn' } }, {}],
  ])('is refused %s', (_, change, input) => expect(judge(change, input)).toMatchObject({ allowed: false, code: 'consent-missing' }));

  it('never opens another adult’s secrecy by her consent', () => {
    const him = { personId: 'him', minor: false, protected: false };
    const persons = [...base.basis.persons, him];
    const change = { basis: { persons, withheldForProtection: [] } };
    expect(judge(change, { personIds: ['anna', 'him'] })).toMatchObject({ allowed: false, code: 'consent-missing' });
    expect(judge({ basis: { persons: [him], withheldForProtection: [] } }, { personIds: ['him'] })).toMatchObject({
      code: 'consent-missing',
    });
  });
  it('tells whether it rests on the consent: not where another ground carries it, though she consented too', () => {
    expect(judge({})).toMatchObject({ restsOnConsent: true });
    const necessary = { ground: 'osl-10-2-necessary', mode: 'copy' as const, documentation: { necessity: 'Behövs i vårt eget uppdrag' } };
    expect(judge({}, necessary)).toMatchObject({ allowed: true, restsOnConsent: false });
  });
  it('says what protects somebody whose whereabouts were asked for, in both languages', () => {
    const change = { basis: { persons: base.basis.persons, withheldForProtection: ['location' as const] } };
    expect(judge(change, { classes: ['location'] })).toEqual({
      ...{ allowed: false, rule: 'osl-21-3', source: 'OSL 21:3, 21:3a', code: 'limit' },
      reason: { sv: expect.stringMatching(/^OSL 21:3, 21:3a: .*skyddade/), en: expect.stringMatching(/^OSL 21:3, 21:3a: .*protected/) },
    });
  });
  it('is about a child only when each who was chosen is one', () => {
    const child = { personId: 'lisa', minor: true, protected: false };
    const asked = { ground: 'osl-25-12', mode: 'copy' as const, documentation: { necessity: 'Behövs för barnets skydd' } };
    const care = { from: 'health-care' as const, recipient: { agencyId: 'boden', agencyKind: 'social-services' as const }, consent: null };
    const about = (persons: Judgement['basis']['persons'], personIds: string[]) =>
      judge({ ...care, basis: { persons, withheldForProtection: [] } }, { ...asked, purpose: 'support', personIds });
    expect(about([child, { ...child, personId: 'per' }], ['lisa', 'per'])).toMatchObject({ allowed: true });
    expect(about([child, ...base.basis.persons], ['lisa', 'anna'])).toMatchObject({ code: 'circumstances-not-met' });
    expect(about([], [])).toMatchObject({ code: 'circumstances-not-met' });
  });
  it('tells of an adult too where the duty is about what happens to a child, and never where there is none', () => {
    const child = { personId: 'lisa', minor: true, protected: false };
    const him = { personId: 'him', minor: false, protected: false };
    const words = 'Han har slagit flickan i flera veckor.';
    const documentation = {
      request: words,
      necessity: words,
      reason: words,
      'concrete-circumstances': words,
      'crime-grade': 'against-child',
    };
    const board = { agencyId: 'boden', agencyKind: 'social-services' as const };
    const police = { agencyId: 'polisen', agencyKind: 'police' as const };
    for (const [ground, recipient, circumstances] of [
      ['osl-10-28-sol-19-1', board, []],
      ['osl-10-28-sol-20-6', board, ['inquiry-decided' as const]],
      ['osl-10-21', police, ['committed-crime' as const]],
    ] as const) {
      const about = (...persons: (typeof him)[]) =>
        judge(
          { from: 'health-care', recipient, consent: null, basis: { persons, withheldForProtection: [] } },
          { ground, mode: 'copy', documentation, circumstances: [...circumstances], personIds: persons.map(({ personId }) => personId) },
        );
      expect([ground, about(child, him)]).toEqual([ground, expect.objectContaining({ allowed: true })]);
      expect(about(him)).toMatchObject({ code: 'not-about-a-child' });
    }
  });

  it('takes a consent that was taken back as a no, ticked or not, and says since when', () => {
    const since = new Date('2026-03-01T23:30:00Z');
    const board = { from: 'social-services' as const, consent: null };
    const harm = {
      ground: 'osl-26-1-harm-test',
      mode: 'copy' as const,
      documentation: { 'harm-test': 'Det står klart att ingen lider men.' },
    };
    const said = (change: Partial<Judgement>, input: Partial<Judgement['input']> = {}) => {
      const verdict = judge({ ...board, ...change }, { ...harm, ...input });
      return verdict.allowed || verdict.reason;
    };
    expect(said({ opposedSince: null })).toBe(true);
    expect(said({ opposedSince: since })).toEqual({
      sv: expect.stringMatching(/^OSL 26:1: .*Personen motsätter sig utlämnandet.* återkallades den 2 mars 2026, och inget nytt gäller\.$/),
      en: expect.stringMatching(/^OSL 26:1: .*The person opposes the disclosure.* withdrawn on 2 March 2026, and no new one stands\.$/),
    });
    // Ticked too, it is the same no; and where it is no question of the ground, it goes on.
    expect(said({ opposedSince: since }, { circumstances: ['person-opposes'] })).toEqual(
      said({ opposedSince: null }, { circumstances: ['person-opposes'] }),
    );
    const own = { ground: 'osl-10-2-necessary', documentation: { necessity: 'Behövs i vårt eget uppdrag' } };
    expect(said({ opposedSince: since }, own)).toBe(true);
  });

  it('never lets health care give continuous access, whatever the consent', () =>
    expect(judge({ from: 'health-care' })).toMatchObject({ allowed: false, rule: 'pdl-5-4-no-standing' }));
  it('gives no empty answer: of somebody protected it is given elsewhere', () => {
    const ask = {
      ...{ ground: 'osl-10-28-sol-15-7', mode: 'copy' as const, classes: ['identity' as const, 'location' as const] },
      documentation: { request: 'Polisen frågar i dag', 'in-shelter': 'yes' },
    };
    const board = { from: 'social-services' as const, recipient: { agencyId: 'p', agencyKind: 'police' as const }, onlyAnswer: true };
    expect(judge(board, ask)).toMatchObject({ allowed: true, secondPerson: true });
    const change = { ...board, basis: { persons: base.basis.persons, withheldForProtection: ['location' as const] } };
    expect(judge(change, ask)).toMatchObject({
      allowed: false,
      rule: 'osl-21-3',
      reason: { sv: expect.stringContaining('egen säkra kanal') },
    });
  });
  it('never shows continuously where a protected person is, whatever the ground', () => {
    const change = { basis: { persons: base.basis.persons, withheldForProtection: ['location' as const] } };
    expect(judge(change, { classes: ['location'] })).toMatchObject({ allowed: false, rule: 'osl-21-3' });
    expect(judge(change, { classes: ['location'], mode: 'copy' })).toMatchObject({ allowed: true });
    expect(judge({}, { classes: ['location'] })).toMatchObject({ allowed: true });
  });
  it('knows a child by the record, never by what is ticked', () => {
    const child = { persons: [{ personId: 'anna', minor: true, protected: false }], withheldForProtection: [] };
    const ground = {
      ground: 'osl-25-12',
      mode: 'copy' as const,
      purpose: 'support' as const,
      documentation: { necessity: 'Behövs för barnets skydd' },
    };
    const care = { from: 'health-care' as const, recipient: { agencyId: 'boden', agencyKind: 'social-services' as const }, consent: null };
    expect(judge({ ...care, basis: child }, ground)).toMatchObject({ allowed: true });
    expect(judge(care, { ...ground, circumstances: ['under-18'] })).toMatchObject({ allowed: false, code: 'circumstances-not-met' });
    // Someone who is not in the record has no age here.
    expect(judge({ ...care, basis: child }, { ...ground, personIds: ['anna', 'okänd'] })).toMatchObject({ allowed: false });
  });
});
