import { sortDay, type DayLink, type DayReferral } from './sort-day.js';

const NOW = new Date('2026-05-10T08:00:00Z');
const reader = { agencyId: 'boden', functions: ['boden-vald'], today: '2026-05-10', now: NOW };
const referral = (referralId: string, over: Partial<DayReferral> = {}): DayReferral => ({
  referralId,
  status: 'new',
  urgency: 'normal',
  senderFunction: 'polis',
  recipientFunction: 'boden-vald',
  toFunction: 'boden-vald',
  answerBy: new Date('2026-05-12T08:00:00Z'),
  addressedAt: NOW,
  ...over,
});
const link = (thingId: string, thing: string, fields: Record<string, unknown>, over: Partial<DayLink> = {}): DayLink => ({
  thing,
  thingId,
  caseId: 'case-1',
  ownerAgency: 'boden',
  recordId: 'record-1',
  personId: null,
  occurredAt: '2026-05-01T08:00:00.000Z',
  recordedAt: '2026-05-01T08:00:00.000Z',
  grounds: [],
  fields,
  history: [],
  ...over,
});
const day = (referrals: DayReferral[], links: DayLink[] = []) => sortDay({ referrals, links }, reader);
const ids = (some: readonly { referralId: string }[]) => some.map(({ referralId }) => referralId);

describe('requests', () => {
  it('come with the acute first, then by the day the answer is due', () => {
    const later = referral('later', { answerBy: new Date('2026-05-20T08:00:00Z') });
    const acute = referral('acute', { urgency: 'acute', answerBy: new Date('2026-05-30T08:00:00Z') });
    expect(ids(day([later, referral('soon'), acute]).toAcknowledge)).toEqual(['acute', 'soon', 'later']);
  });
  it('to another function, or whose content is closed, are not ours to acknowledge', () => {
    expect(day([referral('a', { recipientFunction: 'lulea' }), referral('b', { recipientFunction: '' })]).toAcknowledge).toEqual([]);
  });
  it('that are acknowledged wait for their answer; ours that came back wait to be sent on', () => {
    const sent = { senderFunction: 'boden-vald', recipientFunction: '' };
    const found = day([
      referral('answer', { status: 'acknowledged' }),
      referral('back', { ...sent, status: 'returned' }),
      referral('out', { ...sent, status: 'expired' }),
      referral('done', { ...sent, status: 'done' }),
    ]);
    expect(ids(found.toAnswer)).toEqual(['answer']);
    expect(ids(found.cameBack)).toEqual(['back', 'out']);
  });
});

describe('own interventions', () => {
  const late = { status: 'started', dueOn: '2026-05-09' };
  it('are overdue the day after, earliest first; those of others are theirs to see to', () => {
    const links = [
      link('a', 'intervention', late),
      link('b', 'intervention', { ...late, dueOn: '2026-05-01' }),
      link('today', 'intervention', { ...late, dueOn: '2026-05-10' }),
      link('done', 'intervention', { ...late, status: 'completed' }),
      link('theirs', 'intervention', late, { ownerAgency: 'region' }),
    ];
    expect(day([], links).overdue.map(({ thingId }) => thingId)).toEqual(['b', 'a']);
  });
});

describe('follow-ups', () => {
  it('are those within a week, late ones too', () => {
    const on = (followUpOn: string) => link(followUpOn, 'intervention', { status: 'started', followUpOn });
    const found = day([], [on('2026-05-17'), on('2026-05-18'), on('2026-05-02')]).followUps;
    expect(found.map((one) => one.on)).toEqual(['2026-05-02', '2026-05-17']);
  });
  it('of a plan are those of its lines until it is followed up, then the next that was set', () => {
    const plan = {
      agreedOn: '2026-05-01',
      lines: [{ lineId: 'a', followUpOn: '2026-05-12' }],
      shelterLines: [{ lineId: 'b', followUpOn: '2026-05-11' }],
    };
    const first = (fields: Record<string, unknown>) => day([], [link('p', 'plan', fields)]).followUps.map((one) => one.on);
    expect(first(plan)).toEqual(['2026-05-11']);
    expect(first({ ...plan, on: '2026-05-10', next: '2026-05-16' })).toEqual(['2026-05-16']);
    expect(first({ ...plan, on: '2026-05-10' })).toEqual([]);
    expect(first({ ...plan, closedOn: '2026-05-10' })).toEqual([]);
    const told = { planId: 'p', version: 1 };
    const childs = link('c', 'plan-lines', { ...told, lines: [{ lineId: 'c', followUpOn: '2026-05-10' }] });
    const both = day([], [link('p', 'plan', { ...plan, ...told }), childs]).followUps;
    expect(both.map(({ on, link: { thingId } }) => [on, thingId])).toEqual([['2026-05-10', 'p']]);
  });
});

describe('news', () => {
  it('are what others have disclosed in the last three days, the latest first', () => {
    const theirs = (thingId: string, recordedAt: string) => link(thingId, 'plan', {}, { ownerAgency: 'region', recordedAt });
    const found = day(
      [],
      [theirs('old', '2026-05-07T07:59:59.000Z'), theirs('a', '2026-05-08T08:00:00.000Z'), theirs('b', '2026-05-10T07:00:00.000Z')],
    );
    expect(found.news.map(({ thingId }) => thingId)).toEqual(['b', 'a']);
  });
});
