import { logReview } from '#config/log-review';
import type { Access } from './access.js';
import { alertKey, findAlerts } from './alerts.js';
import { isOutsideHours } from './hours.js';
import { officeOf, withUsual, type OfficeFacts } from './office.js';

const DAY = 86_400_000;
const NOON = Date.parse('2026-11-10T11:00:00Z');
const UNTIL = NOON + 6 * DAY;
const facts = (more: Partial<OfficeFacts> = {}): OfficeFacts => ({
  staff: [
    { staffId: 'eva', functions: ['mottagning'], surname: 'niemi', addresses: ['home'] },
    { staffId: 'ola', functions: ['mottagning'], surname: 'berg', addresses: [] },
  ],
  persons: [{ personId: 'linda', caseId: 'case', names: ['niemi'], addresses: ['home'] }],
  assignments: [{ staffId: 'ola', caseId: 'case', from: null, until: null }],
  ...{ standIns: [], onCall: [], sentTo: [], declared: [], work: [] },
  ...more,
});
let number = 0;
const look = (staffId: string, more: Partial<Access> = {}): Access => ({
  ...{ auditId: `line-${(number += 1)}`, at: NOON, action: 'search', outcome: 'allowed', staffId, unitId: 'unit' },
  ...{ caseId: null, personIds: ['linda'] },
  ...more,
});
const alerts = (accesses: readonly Access[], more: Partial<OfficeFacts> = {}, known?: ReadonlySet<string>) =>
  findAlerts(accesses, withUsual(officeOf(facts(more)), []), logReview, UNTIL, known);
const signals = (accesses: readonly Access[], more: Partial<OfficeFacts> = {}) =>
  alerts(accesses, more).flatMap((alert) => [...alert.signals]);

const others = { persons: [{ personId: 'linda', caseId: 'case', names: ['lund'], addresses: [] }] };

describe('signals', () => {
  it('tell of an access without relation, and not of work', () => {
    expect(signals([look('eva')], others)).toEqual(['no-relation']);
    expect(signals([look('ola', { action: 'read', caseId: 'case' })], others)).toEqual([]);
  });
  it('are silent for a look-up that work came of, for a request to the function, and for a stand-in who reads once', () => {
    expect(signals([look('eva')], { ...others, work: [{ staffId: 'eva', caseId: 'case', at: NOON + DAY }] })).toEqual([]);
    expect(signals([look('eva')], { ...others, sentTo: [{ functionId: 'mottagning', caseId: 'case' }] })).toEqual([]);
    const standIns = [{ staffId: 'eva', absentId: 'ola', from: NOON - DAY, until: NOON + DAY }];
    expect(signals([look('eva')], { ...others, standIns })).toEqual([]);
  });
  it('leave today’s look-up to ripen, but not what was refused', () => {
    expect(signals([look('eva', { at: UNTIL - 1 })], others)).toEqual([]);
    expect(signals([look('eva', { at: UNTIL - 1, outcome: 'denied', caseId: 'case', action: 'read' })], others)).toEqual([
      'no-relation',
      'denied',
    ]);
  });
  it('tell of kin, of a neighbour, of a name and of an address', () => {
    const declared = (relation: 'kin' | 'neighbour') => ({ ...others, declared: [{ staffId: 'eva', caseId: 'case', relation }] });
    expect(signals([look('eva')], declared('kin'))).toEqual(['no-relation', 'own-kin']);
    expect(signals([look('eva')], declared('neighbour'))).toEqual(['no-relation', 'neighbour']);
    expect(signals([look('eva')])).toEqual(['no-relation', 'same-surname', 'same-address']);
  });
  it('say nothing of a surname that half the county bears', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      personId: `p${index}`,
      caseId: `c${index}`,
      names: ['niemi'],
      addresses: [],
    }));
    expect(officeOf(facts({ persons: [...facts().persons, ...many] })).surname('eva', 'case')).toBe(0);
    expect(officeOf(facts()).surname('eva', 'case')).toBe(1);
  });
  it('tell of nights that are not on call, of protected data, and of the broken glass', () => {
    const night = Date.parse('2026-11-10T02:00:00Z');
    const reads = [1, 2, 3, 4, 5].map((minute) => look('ola', { at: night + minute, action: 'reveal', caseId: 'case' }));
    expect(signals(reads, others)).toEqual(['outside-hours', 'protected-shown']);
    const onCall = [{ staffId: 'ola', from: night - DAY, until: night + DAY }];
    expect(signals(reads, { ...others, onCall })).toEqual(['protected-shown']);
    expect(signals([look('eva', { action: 'break-glass', caseId: 'case' })], others)).toEqual(['no-relation', 'break-glass']);
  });
  it('tell of a stand-in who only reads, and of a case at rest', () => {
    const standIns = [{ staffId: 'eva', absentId: 'ola', from: NOON - 9 * DAY, until: NOON + DAY }];
    const reads = Array.from({ length: 7 }, () => look('eva', { action: 'read', caseId: 'case' }));
    expect(signals(reads, { ...others, standIns })).toEqual(['covering-only']);
    const work = [{ staffId: 'ola', caseId: 'case', at: NOON - 50 * DAY }];
    expect(signals([look('ola', { action: 'read', caseId: 'case' })], { ...others, work })).toEqual(['long-quiet']);
    expect(
      signals([look('ola', { action: 'read', caseId: 'case' })], { ...others, work: [...work, { ...work[0]!, at: NOON + 1 }] }),
    ).toEqual([]);
  });
  it('tell of a day of many look-ups, beyond the unit’s own usual', () => {
    const searches = Array.from({ length: 14 }, () => look('eva', { personIds: [] }));
    const [alert] = alerts(searches, others);
    expect(alert).toMatchObject({ signals: ['many-look-ups'], target: 'day:2026-11-10' });
    const before = Array.from({ length: 30 }, () => look('ola', { at: NOON - 9 * DAY, personIds: [] }));
    expect(findAlerts(searches, withUsual(officeOf(facts(others)), before), logReview, UNTIL)).toEqual([]);
  });
});

describe('what a reviewer is given', () => {
  const strangers = Array.from({ length: 9 }, (_, index) => ({ personId: `p${index}`, caseId: `c${index}`, names: [], addresses: [] }));
  it('is no more than a day allows, the heaviest first', () => {
    const accesses = strangers.flatMap(({ personId }, index) =>
      Array.from({ length: index + 1 }, () => look('eva', { personIds: [personId] })),
    );
    const found = alerts(accesses, { persons: strangers });
    expect(alerts(accesses, { persons: strangers })).toHaveLength(logReview.alert.perReviewerDay);
    expect(found.map(({ target }) => target).sort()).toEqual(['c4', 'c5', 'c6', 'c7', 'c8']);
  });
  it('was not given before', () => {
    const [first] = alerts([look('eva')], others);
    expect(alerts([look('eva')], others, new Set([alertKey(first!)]))).toEqual([]);
  });
});

describe('ordinary hours', () => {
  it('are those of a Swedish wall, in winter and in summer', () => {
    const at = (moment: string) => isOutsideHours(Date.parse(moment), logReview.hours);
    expect([at('2026-11-10T05:30:00Z'), at('2026-11-10T04:30:00Z'), at('2026-07-07T04:30:00Z')]).toEqual([false, true, false]);
    expect([at('2026-11-14T11:00:00Z'), at('2026-11-13T18:59:00Z'), at('2026-11-13T19:00:00Z')]).toEqual([true, false, true]);
  });
});
