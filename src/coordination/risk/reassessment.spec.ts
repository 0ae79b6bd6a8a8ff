import { reassessmentTriggers } from '#config/reassessment';
import { proposalsFor } from './reassessment.js';
import { OCCASIONS } from './risk.events.js';

const [her, child, him] = ['her', 'child', 'him'];
const assessed = [
  { personId: her, recordedAt: '2026-03-01T10:00:00Z' },
  { personId: child, recordedAt: '2026-03-01T10:00:00Z' },
];
const report = (personId: string | null, at = '2026-03-02T10:00:00Z') => ({ type: 'police.ReportKnown', personId, at });
const proposed = (...happened: Parameters<typeof proposalsFor>[1]) =>
  proposalsFor(assessed, happened).map(({ personId, trigger }) => [personId, trigger]);

describe('a new assessment', () => {
  it('is proposed when something happened since the last one', () => expect(proposed(report(her))).toEqual([[her, 'new-report']]));
  it('is proposed for all when it is about nobody of them', () => {
    const all = [
      [her, 'new-report'],
      [child, 'new-report'],
    ];
    expect(proposed(report(null))).toEqual(all);
    expect(proposed(report(him))).toEqual(all);
  });
  it('is proposed for her when concern for a child of hers is reported', () =>
    expect(proposed({ type: 'social-services.ConcernReceived', personId: 'sibling', at: '2026-03-02T10:00:00Z' })).toContainEqual([
      her,
      'new-report',
    ]));
  it('is not proposed for what was known when the last one was made', () =>
    expect(proposed(report(her, '2026-02-28T10:00:00Z'))).toEqual([]));
  it('is proposed once for each reason, by the latest time', () => {
    const [proposal, ...more] = proposalsFor([assessed[0]!], [report(her), report(her, '2026-03-05T10:00:00Z')]);
    expect(proposal?.at).toBe('2026-03-05T10:00:00Z');
    expect(more).toEqual([]);
  });
  it('is proposed for nothing else, nor where nobody is assessed', () => {
    expect(proposed({ type: 'social-services.SupportPlanned', personId: her, at: '2026-03-05T10:00:00Z' })).toEqual([]);
    expect(proposalsFor([], [report(her)])).toEqual([]);
  });
  it('begins with an occasion that the form knows', () => {
    for (const { occasion } of reassessmentTriggers) expect(OCCASIONS).toContain(occasion);
  });
});
