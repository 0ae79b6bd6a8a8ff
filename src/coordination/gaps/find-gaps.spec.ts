import fc from 'fast-check';
import { findGaps } from './find-gaps.js';
import type { GapInput, GapLink, GapReferral } from './gap.types.js';

const NOW = new Date('2026-05-10T08:00:00Z');
const quiet: GapInput = {
  caseId: 'case-1',
  ownAgency: 'boden',
  ownKind: 'social-services',
  record: { recordId: 'record-1', status: 'open', source: 'own', track: 'exposed', openedAt: NOW },
  links: [],
  referrals: [],
  children: [],
  acknowledged: [],
  today: '2026-05-10',
  now: NOW,
};
const referral = (over: Partial<GapReferral> = {}): GapReferral => ({
  referralId: 'referral-1',
  status: 'new',
  urgency: 'normal',
  recipientAgency: 'lulea',
  answerBy: new Date('2026-05-12T08:00:00Z'),
  addressedAt: new Date('2026-05-10T07:00:00Z'),
  ...over,
});
const link = (thing: string, thingId: string, fields: Record<string, unknown>, personId: string | null = null): GapLink => ({
  thing,
  thingId,
  ownerAgency: 'region',
  personId,
  occurredAt: '2026-05-01T08:00:00Z',
  fields,
});
const intervention = (id: string, fields: Record<string, unknown>, personId = 'person-1') =>
  link('intervention', id, { kind: 'counselling', status: 'planned', ...fields }, personId);
const plan = (fields: Record<string, unknown>) =>
  link('plan', 'plan-1', {
    agreedOn: '2026-05-01',
    lines: [{ lineId: 'line-1', kind: 'counselling', followUpOn: '2026-06-01' }],
    ...fields,
  });
const kinds = (input: Partial<GapInput>) => findGaps({ ...quiet, ...input }).map(({ kind }) => kind);

describe('a request', () => {
  it('in time is no gap', () => expect(kinds({ referrals: [referral()] })).toEqual([]));
  it.each(['new', 'acknowledged'])('past its day is a gap of the recipient: %s', (status) => {
    const [gap] = findGaps({ ...quiet, referrals: [referral({ status, answerBy: new Date('2026-05-10T07:59:00Z') })] });
    expect(gap).toMatchObject({ kind: 'referral-unanswered', laneAgency: 'lulea', href: '/workspace/referrals/referral-1' });
  });
  it.each(['accepted', 'returned', 'withdrawn', 'expired', 'done'])('that has its answer is none: %s', (status) =>
    expect(kinds({ referrals: [referral({ status, answerBy: new Date(0) })] })).toEqual([]),
  );
  it('that is acute and unread is a gap long before its day', () => {
    expect(kinds({ referrals: [referral({ urgency: 'acute' })] })).toEqual(['referral-unread']);
    expect(kinds({ referrals: [referral({ urgency: 'acute', status: 'acknowledged' })] })).toEqual([]);
    expect(kinds({ referrals: [referral({ urgency: 'acute', addressedAt: new Date(NOW.getTime() - 60_000) })] })).toEqual([]);
  });
});

describe('an intervention', () => {
  it('lasts its whole last day', () => expect(kinds({ links: [intervention('a', { dueOn: '2026-05-10' })] })).toEqual([]));
  it.each(['planned', 'started'])('%s is overdue the day after', (status) =>
    expect(kinds({ links: [intervention('a', { status, dueOn: '2026-05-09' })] })).toEqual(['intervention-overdue']),
  );
  it('completed late is not overdue', () =>
    expect(kinds({ links: [intervention('a', { status: 'completed', dueOn: '2026-05-09' })] })).toEqual([]));
  it('whose day is hidden from the reader is not guessed at', () => expect(kinds({ links: [intervention('a', {})] })).toEqual([]));
  it('interrupted without a substitute is a gap', () =>
    expect(kinds({ links: [intervention('a', { status: 'interrupted', reason: 'moved' })] })).toEqual(['intervention-interrupted']));
  it('interrupted has a substitute of the same kind for the same person, or on the same line', () => {
    const interrupted = intervention('a', { status: 'interrupted', reason: 'moved', planLineId: 'line-1' });
    expect(kinds({ links: [interrupted, intervention('b', {})] })).toEqual([]);
    expect(kinds({ links: [interrupted, intervention('b', { kind: 'treatment', planLineId: 'line-1' })] })).toEqual([]);
    expect(kinds({ links: [interrupted, intervention('b', {}, 'child-1')] })).toEqual(['intervention-interrupted']);
    expect(kinds({ links: [interrupted, intervention('b', { status: 'interrupted', reason: 'replaced' })] })).toEqual([
      'intervention-interrupted',
    ]);
  });
  it.each(['no-longer-needed', 'replaced'])('interrupted because it was %s leaves no hole', (reason) =>
    expect(kinds({ links: [intervention('a', { status: 'interrupted', reason })] })).toEqual([]),
  );
});

