import { clockRules, type ClockRule } from '#config/clocks';
import type { RowChange, StoredEvent } from '#libs/event-store';
import { defineEvent, derivedId, open } from '#libs/shared-kernel';
import { receivedEvents } from '../received/received.events.js';
import { planEvents } from '../joint-plan/plan.events.js';
import { referralEvents } from '../referral/referral.events.js';
import { riskEvents } from '../risk/risk.events.js';
import { clockProjection } from './clock.projection.js';

type Row = Record<string, unknown>;
const id = (n: number) => `0c8f0a1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [record, theirs, referral, person] = [id(1), id(2), id(3), id(4)];
const rooms = [referralEvents, riskEvents, planEvents, receivedEvents];
const here = new Set<string>(rooms.flatMap((events) => Object.values(events)).map(({ type }) => type));
const rules = clockRules.filter(({ starts, stops }) => [...starts, ...stops].every(({ on }) => here.has(on)));
const projection = clockProjection(rooms, rules);

let count = 0;
const event = (type: string, data: Row, over: { agency?: string; record?: string; stream?: string; at?: string } = {}): StoredEvent => {
  const at = new Date(over.at ?? '2026-11-02T09:00:00Z');
  return {
    id: id(1_000 + (count += 1)),
    type,
    version: 1,
    data,
    metadata: { agency: over.agency ?? 'polisen', record: over.record ?? record, case: id(9), staff: 's', duty: 'supervisor' },
    occurredAt: at,
    recordedAt: at,
    stream: over.stream ?? `referral-${referral}`,
    revision: count,
    position: String(count),
  };
};
/** The rows that the changes make, as the database would. */
const view = (...events: StoredEvent[]): { clocks: Row[]; notices: Row[] } => {
  const tables: Record<string, Row[]> = { 'views.clocks': [], 'views.clock_notices': [] };
  const change = ({ op, table, key, ...rest }: RowChange): void => {
    const rows = tables[table]!;
    const found = rows.filter((row) => Object.entries(key).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value)));
    const row = 'row' in rest ? rest.row : {};
    if (op === 'put' && found.length === 0) rows.push({ ...row, ...key });
    else for (const one of found) Object.assign(one, row, key); // a column that rows are told apart by is never written
  };
  for (const stored of events) for (const one of projection.project(stored)) change(one);
  return { clocks: tables['views.clocks']!, notices: tables['views.clock_notices']! };
};
const of = (deadline: string, rows: readonly Row[]) => rows.filter(({ deadline_id: name }) => name === deadline);
const sent = (over: Row = {}) =>
  event('coordination.ReferralSent', { urgency: 'normal', kind: 'request', answerBy: '2026-11-07T09:00:00.000Z', ...over });
const returned = event(
  'coordination.ReferralReturned',
  { at: '2026-11-04T09:00:00.000Z' },
  { agency: 'lulea', record: theirs, at: '2026-11-04T09:00:00Z' },
);

describe('the clocks of a request', () => {
  it('are the sender’s: the answer runs from the sending, to the day that the sender said', () => {
    const [clock, ...others] = view(sent()).clocks.filter(({ status }) => status === 'running');
    expect(others).toEqual([]);
    expect(clock).toMatchObject({
      deadline_id: 'referral-answer',
      owner_agency: 'polisen',
      record_id: record,
      due_on: '2026-11-07',
      whole_day: false,
    });
  });
  it('an acute one has its own', () => {
    const { clocks } = view(sent({ urgency: 'acute' }));
    expect(of('referral-answer', clocks)).toEqual([]);
    expect(of('referral-answer-urgent', clocks)).toMatchObject([{ status: 'running' }]);
  });
  it('returned by another agency: the answer stops, and the sender’s time to send it on begins', () => {
    const { clocks } = view(sent(), returned);
    expect(of('referral-answer', clocks)).toMatchObject([{ status: 'stopped', stopped_by: 'coordination.ReferralReturned' }]);
    expect(of('referral-resend', clocks)).toMatchObject([
      { status: 'running', owner_agency: 'polisen', record_id: record, due_at: new Date('2026-11-06T09:00:00Z') },
    ]);
  });
  it('stops when it was done, where the rule says which moment that is; else when it was written', () => {
    const late = { ...returned, recordedAt: new Date('2026-11-05T15:00:00Z') };
    const stoppedAt = (over: object) => {
      const answer = rules.find(({ deadline }) => deadline === 'referral-answer')!;
      const rule = { ...answer, stops: answer.stops.filter(({ on }) => on === returned.type).map((stop) => ({ ...stop, ...over })) };
      const clocks: Row[] = [];
      for (const change of clockProjection(rooms, [rule]).project(late)) if ('row' in change) clocks.push(change.row);
      return clocks.map((row) => row['stopped_at']);
    };
    expect(stoppedAt({ at: 'at' })).toEqual([new Date('2026-11-04T09:00:00Z')]);
    expect(stoppedAt({})).toEqual([late.recordedAt]);
  });
  it('sent on: the answer runs anew, in a new round', () => {
    const on = event('coordination.ReferralSentOn', { answerBy: '2026-11-12T09:00:00.000Z' });
    const { clocks } = view(sent(), returned, on);
    expect(of('referral-answer', clocks)).toMatchObject([{ status: 'running', due_on: '2026-11-12', round_id: on.id, stopped_at: null }]);
    expect(of('referral-resend', clocks)).toMatchObject([{ status: 'stopped' }]);
    expect(of('referral-answer-urgent', clocks)).toEqual([]);
  });
  it('a concern report is answered by law, not by agreement', () =>
    expect(view(sent({ kind: 'concern-report' })).clocks.map(({ deadline_id: name }) => name)).toEqual(['referral-information']));
  it('a peer’s words about a thing of ours stop nothing where the rule does not say so', () => {
    const forged = event('coordination.ReferralSentOn', { answerBy: '2030-01-01T00:00:00.000Z' }, { agency: 'lulea', record: theirs });
    expect(of('referral-answer', view(sent(), forged).clocks)).toMatchObject([{ due_on: '2026-11-07' }]);
  });
});

describe('the day of a new risk assessment', () => {
  const assessed = (reviewOn: string, assessment = 20) =>
    event('coordination.RiskAssessed', { personId: person, reviewOn }, { stream: `risk-${id(assessment)}` });
  it('is one for each person: the latest', () => {
    expect(view(assessed('2026-12-01'), assessed('2026-12-24', 21)).clocks).toMatchObject([
      { thing_id: person, due_on: '2026-12-24', whole_day: true, due_at: new Date('2026-12-24T23:00:00Z') },
    ]);
  });
  it('is of one record: the same person in another has another', () =>
    expect(
      view(assessed('2026-12-01'), event('coordination.RiskAssessed', { personId: person, reviewOn: '2026-12-24' }, { record: theirs }))
        .clocks,
    ).toHaveLength(2));
});

describe('a day that is no longer named', () => {
  it('takes its clock away', () => {
    const followedUp = (next?: string) =>
      event('coordination.PlanFollowedUp', { planId: id(30), on: '2026-11-02', next }, { stream: `plan-${id(30)}` });
    expect(view(followedUp('2026-12-01')).clocks).toMatchObject([{ status: 'running', due_on: '2026-12-01' }]);
    expect(view(followedUp('2026-12-01'), followedUp()).clocks).toMatchObject([{ status: 'stopped' }]);
  });
});

describe('what a clock has done', () => {
  const clock = derivedId('clock', 'referral-answer', 'polisen', record, referral);
  const start = sent();
  const about = {
    clockId: clock,
    deadline: 'referral-answer',
    ownerAgency: 'polisen',
    recordId: record,
    caseId: id(9),
    functionId: 'f',
    dueOn: '2026-11-07',
  };
  const extended = event(
    'coordination.ClockExtended',
    { ...about, roundId: start.id, startedAt: '2026-11-02T09:00:00.000Z', until: '2026-11-20', reason: 'x' },
    { stream: `clock-${clock}` },
  );
  it('is kept by its round', () => {
    const warned = event('coordination.ClockWarned', { ...about, roundId: start.id, warning: 'warning-1d', who: 'caseworker' });
    expect(view(start, warned).notices).toMatchObject([{ clock_id: clock, round_id: start.id, firing: 'warning-1d' }]);
  });
  it('an extension moves the end and begins a round; one of an earlier round moves nothing', () => {
    expect(of('referral-answer', view(start, extended).clocks)).toMatchObject([
      { due_on: '2026-11-20', round_id: extended.id, whole_day: true },
    ]);
    const on = event('coordination.ReferralSentOn', { answerBy: '2026-11-12T09:00:00.000Z' }, { at: '2026-11-03T09:00:00Z' });
    expect(of('referral-answer', view(start, on, extended).clocks)).toMatchObject([{ due_on: '2026-11-12', round_id: on.id }]);
  });
  it('nothing runs on for a record that is destroyed', () =>
    expect(
      of('referral-answer', view(start, event('coordination.RecordErased', {}, { stream: `retention-${record}` })).clocks),
    ).toMatchObject([{ status: 'stopped' }]));
});

describe('a line that names what does not exist', () => {
  const schema = { parse: (value: unknown) => value };
  const ban = { ban: defineEvent('prosecution.BanDecided', 1, { banId: open('reference', schema), until: open('reference', schema) }) };
  const line = (over: object): ClockRule =>
    ({
      deadline: 'contact-ban',
      prepares: [],
      stops: [],
      extends: [],
      starts: [{ on: 'prosecution.BanDecided', where: {}, thing: 'banId', from: 'occurred', byAnyone: false, ...over }],
    }) as ClockRule;
  it.each([
    [{ on: 'prosecution.BanGiven' }, /no event prosecution.BanGiven/],
    [{ thing: 'banid' }, /no open field banid/],
    [{ due: 'validUntil' }, /no open field validUntil/],
    [{ from: 'decidedOn' }, /no open field decidedOn/],
    [{ where: { kind: ['joint-home'] } }, /no open field kind/],
    [{ at: 'doneAt' }, /no open field doneAt/],
    [{ byAnyone: true }, /starts a clock of nobody/],
  ])('does not boot: %j', (over, said) => expect(() => clockProjection([ban], [line(over)])).toThrow(said));
  it('and one that is right does', () => expect(clockProjection([ban], [line({ due: 'until' })]).name).toBe('view:clocks'));
});
