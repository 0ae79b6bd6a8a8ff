import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { meetingDecider, type MeetingCommand, type MeetingState } from './meeting.decider.js';
import type { MeetingEvent } from './meeting.events.js';
import {
  cancel,
  cancelled,
  carried,
  carry,
  consult,
  consulted,
  correct,
  corrected,
  guardian,
  held,
  heldAnonymous,
  hold,
  holdAnonymous,
  ids,
  invite,
  invited,
  move,
  moved,
  named,
  nameIt,
  plan,
  planned,
  settle,
  settled,
} from './meeting.examples.js';

const meeting = given(meetingDecider);

describe('a meeting', () => {
  it('is planned once', () => meeting().when(plan).then(planned));
  it('is not planned over another', () =>
    meeting(planned)
      .when({ ...plan, data: { ...plan.data, editionId: ids.other } })
      .thenRefused('meeting-exists'));
  it('is about somebody, unless it is a consultation', () => {
    const { personId: _, ...nobody } = plan.data;
    meeting().when({ type: 'PlanMeeting', data: nobody }).thenRefused('meeting-about-nobody');
  });
  it('is moved and cancelled, and then neither held nor moved', () => {
    meeting(planned).when(move).then(moved);
    meeting(planned).when(cancel).then(cancelled);
    for (const command of [move, hold, invite, settle('done')]) meeting(planned, cancelled).when(command).thenRefused('meeting-cancelled');
  });
  it('is held once those present were reminded of secrecy', () => {
    meeting(planned)
      .when({ ...hold, data: { ...hold.data, reminded: false } })
      .thenRefused('confidentiality-not-reminded');
    meeting(planned).when(hold).then(held);
  });
  it('is held once, and then neither moved, cancelled nor invited to', () => {
    meeting(planned, held)
      .when({ ...hold, data: { ...hold.data, editionId: ids.edition } })
      .thenRefused('meeting-held');
    for (const command of [move, cancel, invite]) meeting(planned, held).when(command).thenRefused('meeting-held');
  });
  it('has notes that are corrected in the open', () => meeting(planned, held).when(correct).then(corrected));
  it('has nothing to settle, carry or correct before it is held', () => {
    for (const command of [settle('done'), carry, correct]) meeting(planned).when(command).thenRefused('meeting-not-held');
  });
  it('is unknown before it is planned', () => {
    for (const command of [move, cancel, invite, hold, correct, carry, nameIt]) meeting().when(command).thenRefused('meeting-unknown');
  });
});

describe('an invitation to a person', () => {
  it('goes out when it is safe to receive', () => meeting(planned).when(invite).then(invited(invite)));
  it.each(['no', 'not-asked'] as const)('does not go out when that is answered %s', (safe) =>
    meeting(planned)
      .when({ ...invite, safety: { safe, hasReason: false } })
      .thenRefused('not-safe-to-receive'),
  );
  it('goes to one guardian; to the other only with a reason', () => {
    const [mother, father] = [guardian(ids.mother), guardian(ids.father)];
    meeting(planned).when(mother).then(invited(mother));
    meeting(planned, invited(mother)).when(father).thenRefused('second-guardian-needs-reason');
    meeting(planned, invited(mother)).when(guardian(ids.father, true)).then(invited(father));
  });
});

describe('what a meeting asked for', () => {
  it('is done, or turns out to be impossible, for good', () => {
    for (const outcome of ['done', 'no-longer-possible'] as const) {
      meeting(planned, held).when(settle(outcome)).then(settled(outcome));
      meeting(planned, held, settled(outcome)).when(settle('not-done')).thenRefused('action-settled');
    }
  });
  it('is not done, and may be done later', () => meeting(planned, held, settled('not-done')).when(settle('done')).then(settled('done')));
  it('is of this meeting', () =>
    meeting(planned, held)
      .when({ ...settle('done'), data: { ...settle('done').data, actionId: ids.other } })
      .thenRefused('action-unknown'));
  it('becomes a line of the plan where it names intervention, function and day', () => {
    meeting(planned, held).when(carry).then(carried);
    meeting(planned, held)
      .when({ ...carry, data: { ...carry.data, decisionId: ids.other } })
      .thenRefused('decision-unknown');
    const loose = { ...held, data: { ...held.data, decisions: [{ decisionId: ids.decision }] } } as MeetingEvent;
    meeting(planned, loose).when(carry).thenRefused('decision-is-no-intervention');
  });
});