describe('a plan', () => {
  it('with a follow-up ahead is whole', () => expect(kinds({ links: [plan({})] })).toEqual([]));
  it('whose line has no day of follow-up has a gap, until the line is done', () => {
    const bare = plan({ lines: [{ lineId: 'line-1', kind: 'counselling' }], next: '2026-06-01' });
    expect(kinds({ links: [bare] })).toEqual(['line-without-follow-up']);
    expect(kinds({ links: [bare, intervention('a', { status: 'completed', planLineId: 'line-1' })] })).toEqual([]);
  });
  it('whose follow-ups have all passed has a gap; the next one closes it', () => {
    const late = { lines: [{ lineId: 'line-1', kind: 'counselling', followUpOn: '2026-05-09' }] };
    expect(kinds({ links: [plan(late)] })).toEqual(['plan-without-follow-up']);
    expect(kinds({ links: [plan({ ...late, next: '2026-05-10' })] })).toEqual([]);
  });
  it('of a peer whose days are not the reader’s to see is not guessed at', () => {
    const hidden = { lines: [{ lineId: 'line-1', kind: 'counselling', followUpOn: null }] };
    expect(kinds({ links: [plan(hidden)] })).toEqual([]);
    expect(kinds({ ownAgency: plan(hidden).ownerAgency, links: [plan(hidden)] })).toEqual(['plan-without-follow-up']); // control
  });
  it('has the follow-ups of its lines for others too, of the version that stands, and for whoever sees none of them is not guessed at', () => {
    const bare = { planId: 'plan-1', version: 2, lines: [] };
    const childs = (version: number, followUpOn?: string) =>
      link('plan-lines', 'lines-1', {
        ...{ planId: 'plan-1', version, lines: [{ lineId: 'line-2', kind: 'counselling', ...(followUpOn ? { followUpOn } : {}) }] },
      });
    const own = { ownAgency: 'region' };
    expect(kinds({ ...own, links: [plan(bare), childs(2, '2026-06-01')] })).toEqual([]);
    expect(kinds({ ...own, links: [plan(bare), childs(2)] })).toEqual(['line-without-follow-up', 'plan-without-follow-up']);
    expect(kinds({ ...own, links: [plan(bare), childs(1, '2026-06-01')] })).toEqual(['plan-without-follow-up']);
    expect(kinds({ links: [plan(bare)] })).toEqual([]);
  });
  it('that is closed needs nothing more', () => expect(kinds({ links: [plan({ lines: [], closedOn: '2026-05-02' })] })).toEqual([]));
  it('is missing in a record that came by a request, and only there', () => {
    const accepted = { ...quiet.record, source: 'referral' as const };
    expect(kinds({ record: accepted })).toEqual(['plan-missing']);
    expect(kinds({ record: accepted, links: [plan({})] })).toEqual([]);
    expect(kinds({ record: { ...accepted, status: 'closed' } })).toEqual([]);
    expect(kinds({})).toEqual([]);
  });
});

describe('a child', () => {
  const children = [{ personId: 'child-1' }];
  it('has no part in the assessment of somebody else', () =>
    expect(kinds({ children, links: [link('risk', 'r', { level: 'high' }, 'person-1')] })).toEqual(['child-not-assessed']));
  it('with an assessment of its own is no gap', () =>
    expect(kinds({ children, links: [link('risk', 'r', { level: 'low' }, 'child-1')] })).toEqual([]));
  it('whose assessment was retracted has none', () =>
    expect(kinds({ children, links: [link('risk', 'r', { level: 'low', retracted: true }, 'child-1')] })).toEqual(['child-not-assessed']));
});

