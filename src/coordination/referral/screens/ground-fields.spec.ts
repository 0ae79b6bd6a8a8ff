import { CONCERN_DUTY, shippedRules } from '#config/legal-grounds';
import { groundsFor } from './ground-fields.js';

const now = new Date('2026-11-02T08:00:00Z');
const named = (rules = shippedRules, kind: Parameters<typeof groundsFor>[1] = 'health-care') =>
  groundsFor(rules, kind, now).map(({ id }) => id);

describe('the grounds that a request form offers', () => {
  it('are those for a request out of this kind of agency', () => {
    expect(named()).toContain('osl-25-12');
    for (const id of ['osl-26-9', 'osl-10-20', 'osl-10-28-sol-15-7']) expect(named()).not.toContain(id);
  });
  it('rest on no consent for a concern report, and the duty to report stands first', () => {
    const consents = shippedRules.grounds.filter(({ requires }) => requires.consent).map(({ id }) => id);
    expect(named().filter((id) => consents.includes(id))).not.toEqual([]); // control
    const report = groundsFor(shippedRules, 'health-care', now, 'concern-report').map(({ id }) => id);
    expect(report[0]).toBe(CONCERN_DUTY);
    expect(report.toSorted()).toEqual(
      named()
        .filter((id) => !consents.includes(id))
        .toSorted(),
    );
  });
  it('are those in force today alone, each once', () => {
    const old = shippedRules.grounds.find(({ id }) => id === 'osl-25-12')!;
    const grounds = shippedRules.grounds.flatMap((rule) =>
      rule === old
        ? [
            { ...old, validUntil: '2026-11-01' },
            { ...old, version: 'new', validFrom: '2026-11-02' },
          ]
        : rule,
    );
    expect(groundsFor({ ...shippedRules, grounds }, 'health-care', now).filter(({ id }) => id === old.id)).toEqual([
      expect.objectContaining({ version: 'new' }),
    ]);
    const ended = shippedRules.grounds.map((rule) => (rule === old ? { ...old, validUntil: '2026-11-01' } : rule));
    expect(named({ ...shippedRules, grounds: ended })).not.toContain(old.id);
  });
});
