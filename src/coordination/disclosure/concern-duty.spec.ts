import { CONCERN_DUTY, legalGrounds, type LegalLimit } from '#config/legal-grounds';
import { judgeGround, type GroundRequest } from './ground-check.js';

const report: GroundRequest = {
  ...{ ground: CONCERN_DUTY, from: 'school', to: 'social-services', mode: 'referral', classes: ['identity', 'free-text'] },
  ...{ consentCovers: null, documentation: { reason: 'Barnet har bevittnat våld.' }, persons: [{ minor: false }, { minor: true }] },
  ...{ urgent: false, at: new Date('2026-02-03T10:00:00Z') },
};
const said = { sv: 'Inget lämnas.', en: 'Nothing is given.' };
const limit = { id: 'shut', title: said, source: 'Beslut 1', reason: said, validFrom: '2026-01-01', version: '1' } as const;
/** Judged where somebody has added a limit; by rules that open the duty wider than the law does, too. */
const judged = (narrowed: Partial<LegalLimit>, change: Partial<GroundRequest> = {}) =>
  judgeGround(
    { ...report, ...change },
    {
      grounds: legalGrounds.map((rule) =>
        rule.id === CONCERN_DUTY
          ? { ...rule, to: [...rule.to, 'county' as const, 'school' as const], modes: [...rule.modes, 'standing' as const] }
          : rule,
      ),
      limits: [{ ...limit, unlessConsent: false, ...narrowed }],
    },
  );
const open = { allowed: true, rule: CONCERN_DUTY, restsOnConsent: false };

/** SoL 19:1: whoever learns that a child may be faring badly reports it, at once and whatever anybody consents to. */
describe('a concern report', () => {
  const LIMITS: Partial<LegalLimit>[] = [
    {},
    { to: ['social-services'], modes: ['referral', 'copy'], unlessConsent: true },
    { from: ['school'], classes: ['free-text'] },
    { grounds: [CONCERN_DUTY, 'osl-10-2-necessary'] },
  ];
  it.each(LIMITS)('is stopped by no limit that a file adds, and rests on no consent because of one: %j', (narrowed) => {
    for (const consentCovers of [null, false, true])
      for (const mode of ['referral', 'copy'] as const)
        for (const urgent of [false, true]) expect(judged(narrowed, { consentCovers, mode, urgent })).toMatchObject(open);
    // The controls: by another ground the same limit stands, and what goes on and on is no report.
    const other = { ground: 'osl-10-2-necessary', documentation: { necessity: 'Barnet har bevittnat våld.' } };
    expect(judged(narrowed, other)).toMatchObject({ allowed: false, rule: 'shut', code: 'limit' });
    expect(judged({ ...narrowed, modes: ['standing'] }, { mode: 'standing' })).toMatchObject({ rule: 'shut' });
  });

  it('goes to the board: to the county, or to another that a file adds, every limit holds', () => {
    for (const to of ['county', 'school'] as const) {
      expect(judged({ to: [to] }, { to })).toMatchObject({ rule: 'shut' });
      expect(judged({ to: ['police'] }, { to })).toMatchObject({ allowed: true }); // the control: it is the limit that this sees
    }
    const lifted = { to: ['school' as const], unlessConsent: true };
    expect(judged(lifted, { to: 'school', consentCovers: true })).toMatchObject({ allowed: true, restsOnConsent: true });
  });
});
