import { formerRules, legalGrounds, shippedRules, type Circumstance, type LegalGround } from '#config/legal-grounds';
import { judgeGround, type GroundRequest } from './ground-check.js';

const LONG = 'Han har visat kniven och sagt när han kommer.';
const [adult, young, child] = [{ minor: false }, { minor: false, under21: true }, { minor: true }];
const base: GroundRequest = {
  ...{ ground: 'osl-26-9', from: 'social-services', to: 'health-care', mode: 'copy', classes: ['identity'], consentCovers: null },
  documentation: { necessity: LONG, balancing: LONG, 'concrete-circumstances': LONG },
  ...{ persons: [adult], urgent: false, at: new Date('2026-02-03T10:00:00Z') },
};
type Rules = Parameters<typeof judgeGround>[1];
const judge = (change: Partial<GroundRequest>, rules?: Rules) => judgeGround({ ...base, ...change }, rules);
const answer = (change: Partial<GroundRequest>, rules?: Rules): string => {
  const verdict = judge(change, rules);
  return verdict.allowed ? 'allowed' : verdict.code;
};

describe('a rule about the young (OSL 10:18a)', () => {
  const ground = { ground: 'osl-10-18a', to: 'police', circumstances: ['risk-of-crime'] } as const;
  it('is open of each who is under 21, and of nobody else', () => {
    for (const persons of [[young], [child], [young, child]])
      expect([persons, answer({ ...ground, persons })]).toEqual([persons, 'allowed']);
    for (const persons of [[adult], [young, adult], [{ minor: false, under21: false }], []])
      expect([persons, answer({ ...ground, persons })]).toEqual([persons, 'person-too-old']);
  });
  it('asks for the risk too', () => expect(answer({ ...ground, circumstances: [], persons: [young] })).toBe('circumstances-not-met'));
  it('says whom to choose, and where the age comes from', () =>
    expect(judge(ground)).toMatchObject({
      rule: 'osl-10-18a',
      reason: { sv: expect.stringMatching(/inte har fyllt 21 år.*ur akten.*bara den unge/), en: expect.stringMatching(/under 21.*record/) },
    }));
  it('makes nobody young by a tick where its former version is still in force', () => {
    const former = { ...ground, circumstances: ['under-21-risk-of-crime', 'under-18'] } as const;
    expect(answer({ ...former, persons: [adult] }, formerRules)).toBe('circumstances-not-met');
    expect(answer({ ...former, persons: [young, adult] }, formerRules)).toBe('circumstances-not-met');
    expect(answer({ ...former, persons: [young] }, formerRules)).toBe('allowed');
    expect(judge({ ...former, persons: [young] }, formerRules)).toMatchObject({ ruleVersion: '1' });
  });
});

describe('what is true of one person (OSL 12:2)', () => {
  it.each(['substance-use', 'compulsory-psychiatric-care', 'pregnancy'] as const)('opens that one’s data alone: %s', (circumstance) => {
    const circumstances = [circumstance];
    for (const request of [{}, { ground: 'osl-25-12', from: 'health-care', to: 'social-services' }] as const) {
      for (const persons of [[adult], [young], [adult, child], [adult, child, child], [child], [child, child]])
        expect([persons, answer({ ...request, circumstances, persons })]).toEqual([persons, 'allowed']);
      for (const persons of [[adult, adult], [adult, young], [adult, adult, child], []])
        expect([persons, answer({ ...request, circumstances, persons })]).toEqual([persons, 'about-one-person']);
      // Without it a child's age covers nobody but the child.
      expect(answer({ ...request, persons: [adult, child] })).toBe('circumstances-not-met');
    }
  });
  it('opens nobody’s beside it where age is no way in: whoever cannot consent', () => {
    const ground = { ground: 'osl-25-13', from: 'health-care', to: 'social-services', circumstances: ['cannot-consent'] } as const;
    for (const persons of [[adult], [child]]) expect(answer({ ...ground, persons })).toBe('allowed');
    for (const persons of [
      [adult, child],
      [child, child],
      [adult, adult],
    ])
      expect(answer({ ...ground, persons })).toBe('about-one-person');
    expect(answer({ ...ground, circumstances: ['cannot-consent', 'person-opposes'] })).toBe('circumstances-not-met');
  });
  it('says of which circumstance it is so, and what to do instead', () =>
    expect(judge({ circumstances: ['pregnancy'], persons: [adult, adult] })).toMatchObject({
      rule: 'osl-26-9',
      reason: {
        sv: expect.stringMatching(/en enda person.*: Väntar barn\. Gör ett utlämnande för var och en\..*samtycke/),
        en: expect.stringMatching(/single person.*: Is pregnant\. Make one disclosure for each\..*consent/),
      },
    }));
  it('holds for whatever rule a file adds; what is true of the matter opens for all', () => {
    const rule = legalGrounds.find(({ id }) => id === 'osl-26-9')!;
    const asking = (circumstances: LegalGround['requires']['circumstances']): Rules => ({
      ...{ grounds: [{ ...rule, requires: { ...rule.requires, circumstances } }], limits: [] },
    });
    const two = (circumstances: Circumstance[]) => ({ circumstances, persons: [adult, adult] });
    const any = asking({ any: ['pregnancy', 'inquiry-decided'] });
    expect(answer(two(['pregnancy', 'inquiry-decided']), any)).toBe('allowed');
    expect(answer(two(['pregnancy']), any)).toBe('about-one-person');
    // Age is no way in here, so no child goes along.
    expect(answer({ circumstances: ['pregnancy'], persons: [adult, child] }, any)).toBe('about-one-person');
    // Both are asked for, and age is a way in for the other one: she is still one of two.
    const both = asking({ all: ['pregnancy'], any: ['under-18', 'inquiry-decided'] });
    expect(answer({ circumstances: ['pregnancy', 'inquiry-decided'], persons: [adult, child] }, both)).toBe('about-one-person');
    expect(answer({ circumstances: ['pregnancy', 'inquiry-decided'], persons: [adult] }, both)).toBe('allowed');
  });
});