describe('a consultation about a child', () => {
  it('is about nobody', () => {
    meeting().when(consult).then(consulted);
    meeting()
      .when({ ...consult, data: { ...consult.data, personId: ids.child } })
      .thenRefused('consultation-names-somebody');
  });
  it('invites nobody, and names nobody in its minutes', () => {
    meeting(consulted).when(invite).thenRefused('consultation-is-anonymous');
    meeting(consulted).when(hold).thenRefused('consultation-names-somebody');
    meeting(consulted).when(holdAnonymous).then(heldAnonymous);
    meeting(consulted, heldAnonymous).when(carry).thenRefused('consultation-is-anonymous');
  });
  it('is named after the report, once, and never as another child', () => {
    meeting(consulted, heldAnonymous).when(nameIt).then(named);
    meeting(consulted).when(nameIt).then(named);
    meeting(consulted, named)
      .when({ ...nameIt, data: { ...nameIt.data, personId: ids.other } })
      .thenRefused('consultation-is-named');
    meeting(planned).when(nameIt).thenRefused('consultation-is-named');
  });
  it('keeps its secret where no report has been received', () => {
    meeting(consulted, heldAnonymous)
      .when({ ...nameIt, reported: false })
      .thenRefused('report-not-received');
  });
  it('lives in the child’s record from then on, with all that a meeting can do', () => {
    expect(fold(meetingDecider, [consulted, named])).toMatchObject({
      recordId: ids.childRecord,
      caseId: ids.childCase,
      personId: ids.child,
    });
    meeting(consulted, named).when(invite).then(invited(invite));
  });
});

const anyCommand: fc.Arbitrary<MeetingCommand> = fc.oneof(
  fc.constantFrom<MeetingCommand>(plan, consult, move, cancel, invite, hold, holdAnonymous, correct, carry, nameIt),
  fc.constantFrom<MeetingCommand>(guardian(ids.mother), guardian(ids.father), guardian(ids.father, true)),
  fc.constantFrom('done' as const, 'not-done' as const, 'no-longer-possible' as const).map(settle),
  fc.constant<MeetingCommand>({ ...hold, data: { ...hold.data, reminded: false } }),
);
type Decide = typeof meetingDecider.decide;
/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly MeetingCommand[], decide: Decide): string | undefined => {
  let state: MeetingState = meetingDecider.initial;
  for (const command of commands) {
    const before = state;
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    state = fold(meetingDecider, decision.events, state);
    if (state.status === 'none') return 'accepted, and still nothing';
    const anonymous = state.kind === 'child-consultation' && state.personId === null;
    if (anonymous && (Object.keys(state.guests).length > 0 || state.decisions.some(({ personId }) => personId)))
      return 'somebody is named in an anonymous consultation';
    if (before.status === 'held' && state.status !== 'held') return 'what was held is no longer';
    if (before.status === 'cancelled' && state.status !== 'cancelled') return 'what was cancelled lives again';
    if (state.status !== 'held' && Object.keys(state.actions).length > 0) return 'actions without a meeting';
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return `${command.type} twice is not once`;
  }
  return undefined;
};

describe('random commands', () => {
  const runs = (decide: Decide) =>
    fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => fault(commands, decide) === undefined);
  it('reach no state that cannot be', () => fc.assert(runs(meetingDecider.decide), { numRuns: 500 }));
  it('would be caught if anybody could be invited to an anonymous consultation (control)', () => {
    const careless: Decide = (command, state) =>
      command.type === 'InvitePerson' && state.status === 'planned'
        ? { accepted: true, events: [invited(command)] }
        : meetingDecider.decide(command, state);
    expect(fc.check(runs(careless), { numRuns: 10_000 }).failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(meetingDecider);
});
