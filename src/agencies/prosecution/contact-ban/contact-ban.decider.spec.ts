import fc from 'fast-check';
import type { ProceedingCommand, ProceedingEvent, ProceedingState } from '#libs/proceeding';
import { addDays, addMonths, fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { contactBanDecider } from './contact-ban.decider.js';

const id = (number: number): string => `0d8f0a1e-0000-4000-8000-00000000000${number}`;
const place = { proceedingId: id(1), ownerAgency: 'aklagare-norrbotten', recordId: id(2), caseId: id(3), personId: id(4) };
const ban = given(contactBanDecider);
const step = (name: string, facts: Record<string, unknown>): ProceedingCommand => ({
  step: name,
  facts,
  place,
  today: String(facts['on']),
});
const event = (type: string, facts: Record<string, unknown>): ProceedingEvent => ({
  type: `prosecution.ContactBan${type}`,
  data: { ...facts, ...place },
});

const ordinary = { on: '2026-03-02', kind: 'ordinary', until: '2027-03-02' };
const home = { on: '2026-03-02', kind: 'joint-home', until: '2026-05-02' };
const monitored = { on: '2026-03-02', kind: 'specially-extended', monitored: true, until: '2026-06-02' };

describe('a contact ban', () => {
  it('is issued, with its day of end', () => ban().when(step('issue', ordinary)).then(event('Issued', ordinary)));
  it.each([
    ['a year', ordinary, '2027-03-03'],
    ['two months for a joint home', home, '2026-05-03'],
    ['three months with monitoring', monitored, '2026-06-03'],
  ])('is no longer than %s', (_, facts, tooLate) => {
    ban().when(step('issue', facts)).then(event('Issued', facts));
    ban()
      .when(step('issue', { ...facts, until: tooLate }))
      .thenRefused('ban-too-long');
  });
  it('does not end before it begins', () =>
    ban()
      .when(step('issue', { ...ordinary, until: '2026-03-01' }))
      .thenRefused('ban-not-ahead'));
  it('is extended: a year at a time, for a joint home two weeks at a time, with monitoring three months at a time', () => {
    const extend = (facts: Record<string, unknown>, until: string) =>
      ban(event('Issued', facts)).when(step('extend', { on: '2026-04-20', until }));
    extend(home, '2026-05-16').then(event('Extended', { ...home, on: '2026-04-20', until: '2026-05-16' }));
    extend(home, '2026-05-17').thenRefused('ban-too-long');
    extend(monitored, '2026-09-02').then(event('Extended', { ...monitored, on: '2026-04-20', until: '2026-09-02' }));
    extend(monitored, '2026-09-03').thenRefused('ban-too-long');
    extend(ordinary, '2028-03-03').thenRefused('ban-too-long');
    extend(ordinary, '2027-03-02').thenRefused('ban-not-ahead');
  });
  it('for a joint home is heard by the court by the fourth day', () => {
    const request = (facts: Record<string, unknown>, hearingBy: string) =>
      ban(event('Issued', facts)).when(step('request-review', { on: '2026-03-03', hearingBy }));
    request(home, '2026-03-07').then(event('ReviewRequested', { ...home, on: '2026-03-03', hearingBy: '2026-03-07' }));
    request(home, '2026-03-08').thenRefused('hearing-too-late');
    request(ordinary, '2026-03-07').thenRefused('no-hearing-without-joint-home');
    ban(event('Issued', home), event('ReviewRequested', { ...home, on: '2026-03-03', hearingBy: '2026-03-07' }))
      .when(step('hear', { on: '2026-03-06', heardOn: '2026-03-06' }))
      .then(event('Heard', { ...home, on: '2026-03-06', heardOn: '2026-03-06' }));
  });
  it('expires when its time has run out, and is lifted before that', () => {
    const issued = event('Issued', ordinary);
    ban(issued)
      .when(step('expire', { on: '2027-03-02' }))
      .thenRefused('ban-not-over'); // it holds to and with its last day
    ban(issued)
      .when(step('expire', { on: '2027-03-03' }))
      .then(event('Expired', { ...ordinary, on: '2027-03-03' }));
    ban(issued)
      .when(step('lift', { on: '2026-06-01', lifted: 'court' }))
      .then(event('Lifted', { ...ordinary, on: '2026-06-01', lifted: 'court' }));
  });
  it('is neither extended nor lifted once its time has run out, recorded or not, and whatever day the step is said to be of', () => {
    const recorded = event('Expired', { ...home, on: '2026-05-03' });
    const late = (name: string, facts: Record<string, unknown>) => ({ ...step(name, { on: '2026-05-02', ...facts }), today: '2026-05-03' });
    for (const before of [[event('Issued', home)], [event('Issued', home), recorded]]) {
      const over = ban(...before);
      over.when(late('extend', { until: '2026-05-16' })).thenRefused('time-has-run-out');
      over.when(late('lift', { lifted: 'court' })).thenRefused('time-has-run-out');
      over.when(late('issue', ordinary)).thenRefused('proceeding-exists');
    }
    // The last day is a day of it; and an extension moves the end.
    ban(event('Issued', home))
      .when(step('lift', { on: '2026-05-02', lifted: 'court' }))
      .then(event('Lifted', { ...home, on: '2026-05-02', lifted: 'court' }));
    ban(event('Issued', home), event('Extended', { ...home, on: '2026-05-02', until: '2026-05-16' }))
      .when(step('lift', { on: '2026-05-03', lifted: 'court' }))
      .then(event('Lifted', { ...home, on: '2026-05-03', until: '2026-05-16', lifted: 'court' }));
  });
  it('expires once', () =>
    ban(event('Issued', home), event('Expired', { ...home, on: '2026-05-03' }))
      .when({ ...step('expire', { on: '2026-05-03' }), today: '2026-05-09' })
      .then());
  it('is nothing once it has ended, nor before it is issued', () => {
    const over = [event('Issued', ordinary), event('Lifted', { ...ordinary, lifted: 'court' })];
    ban(...over)
      .when(step('extend', { on: '2026-06-02', until: '2027-06-02' }))
      .thenRefused('step-not-now');
    ban(...over)
      .when(step('issue', home))
      .thenRefused('proceeding-exists');
    ban()
      .when(step('extend', { on: '2026-06-02', until: '2027-06-02' }))
      .thenRefused('proceeding-unknown');
  });
  it('goes only forward in time', () =>
    ban(event('Issued', ordinary))
      .when(step('lift', { on: '2026-03-01', lifted: 'prosecutor' }))
      .thenRefused('before-the-last'));
  it('keeps the place and the person it was issued for, whatever a later step says', () =>
    ban(event('Issued', ordinary))
      .when({ ...step('lift', { on: '2026-06-01', lifted: 'prosecutor' }), place: { ...place, recordId: id(9), personId: id(9) } })
      .then(event('Lifted', { ...ordinary, on: '2026-06-01', lifted: 'prosecutor' })));
});

const aDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-01-01', days));
const anyStep: fc.Arbitrary<ProceedingCommand> = fc
  .record({
    name: fc.constantFrom('issue', 'extend', 'request-review', 'hear', 'expire', 'lift'),
    on: aDay,
    until: aDay,
    kind: fc.constantFrom('ordinary', 'joint-home'),
    monitored: fc.boolean(),
  })
  .map(({ name, on, until, kind, monitored: watched }) =>
    step(name, {
      on,
      ...(name === 'issue' ? { kind, monitored: watched, until } : {}),
      ...(name === 'extend' ? { until } : {}),
      ...(name === 'request-review' ? { hearingBy: until } : {}),
      ...(name === 'hear' ? { heardOn: on } : {}),
      ...(name === 'lift' ? { lifted: 'court' } : {}),
    }),
  );

/** The first thing that cannot be, over random steps. */
const fault = (commands: readonly ProceedingCommand[], decide: typeof contactBanDecider.decide): string | undefined => {
  let state: ProceedingState = contactBanDecider.initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    const before = state;
    for (const { data } of decision.events) {
      if (before.status === 'expired' || before.status === 'lifted') return 'a ban that had ended changed';
      const from = before.status === 'none' ? String(data['on']) : String(before.facts['until']);
      const longest =
        data['kind'] === 'joint-home' ? addMonths(from, 2) : data['monitored'] === true ? addMonths(from, 3) : addMonths(from, 12);
      if (String(data['until']) > longest) return 'a ban longer than the law allows';
      if (before.facts['on'] !== undefined && String(data['on']) < String(before.facts['on'])) return 'back in time';
    }
    state = fold(contactBanDecider, decision.events, state);
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return 'twice is not once';
  }
  return undefined;
};

describe('random steps', () => {
  const steps = fc.array(anyStep, { maxLength: 25 });
  it('reach no ban that cannot be', () =>
    fc.assert(
      fc.property(steps, (commands) => fault(commands, contactBanDecider.decide) === undefined),
      { numRuns: 500 },
    ));
  it('would be caught if the length were not judged (control)', () => {
    const careless: typeof contactBanDecider.decide = (command, state) => {
      const decision = contactBanDecider.decide(command, state);
      const tooLong = !decision.accepted && decision.refusal === 'ban-too-long';
      return tooLong ? { accepted: true, events: [event('Extended', { ...state.facts, ...command.facts })] } : decision;
    };
    expect(
      fc.check(
        fc.property(steps, (commands) => fault(commands, careless) === undefined),
        { numRuns: 10_000 },
      ).failed,
    ).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(contactBanDecider);
});