describe('health data of a school (OSL 25:1)', () => {
  const GROUNDS = ['osl-10-27', 'osl-10-15a', 'lag-2025-170-5-7', 'osl-10-24'] as const;
  const known = { from: 'school', to: 'police', classes: ['identity', 'health'] } as const;
  const committed = (grade: string) => ({
    circumstances: ['committed-crime'] as const,
    documentation: { ...base.documentation, 'crime-grade': grade },
  });
  it.each(GROUNDS)('is not opened by %s, of which the refusal says what to do', (ground) => {
    const asked = { ...known, ...(ground === 'osl-10-24' ? committed('min-one-year') : {}) };
    expect(judge({ ...asked, ground })).toMatchObject({
      ...{ allowed: false, code: 'limit', rule: 'school-health-data' },
      reason: { sv: expect.stringMatching(/medicinska elevhälsan.*Akut/), en: expect.stringMatching(/student health.*Akut/) },
    });
    expect(answer({ ...asked, ground, consentCovers: true })).toBe('limit');
    // The controls: the school's other data, and the same data from those whose secrecy the ground opens.
    expect(answer({ ...asked, ground, classes: ['identity', 'risk'] })).toBe('allowed');
    expect(answer({ ...asked, ground, from: 'state-agency', fromAgency: 'migrationsverket' })).toBe('allowed');
    const open = { ...shippedRules, limits: shippedRules.limits.filter(({ id }) => id !== 'school-health-data') };
    expect(answer({ ...asked, ground }, open)).toBe('allowed');
  });
  it('goes by what does open it: danger, a duty, the own task, consent', () => {
    const [asked, reason] = [known, { reason: LONG }];
    expect(answer({ ...asked, ground: 'brb-24-4-necessity', urgent: true, documentation: reason })).toBe('allowed');
    const report = { ground: 'osl-10-28-sol-19-1', to: 'social-services', persons: [adult, child], documentation: reason } as const;
    expect(answer({ ...asked, ...report })).toBe('allowed');
    expect(answer({ ...asked, ground: 'osl-10-2-necessary' })).toBe('allowed');
    expect(answer({ ...asked, ground: 'osl-10-1-consent', consentCovers: true })).toBe('allowed');
  });
  it('goes to the police of a committed crime by the thresholds of health care (10:21, 10:23), and nothing else of a school does', () => {
    const grave = { ...known, ...committed('min-one-year'), ground: 'osl-10-23' };
    const child17 = { ...known, ...committed('against-child'), ground: 'osl-10-21', persons: [adult, child] };
    for (const way of [grave, child17]) {
      expect(answer(way)).toBe('allowed');
      expect(answer({ ...way, documentation: committed('prison-in-scale').documentation })).toBe('crime-grade-too-low');
      expect(judge({ ...way, classes: ['identity', 'health', 'child'] })).toMatchObject({ code: 'limit', rule: 'school-health-alone' });
      // The controls: what the limit alone keeps, and health care's own data, which goes by it whatever its class.
      const open = { ...shippedRules, limits: shippedRules.limits.filter(({ id }) => id !== 'school-health-alone') };
      expect(answer({ ...way, classes: ['identity', 'health', 'child'] }, open)).toBe('allowed');
      expect(answer({ ...way, from: 'health-care', classes: ['identity', 'health', 'child'] })).toBe('allowed');
    }
    // What else a school holds goes by 10:24, from prison in the scale on.
    expect(answer({ ...known, ...committed('prison-in-scale'), ground: 'osl-10-24', classes: ['identity', 'child'] })).toBe('allowed');
  });
});
