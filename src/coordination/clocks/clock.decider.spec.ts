import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { clockDecider, type ClockCommand, type ClockFacts } from './clock.decider.js';
import type { ClockEvent } from './clock.events.js';

const id = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const about = {
  clockId: id(1),
  roundId: id(2),
  deadline: 'preliminary-assessment',
  ownerAgency: 'socialtjanst-boden',
  recordId: id(3),
  caseId: id(4),
  functionId: 'boden-barn',
  dueOn: '2026-11-16',
};
const warn = (warning = 'warning-1d', roundId = about.roundId): ClockCommand => ({
  type: 'WarnClock',
  data: { ...about, roundId, warning, who: 'caseworker' },
});
const end: ClockCommand = { type: 'EndClock', data: { ...about, outcome: 'overdue' } };
const runs: ClockFacts = { running: true, ended: false, extensionBy: 'supervisor', atMost: null };
const extend = (until: string, clock: Partial<ClockFacts> = {}, by: 'supervisor' | 'caseworker' = 'supervisor'): ClockCommand => ({
  type: 'ExtendClock',
  data: { ...about, startedAt: '2026-11-02T09:00:00.000Z', until, reason: 'Synnerliga skäl: tolk saknas.' },
  clock: { ...runs, ...clock },
  by,
});
const warned: ClockEvent = { type: 'coordination.ClockWarned', data: { ...about, warning: 'warning-1d', who: 'caseworker' } };
const ended: ClockEvent = { type: 'coordination.ClockEnded', data: { ...about, outcome: 'overdue' } };
const extended: ClockEvent = {
  type: 'coordination.ClockExtended',
  data: { ...about, startedAt: '2026-11-02T09:00:00.000Z', until: '2026-11-30', reason: 'Synnerliga skäl: tolk saknas.' },
};
const clock = given(clockDecider);

describe('a clock', () => {
  it('warns once', () => clock().when(warn()).then(warned));
  it('warns of each warning that its deadline names', () =>
    clock(warned)
      .when(warn('warning-4d'))
      .then({ type: 'coordination.ClockWarned', data: { ...about, warning: 'warning-4d', who: 'caseworker' } }));
  it('warns anew in its next round', () =>
    clock(warned, extended)
      .when(warn('warning-1d', id(5)))
      .then({ type: 'coordination.ClockWarned', data: { ...about, roundId: id(5), warning: 'warning-1d', who: 'caseworker' } }));
  it('ends once', () => clock(warned).when(end).then(ended));
  it('says nothing more of a round that was extended', () => {
    clock(extended).when(warn()).thenNothing();
    clock(extended).when(end).thenNothing();
  });
});

describe('an extension', () => {
  it('moves the end', () => clock(warned).when(extend('2026-11-30')).then(extended));
  it('comes late, and is recorded all the same', () => clock(warned, ended).when(extend('2026-11-30')).then(extended));
  it('is the duty’s that the deadline names', () =>
    clock()
      .when(extend('2026-11-30', {}, 'caseworker'))
      .thenRefused('extension-not-yours'));
  it('is not given where no law gives it', () =>
    clock()
      .when(extend('2026-11-30', { extensionBy: null }))
      .thenRefused('no-extension'));
  it('is later', () => clock().when(extend('2026-11-16')).thenRefused('extension-not-later'));
  it('is no longer than the rule allows at once', () => {
    clock()
      .when(extend('2026-12-01', { atMost: '2026-11-30' }))
      .thenRefused('extension-too-long');
    clock()
      .when(extend('2026-11-30', { atMost: '2026-11-30' }))
      .then(extended);
  });
  it('is of something that runs', () =>
    clock()
      .when(extend('2026-11-30', { running: false }))
      .thenRefused('clock-not-running'));
  it('revives nothing that has lapsed', () =>
    clock()
      .when(extend('2026-11-30', { ended: true }))
      .thenRefused('clock-ended'));
  it('is of what the decider of it saw', () => clock(extended).when(extend('2026-12-24')).thenRefused('clock-changed'));
});

describe('whatever comes, in whatever order', () => {
  const round = fc.constantFrom(id(5), id(6));
  const command = fc.oneof(
    fc
      .record({ roundId: round, warning: fc.constantFrom('warning-4d', 'warning-1d') })
      .map(({ roundId, warning }) => warn(warning, roundId)),
    round.map((roundId): ClockCommand => ({ type: 'EndClock', data: { ...about, roundId, outcome: 'overdue' } })),
    fc
      .record({ roundId: round, until: fc.constantFrom('2026-11-10', '2026-11-20', '2026-12-20') })
      .map(({ roundId, until }): ClockCommand => {
        const made = extend(until, { atMost: '2026-12-01' }) as Extract<ClockCommand, { type: 'ExtendClock' }>;
        return { ...made, data: { ...made.data, roundId } };
      }),
  );
  const firingOf = ({ type, data }: ClockEvent) => `${type} ${data.roundId} ${'warning' in data ? data.warning : ''}`;
  const onceEach = (decider: typeof clockDecider) =>
    fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
      const events: ClockEvent[] = [];
      for (const one of commands) {
        const decision = decider.decide(one, fold(decider, events));
        if (!decision.accepted) continue;
        events.push(...decision.events);
        const again = decider.decide(one, fold(decider, events));
        expect(again.accepted ? again.events : []).toEqual([]);
      }
      expect(new Set(events.map(firingOf)).size).toBe(events.length);
      for (const event of events)
        if (event.type === 'coordination.ClockExtended')
          expect(event.data.until > about.dueOn && event.data.until <= '2026-12-01').toBe(true);
    });

  it('each thing is said once in a round, and no end is moved beyond its rule', () => fc.assert(onceEach(clockDecider)));
  it('would be said twice by one that does not remember (negative control)', () =>
    expect(() => fc.assert(onceEach({ ...clockDecider, evolve: (state) => state }))).toThrow());
});

describe('any sequence of all these', () => {
  walks(clockDecider);
});