describe('the baseline', () => {
  const long = { ...quiet.record, openedAt: new Date('2026-01-10T08:00:00Z') };
  const given = (...kindsGiven: string[]) =>
    kindsGiven.map((kind) => ({ ...intervention(kind, { kind, status: 'started' }), ownerAgency: 'boden' }));
  it('asks nothing of a record that was opened lately', () => expect(kinds({})).toEqual([]));
  it('is each line of the own kind of agency that nothing has met, with the line’s own words', () => {
    const gaps = findGaps({ ...quiet, record: long });
    expect(gaps.map(({ kind }) => kind)).toEqual(['baseline-missing', 'baseline-missing', 'baseline-missing']);
    expect(gaps[0]?.text.sv).toMatch(/^Basnivå återstår: Frågar om våld/);
    expect(kinds({ record: long, links: given('protective-measures', 'counselling', 'safety-plan') })).toEqual([]);
  });
  it('asks for the children only where there are any', () => {
    const met = given('protective-measures', 'counselling', 'safety-plan');
    const assessed = link('risk', 'r', { level: 'low' }, 'child-1');
    expect(kinds({ record: long, links: [...met, assessed], children: [{ personId: 'child-1' }] })).toEqual(['baseline-missing']);
  });
  it('is not met by what another agency does', () =>
    expect(kinds({ record: long, links: [intervention('a', { status: 'started', kind: 'counselling' })] })).toHaveLength(3));
  it('of the violence user is one gap: nobody has offered to help him stop', () => {
    const his = { ...long, track: 'violence-user' as const };
    expect(kinds({ record: his })).toEqual(['violence-user-not-offered']);
    expect(kinds({ record: his, links: given('violence-user-programme') })).toEqual([]);
    expect(kinds({ record: { ...his, openedAt: NOW } })).toEqual([]);
  });
});

describe('an acknowledged gap', () => {
  const interrupted = intervention('a', { status: 'interrupted', reason: 'moved' });
  const [gap] = findGaps({ ...quiet, links: [interrupted] });
  const acknowledged = [{ gapId: gap!.gapId, at: '2026-05-02T08:00:00Z', by: 'sara', reason: 'Hon vill vänta.' }];
  it('says why it is a gap, and that it is known', () => {
    expect(gap).toMatchObject({ acknowledged: null, source: 'HSLF-FS 2022:39' });
    expect(gap?.why.sv).toMatch(/behovet kvarstår/);
    expect(findGaps({ ...quiet, links: [interrupted], acknowledged })).toMatchObject([{ acknowledged: { by: 'sara' } }]);
  });
  it('closes when it is filled', () =>
    expect(findGaps({ ...quiet, links: [interrupted, intervention('b', {})], acknowledged })).toEqual([]));
  it('opens anew when it happens again', () =>
    expect(findGaps({ ...quiet, links: [{ ...interrupted, occurredAt: '2026-05-09T08:00:00Z' }], acknowledged })).toMatchObject([
      { kind: 'intervention-interrupted', acknowledged: null },
    ]));
});

describe('what is hidden', () => {
  const day = fc.constantFrom('2026-04-01', '2026-05-09', '2026-05-10', '2026-06-01');
  const row = fc.record({
    visible: fc.boolean(),
    link: fc.oneof(
      fc
        .record({
          id: fc.uuid(),
          status: fc.constantFrom('planned', 'started', 'interrupted', 'completed'),
          dueOn: day,
          planLineId: fc.constantFrom('line-1', 'line-2'),
        })
        .map(({ id, ...fields }) => intervention(id, fields)),
      fc.record({ next: day }).map((fields) => plan(fields)),
      fc.constantFrom('child-1', 'person-1').map((person) => link('risk', person, { level: 'high' }, person)),
    ),
  });
  type Row = { visible: boolean; link: GapLink };
  const base = { ...quiet, record: { ...quiet.record, source: 'referral' as const }, children: [{ personId: 'child-1' }] };
  const shown = (rows: readonly Row[]) => findGaps({ ...base, links: rows.filter(({ visible }) => visible).map((one) => one.link) });
  /** The mistake that the property must catch: gaps computed from everything, then filtered by whether their thing is visible. */
  const leaking = (rows: readonly Row[]) =>
    findGaps({ ...base, links: rows.map((one) => one.link) }).filter(({ thingId }) =>
      rows.every((one) => one.visible || one.link.thingId !== thingId),
    );
  const unmoved = (compute: (rows: readonly Row[]) => unknown) =>
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const without = rows.filter(({ visible }) => visible);
      expect(compute(rows)).toEqual(compute(without));
    });

  it('never changes the answer', () => fc.assert(unmoved(shown)));
  it('would change it if gaps were filtered afterwards (negative control)', () => expect(() => fc.assert(unmoved(leaking))).toThrow());
});
